// The user interface's side of the contract: calls, and subscriptions that outlive a lost connection and catch up.
import type { AppError } from '../domain/app-error.ts';
import { Connection, connectionLost, type Position } from './connection.ts';
import { type EventOf, homeEventSchema, runTopicEventSchema, type Topic } from './events.ts';
import type { Connect } from './port.ts';
import type { InputOf, OutputOf, ProcedureName } from './procedures.ts';

export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open' }
  /** Trying again; the reason when the host said one. */
  | { readonly kind: 'lost'; readonly reason: string | null };

export interface Subscriber<Event> {
  onEvent(event: Event): void;
  /** Events were missed for good, or this is the first connection: ask for the whole state, then go on with the events. */
  onRefresh(): void;
}

export interface Client {
  /** Asks the host. @throws AppError the host's own, or `contract/connection-lost` */
  call<Name extends ProcedureName>(procedure: Name, input: InputOf<Name>): Promise<OutputOf<Name>>;
  /** Events of a topic until the returned function is called, also across lost connections. */
  subscribe<Kind extends Topic['topic']>(
    topic: Extract<Topic, { topic: Kind }>,
    subscriber: Subscriber<EventOf[Kind]>,
  ): () => void;
  /** Called at once with the state as it is, then with every change. @returns ends it */
  onState(listener: (state: ConnectionState) => void): () => void;
  close(): void;
}

export interface ClientOptions {
  readonly connect: Connect;
  /** Waits so many milliseconds; tests hand in their own. */
  readonly wait?: (milliseconds: number) => Promise<void>;
}

const firstWaitMs = 250;
const longestWaitMs = 5_000;

interface Subscription {
  readonly topic: Topic;
  readonly take: (event: unknown) => void;
  readonly refresh: () => void;
  position: Position | null;
  end: (() => void) | null;
}

const eventSchemas = { home: homeEventSchema, run: runTopicEventSchema } as const;

declare const setTimeout: (callback: () => void, milliseconds: number) => unknown;
const timeout = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** A client that connects at once and keeps connecting until it is closed. */
export function createClient({ connect, wait = timeout }: ClientOptions): Client {
  const subscriptions = new Set<Subscription>();
  const listeners = new Set<(state: ConnectionState) => void>();
  let state: ConnectionState = { kind: 'connecting' };
  let connection: Connection | null = null;
  /** What calls made meanwhile wait for. */
  let opening = Promise.withResolvers<Connection>();
  opening.promise.catch(() => undefined);
  let isClosed = false;

  const become = (next: ConnectionState) => {
    state = next;
    for (const listener of listeners) listener(next);
  };

  const attach = (subscription: Subscription, to: Connection) => {
    subscription.end = to.subscribe(subscription.topic, subscription.position, {
      onSubscribed: (position, isComplete) => {
        subscription.position = position;
        if (!isComplete) subscription.refresh();
      },
      onEvent: (event, position) => {
        subscription.position = position;
        subscription.take(event);
      },
    });
  };

  const lose = (reason: string | null) => {
    connection = null;
    for (const subscription of subscriptions) subscription.end = null;
    if (!isClosed) become({ kind: 'lost', reason });
  };

  /** One attempt. @returns settles when the connection is gone, or at once when none came about */
  const connectOnce = async (): Promise<boolean> => {
    const closed = Promise.withResolvers<void>();
    try {
      const attempt = new Connection(await connect(), () => closed.resolve());
      await attempt.greeted();
      if (isClosed) {
        // For good, while this attempt was under way.
        attempt.close();
        return false;
      }
      connection = attempt;
      become({ kind: 'open' });
      for (const subscription of subscriptions) attach(subscription, attempt);
      opening.resolve(attempt);
    } catch (thrown) {
      lose((thrown as Partial<AppError>).code === 'contract/other-version' ? (thrown as AppError).message : null);
      return false;
    }
    await closed.promise;
    opening = Promise.withResolvers();
    opening.promise.catch(() => undefined);
    lose(null);
    return true;
  };

  const keepConnected = async () => {
    let waitMs = firstWaitMs;
    while (!isClosed) {
      const wasOpen = await connectOnce();
      if (isClosed) return;
      waitMs = wasOpen ? firstWaitMs : Math.min(longestWaitMs, waitMs * 2);
      await wait(waitMs);
    }
  };
  void keepConnected();

  return {
    call: async (procedure, input) => {
      // Before the first connection a call waits; after a lost one it is told so at once.
      if (state.kind === 'lost' || isClosed) throw connectionLost();
      return (connection ?? (await opening.promise)).call(procedure, input);
    },
    subscribe: (topic, subscriber) => {
      const schema = eventSchemas[topic.topic];
      const subscription: Subscription = {
        topic,
        position: null,
        end: null,
        refresh: () => subscriber.onRefresh(),
        take: (raw) => {
          const parsed = schema.safeParse(raw);
          if (parsed.success) subscriber.onEvent(parsed.data as never);
        },
      };
      subscriptions.add(subscription);
      if (connection !== null) attach(subscription, connection);
      return () => {
        subscriptions.delete(subscription);
        subscription.end?.();
      };
    },
    onState: (listener) => {
      listeners.add(listener);
      listener(state);
      return () => listeners.delete(listener);
    },
    close: () => {
      isClosed = true;
      opening.reject(connectionLost());
      connection?.close();
    },
  };
}
