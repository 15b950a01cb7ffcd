// One connection of a client: calls that wait for their answers, subscriptions that get their events. When it closes, every waiting
// call is rejected. Not here: connecting again (client).
import { AppError, type ErrorCode } from '../domain/app-error.ts';
import type { Topic } from './events.ts';
import { type ClientFrame, hostFrameSchema } from './frames.ts';
import type { Port } from './port.ts';
import { contractVersion, type InputOf, type OutputOf, type ProcedureName, procedures } from './procedures.ts';

/** Where a subscriber has got to: whose events, and which was the last. */
export interface Position {
  readonly session: string;
  readonly sequence: number;
}

export interface SubscriptionHandlers {
  /** @param isComplete whether nothing was missed since the position that was handed in */
  onSubscribed(position: Position, isComplete: boolean): void;
  onEvent(event: unknown, position: Position): void;
}

interface Waiting {
  readonly procedure: ProcedureName;
  resolve(output: unknown): void;
  reject(error: AppError): void;
}

/** What a waiting call is told when the host is gone. */
export function connectionLost(): AppError {
  return new AppError(
    'contract/connection-lost',
    'The connection to Selftune was lost before an answer came. It connects again by itself; then try once more.',
  );
}

/** A live connection. */
export class Connection {
  readonly #port: Port;
  readonly #waiting = new Map<number, Waiting>();
  readonly #subscriptions = new Map<number, SubscriptionHandlers>();
  readonly #greeted = Promise.withResolvers<void>();
  #session = '';
  #nextId = 1;
  #isClosed = false;

  /** @param onClose called once, when the connection is gone */
  constructor(port: Port, onClose: () => void) {
    this.#port = port;
    // Nobody may be listening yet when a port closes at once.
    this.#greeted.promise.catch(() => undefined);
    port.onFrame((frame) => this.#receive(frame));
    port.onClose(() => {
      this.#isClosed = true;
      this.#greeted.reject(connectionLost());
      for (const waiting of this.#waiting.values()) waiting.reject(connectionLost());
      this.#waiting.clear();
      this.#subscriptions.clear();
      onClose();
    });
  }

  /** Settles once the host has greeted. @throws AppError `contract/other-version`, `contract/connection-lost` */
  greeted(): Promise<void> {
    return this.#greeted.promise;
  }

  /** Asks the host. @throws AppError the host's own, or `contract/…` */
  async call<Name extends ProcedureName>(procedure: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
    if (this.#isClosed) throw connectionLost();
    const id = this.#nextId++;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#waiting.set(id, { procedure, resolve, reject });
    try {
      this.#send({ type: 'call', id, procedure, input });
    } catch (thrown) {
      // Too large, or nothing that can be sent: no answer will come.
      this.#waiting.delete(id);
      throw thrown;
    }
    return (await promise) as OutputOf<Name>;
  }

  /** @returns ends the subscription */
  subscribe(topic: Topic, after: Position | null, handlers: SubscriptionHandlers): () => void {
    const id = this.#nextId++;
    this.#subscriptions.set(id, handlers);
    this.#send({ type: 'subscribe', id, topic, after });
    return () => {
      if (this.#subscriptions.delete(id)) this.#send({ type: 'unsubscribe', id });
    };
  }

  close(): void {
    this.#port.close();
  }

  #send(frame: ClientFrame): void {
    if (!this.#isClosed) this.#port.send(frame);
  }

  #receive(raw: unknown): void {
    const parsed = hostFrameSchema.safeParse(raw);
    // Not understood: from a host of another version, whose hello has ended this connection, or noise.
    if (!parsed.success) return;
    const frame = parsed.data;
    switch (frame.type) {
      case 'hello':
        this.#greet(frame.contract, frame.session);
        break;
      case 'result':
        this.#answer(frame.id, frame.output);
        break;
      case 'error': {
        const { code, message, details } = frame.error;
        this.#take(frame.id)?.reject(new AppError(code as ErrorCode, message, details));
        break;
      }
      case 'subscribed':
        this.#subscriptions
          .get(frame.id)
          ?.onSubscribed({ session: this.#session, sequence: frame.sequence }, frame.isComplete);
        break;
      case 'event':
        this.#subscriptions.get(frame.id)?.onEvent(frame.event, { session: this.#session, sequence: frame.sequence });
        break;
      default:
        frame satisfies never;
    }
  }

  #greet(contract: number, session: string): void {
    if (contract !== contractVersion) {
      this.#greeted.reject(
        new AppError(
          'contract/other-version',
          `This page speaks version ${contractVersion} with Selftune, the running Selftune speaks ${contract}. Reload the page.`,
        ),
      );
      this.#port.close();
      return;
    }
    this.#session = session;
    this.#greeted.resolve();
  }

  #answer(id: number, output: unknown): void {
    const waiting = this.#take(id);
    if (waiting === undefined) return;
    const parsed = procedures[waiting.procedure].output.safeParse(output);
    if (parsed.success) waiting.resolve(parsed.data);
    else {
      waiting.reject(
        new AppError(
          'contract/bad-answer',
          `The answer to ${waiting.procedure} was not understood. Reload the page; if it happens again, send the bug report of the settings page.`,
        ),
      );
    }
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }
}
