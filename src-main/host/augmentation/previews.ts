// Asks for augmentation previews in a thread of its own, which is started by the first request and ended when nobody has looked for a
// while. One request at a time; of each viewer the newest alone counts. Not here: how images are augmented (src-main/augmentation).
import { Worker } from 'node:worker_threads';
import type { AugmentedImages } from '../../../src-shared/contract/augmentation.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { AugmentationTask, NumberedAnswer, NumberedTask } from '../../augmentation/task.ts';

/** What of a thread is used here. */
export interface PreviewThread {
  postMessage(task: NumberedTask): void;
  on(event: 'message', listener: (answer: NumberedAnswer) => void): unknown;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
  terminate(): unknown;
}

export interface PreviewsOptions {
  readonly startThread: () => PreviewThread;
  /** The thread is ended when it has had nothing to do for so long. */
  readonly idleMs?: number;
  /** One that takes longer is given up, and the thread with it. */
  readonly patienceMs?: number;
}

export interface Previews {
  /** @throws AppError `augmentation/superseded`, `augmentation/takes-too-long`, and those of the thread */
  ask(viewer: string, task: AugmentationTask): Promise<AugmentedImages>;
  /** Ends the thread; who waits is refused. */
  close(): void;
}

interface Request {
  readonly viewer: string;
  readonly task: AugmentationTask;
  readonly answered: PromiseWithResolvers<AugmentedImages>;
}

/** Keeps a file of the thread from being loaded before it is needed. */
export function threadAt(entry: string): PreviewThread {
  return new Worker(entry, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 2048 } });
}

const superseded = () => new AppError('augmentation/superseded', 'This preview was given up for a newer one.');
const tooLong = () =>
  new AppError(
    'augmentation/takes-too-long',
    'The preview took too long and was given up. Look again, or look at fewer images.',
  );
const ended = () => new AppError('augmentation/ended', 'The preview was ended. Look again.');

/** No thread yet. */
export function createPreviews({ startThread, idleMs = 60_000, patienceMs = 30_000 }: PreviewsOptions): Previews {
  const waiting: Request[] = [];
  let current: { readonly id: number; readonly request: Request } | null = null;
  let thread: PreviewThread | null = null;
  let timer: NodeJS.Timeout | null = null;
  let lastId = 0;

  const setTimer = (ms: number, act: () => void): void => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(act, ms).unref();
  };

  const end = (reason: unknown): void => {
    if (timer !== null) clearTimeout(timer);
    const last = thread;
    thread = null;
    void last?.terminate();
    const { request } = current ?? {};
    current = null;
    request?.answered.reject(reason);
  };

  const settle = ({ request }: { readonly request: Request }, answer: NumberedAnswer): void => {
    if (answer.type === 'done') request.answered.resolve(answer.images);
    else if (answer.type === 'refused') {
      const { code, message, details } = answer.error;
      request.answered.reject(new AppError(code, message, details));
    } else request.answered.reject(new Error(`In the thread of previews: ${answer.stack}`));
  };

  const threadAtWork = (): PreviewThread => {
    if (thread !== null) return thread;
    const started = startThread();
    started.on('message', (answer) => {
      if (current === null || answer.id !== current.id) return;
      const done = current;
      current = null;
      settle(done, answer);
      next();
    });
    const fail = (reason: unknown) => {
      if (thread !== started) return;
      end(reason);
      next();
    };
    started.on('error', fail);
    started.on('exit', (code) => fail(new Error(`The thread of previews ended with code ${code}.`)));
    thread = started;
    return started;
  };

  const next = (): void => {
    if (current !== null) return;
    const request = waiting.shift();
    if (request === undefined) {
      if (thread !== null) setTimer(idleMs, () => end(ended()));
      return;
    }
    lastId += 1;
    current = { id: lastId, request };
    threadAtWork().postMessage({ id: lastId, task: request.task });
    setTimer(patienceMs, () => {
      end(tooLong());
      next();
    });
  };

  return {
    ask: (viewer, task) => {
      const stale = waiting.findIndex((request) => request.viewer === viewer);
      if (stale >= 0) waiting.splice(stale, 1)[0]?.answered.reject(superseded());
      // What the thread is at is ended by its answer, which nobody waits for any more.
      if (current?.request.viewer === viewer) current.request.answered.reject(superseded());
      const request: Request = { viewer, task, answered: Promise.withResolvers<AugmentedImages>() };
      waiting.push(request);
      next();
      return request.answered.promise;
    },
    close: () => {
      for (const request of waiting.splice(0)) request.answered.reject(ended());
      end(ended());
    },
  };
}
