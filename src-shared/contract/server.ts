// The host's side of one connection: every frame is parsed, every call answered, by a handler or with a refusal.
import { z } from 'zod';
import { AppError } from '../domain/app-error.ts';
import type { Topic } from './events.ts';
import { type ClientFrame, clientFrameSchema, type HostFrame } from './frames.ts';
import { mostOpenCalls } from './limits.ts';
import type { Port } from './port.ts';
import { contractVersion, type Handlers, isProcedureName, procedures } from './procedures.ts';

/** Where events come from: numbered, with the newest kept for those who were away. */
export interface EventSource {
  /** 16 hexadecimal digits that name this life of the host. */
  readonly session: string;
  /**
   * Events of a topic from now on.
   * @param after number of the last event that was seen; null: from now on
   * @returns the number of the last event before those that follow, whether nothing was missed, and how to end it
   */
  subscribe(
    topic: Topic,
    after: number | null,
    listener: (sequence: number, event: unknown) => void,
  ): { readonly sequence: number; readonly isComplete: boolean; readonly end: () => void };
}

export interface ServerOptions {
  readonly port: Port;
  readonly handlers: Handlers;
  readonly events: EventSource;
  /** Told of bugs: what a handler threw that was no AppError. */
  readonly onBug: (thrown: unknown) => void;
}

const mostSubscriptions = 200;

/** Serves one connection until it closes. */
export function serveConnection({ port, handlers, events, onBug }: ServerOptions): void {
  const subscriptions = new Map<number, () => void>();
  let isOpen = true;
  let openCalls = 0;
  const send = (frame: HostFrame) => {
    if (isOpen) port.send(frame);
  };
  const refuse = (id: number, error: AppError) => {
    const { code, message, details } = error;
    send({ type: 'error', id, error: { code, message, details: { ...details } } });
  };

  const call = async ({ id, procedure: name, input }: Extract<ClientFrame, { type: 'call' }>) => {
    if (!isProcedureName(name)) {
      refuse(id, new AppError('contract/unknown-procedure', `Selftune has no procedure "${name}". Reload the page.`));
      return;
    }
    const parsed = procedures[name].input.safeParse(input);
    if (!parsed.success) {
      refuse(id, badInput(name, parsed.error));
      return;
    }
    if (openCalls >= mostOpenCalls) {
      refuse(id, new AppError('contract/too-many-calls', 'This page asks for too much at once. Reload it.'));
      return;
    }
    openCalls += 1;
    try {
      const handler = handlers[name] as (input: unknown) => unknown;
      send({ type: 'result', id, output: await handler(parsed.data) });
    } catch (thrown) {
      if (thrown instanceof AppError) return refuse(id, thrown);
      onBug(thrown);
      refuse(
        id,
        new AppError(
          'contract/bug',
          'Something went wrong inside Selftune. The log of the settings page has the details.',
        ),
      );
    } finally {
      openCalls -= 1;
    }
  };

  const subscribe = ({ id, topic, after }: Extract<ClientFrame, { type: 'subscribe' }>) => {
    if (subscriptions.has(id) || subscriptions.size >= mostSubscriptions) {
      refuse(id, new AppError('contract/too-many-subscriptions', 'This page listens to too much at once. Reload it.'));
      return;
    }
    const isOwn = after !== null && after.session === events.session;
    // The answer comes before the first event that it announces.
    const early: (readonly [number, unknown])[] = [];
    let isAnnounced = false;
    const pass = (sequence: number, event: unknown) => {
      if (isAnnounced) send({ type: 'event', id, sequence, event });
      else early.push([sequence, event]);
    };
    const { sequence, isComplete, end } = events.subscribe(topic, isOwn ? after.sequence : null, pass);
    subscriptions.set(id, end);
    send({ type: 'subscribed', id, sequence, isComplete: isOwn && isComplete });
    isAnnounced = true;
    for (const [number, event] of early) pass(number, event);
  };

  port.onFrame((raw) => {
    const parsed = clientFrameSchema.safeParse(raw);
    if (!parsed.success) {
      const id = typeof raw === 'object' && raw !== null && 'id' in raw ? Number(raw.id) : Number.NaN;
      const error = new AppError(
        'contract/bad-frame',
        'A message was not understood and was left out. Reload the page.',
      );
      if (Number.isSafeInteger(id) && id >= 0) refuse(id, error);
      return;
    }
    const frame = parsed.data;
    if (frame.type === 'call') void call(frame);
    else if (frame.type === 'subscribe') subscribe(frame);
    else {
      subscriptions.get(frame.id)?.();
      subscriptions.delete(frame.id);
    }
  });
  port.onClose(() => {
    isOpen = false;
    for (const end of subscriptions.values()) end();
    subscriptions.clear();
  });
  send({ type: 'hello', contract: contractVersion, session: events.session });
}

function badInput(name: string, error: z.ZodError): AppError {
  const words = z
    .prettifyError(error)
    .replaceAll(/\s*\n\s*/g, ' ')
    .slice(0, 500);
  return new AppError('contract/bad-input', `The request ${name} was refused: ${words}`, { procedure: name });
}
