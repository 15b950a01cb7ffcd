// Reads data sets in threads of their own, so that a window stays alive while half a gigabyte is parsed.
import { Worker } from 'node:worker_threads';
import type { ImportProgress, Preview } from '../../../src-shared/contract/data.ts';
import { AppError, type ErrorCode, type ErrorDetails } from '../../../src-shared/domain/app-error.ts';
import type { DataCard } from '../../../src-shared/domain/data-card.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { DatasetFacts } from '../../data/dataset-facts.ts';
import type { ImportOptions } from '../../data/import-dataset.ts';
import type { ImportChoices } from '../../data/importers/import-choices.ts';
import { removeUnfinished } from '../../data/storage.ts';
import { importWorkerEntry } from '../paths.ts';
import { createTurns } from './turns.ts';

export type ImportTask =
  | { readonly kind: 'inspect'; readonly options: ImportOptions }
  | { readonly kind: 'import'; readonly options: ImportOptions; readonly datasetsDirectory: string }
  | { readonly kind: 'import-sample'; readonly name: string; readonly datasetsDirectory: string }
  | { readonly kind: 'open'; readonly directory: string };

export interface Stored {
  readonly card: DataCard;
  readonly isNew: boolean;
}

/** What each kind of task comes to. */
export interface WorkResults {
  readonly inspect: { readonly card: DataCard; readonly preview: Preview; readonly reading: ImportChoices };
  readonly import: Stored;
  readonly 'import-sample': Stored;
  readonly open: { readonly dataset: Dataset; readonly facts: DatasetFacts };
}

/** What the thread says: how far it is, any number of times, and how it ended, once. */
export type WorkerAnswer =
  | { readonly type: 'progress'; readonly progress: ImportProgress }
  | { readonly type: 'done'; readonly result: WorkResults[ImportTask['kind']] }
  | {
      readonly type: 'refused';
      readonly error: { readonly code: ErrorCode; readonly message: string; readonly details: ErrorDetails };
    }
  | { readonly type: 'bug'; readonly stack: string };

export interface ThreadOptions {
  /** File that the thread starts with. */
  readonly entry?: string;
  /** The largest table on a slow disk is read in a few minutes. */
  readonly timeoutMs?: number;
  /** Largest heap of the thread in megabytes; the rows themselves lie outside it. */
  readonly heapMegabytes?: number;
}

const minute = 60_000;

/** Each thread takes tens of megabytes before it has read a byte. */
const mostThreads = 4;
const inTurn = createTurns(mostThreads);

const outOfMemory = () =>
  new AppError(
    'data/out-of-memory',
    'The file holds more different texts than fit into memory. Leave columns of free text out of the file, or import a part of it.',
  );

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

type Ending = Exclude<WorkerAnswer, { type: 'progress' }>;

function resultOf<Task extends ImportTask>(answer: Ending): WorkResults[Task['kind']] {
  switch (answer.type) {
    case 'done':
      return answer.result as WorkResults[Task['kind']];
    case 'refused':
      throw new AppError(answer.error.code, answer.error.message, answer.error.details);
    case 'bug':
      throw new Error(`In the thread that reads data sets: ${answer.stack}`);
    default:
      return answer satisfies never;
  }
}

/** Asks the thread of an inspection to store what it has read. */
export interface KeepRequest {
  readonly datasetsDirectory: string;
  /** Shown name; that of the file unless given. */
  readonly name?: string;
}

/** A thread that is at work, or has done its work and still holds what it has read. */
export interface Thread<Task extends ImportTask> {
  readonly first: Promise<WorkResults[Task['kind']]>;
  /** For an inspection that is done. */
  keep(request: KeepRequest): Promise<Stored>;
  /** How far it is. */
  progress(): ImportProgress;
  /** Ends it; what it has not answered is refused for this reason. */
  end(reason?: AppError): Promise<void>;
}

const tooLong = (timeoutMs: number) => {
  const minutes = Math.max(1, Math.round(timeoutMs / minute));
  return new AppError(
    'data/reading-takes-too-long',
    `Reading was given up after ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}. Import a part of the file, or put it on a faster disk.`,
  );
};

const idle: ImportProgress = { phase: 'idle', done: 0, total: 0 };

const givenUp = () => new AppError('data/reading-given-up', 'This reading was given up for another one.');

/** Starts a task in a thread of its own. The caller ends it. */
export function startThread<Task extends ImportTask>(
  task: Task,
  { entry = importWorkerEntry, timeoutMs = 60 * minute, heapMegabytes = 4096 }: ThreadOptions = {},
): Thread<Task> {
  const worker = new Worker(entry, {
    workerData: task,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
  });
  const { threadId } = worker;
  let failure: unknown = null;
  let waiting: PromiseWithResolvers<Ending> | null = null;
  let latest = idle;
  /** Where it may be writing. */
  let folder = task.kind === 'import' ? task.datasetsDirectory : null;
  const fail = (error: unknown) => {
    failure ??= error;
    waiting?.reject(failure);
  };
  worker.on('message', (answer: WorkerAnswer) => {
    if (answer.type === 'progress') latest = answer.progress;
    else waiting?.resolve(answer);
  });
  worker.on('messageerror', fail);
  worker.on('error', (error) => fail(isOutOfMemory(error) ? outOfMemory() : error));
  worker.on('exit', (code) => fail(new Error(`The thread that reads data sets ended with code ${code}.`)));

  const next = async <Kind extends ImportTask>(): Promise<WorkResults[Kind['kind']]> => {
    if (failure !== null) throw failure;
    waiting = Promise.withResolvers<Ending>();
    const timer = setTimeout(() => fail(tooLong(timeoutMs)), timeoutMs);
    try {
      return resultOf<Kind>(await waiting.promise);
    } finally {
      clearTimeout(timer);
      waiting = null;
      latest = idle;
    }
  };
  return {
    first: next<Task>(),
    progress: () => latest,
    keep: (request) => {
      folder = request.datasetsDirectory;
      worker.postMessage(request);
      return next<Extract<ImportTask, { kind: 'import' }>>();
    },
    end: async (reason = givenUp()) => {
      fail(reason);
      await worker.terminate();
      if (folder !== null) await removeUnfinished(folder, threadId);
    },
  };
}

/**
 * Does one task in a thread of its own, once there is room for one more.
 * @throws AppError of the importers, `data/out-of-memory`, `data/reading-takes-too-long`
 */
export function inThread<Task extends ImportTask>(
  task: Task,
  { onStart, ...options }: ThreadOptions & { readonly onStart?: (thread: Thread<Task>) => void } = {},
): Promise<WorkResults[Task['kind']]> {
  return inTurn(async () => {
    const thread = startThread(task, options);
    try {
      onStart?.(thread);
      return await thread.first;
    } finally {
      await thread.end();
    }
  });
}
