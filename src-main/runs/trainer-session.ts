// One conversation with one trainer process: it must say hello in time and in the right protocol, then gets its task.
// Not here: what its messages mean (supervisor, unseal).
import { type HostMessage, type TrainerMessage, trainerProtocol } from '../../src-shared/trainer-protocol/messages.ts';
import type { Launcher, TrainerExit, TrainerProcess } from './launcher.ts';
import { parseMessage } from './parse-message.ts';

const helloTimeoutMs = 30_000;
/** Time for a trainer that has said its last word to leave by itself. */
const leaveTimeoutMs = 10_000;

export type TaskMessage = Exclude<TrainerMessage, { type: 'hello' }>;

export interface SessionHandlers {
  /** The trainer is there and has been given its task. */
  onHello(): void;
  onMessage(message: TaskMessage): void;
  /** @param why sentence for an event */
  onRefused(why: string): void;
  /** Called once, last. @param complaint why the session itself ended the trainer, or null */
  onEnd(exit: TrainerExit, complaint: string | null): void;
}

/** Starts a trainer, hands it `task` after its hello, and passes on what it says. */
export class TrainerSession {
  readonly #process: TrainerProcess;
  readonly #handlers: SessionHandlers;
  readonly #task: HostMessage;
  #timer: NodeJS.Timeout;
  #complaint: string | null = null;
  #hasGreeted = false;

  constructor(launcher: Launcher, task: HostMessage, handlers: SessionHandlers) {
    this.#handlers = handlers;
    this.#task = task;
    this.#process = launcher.start({
      onMessage: (raw) => this.#receive(raw),
      onExit: (exit) => {
        clearTimeout(this.#timer);
        handlers.onEnd(exit, this.#complaint);
      },
    });
    this.#timer = setTimeout(() => this.#giveUp('It gave no sign of life for 30 seconds.'), helloTimeoutMs);
  }

  /** The trainer's process number; null when it could not be started. */
  get pid(): number | null {
    return this.#process.pid;
  }

  /** Whether the trainer has been given its task. */
  get hasGreeted(): boolean {
    return this.#hasGreeted;
  }

  send(message: HostMessage): void {
    this.#process.send(message);
  }

  kill(): void {
    this.#process.kill();
  }

  /** Tells that nothing more is wanted: a trainer that has not left in 10 seconds is ended. */
  expectEnd(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#process.kill(), leaveTimeoutMs);
  }

  #receive(raw: unknown): void {
    const parsed = parseMessage(raw);
    if (parsed.isRefused) this.#handlers.onRefused(parsed.why);
    else if (parsed.message.type === 'hello') this.#greet(parsed.message.protocol);
    else if (this.#hasGreeted) this.#handlers.onMessage(parsed.message);
    else this.#handlers.onRefused(`The trainer spoke ("${parsed.message.type}") before its hello; it was left out.`);
  }

  #greet(protocol: number): void {
    if (protocol !== trainerProtocol) {
      this.#giveUp(`It speaks protocol ${protocol}, this Selftune speaks ${trainerProtocol}. Install Selftune afresh.`);
      return;
    }
    if (this.#hasGreeted) return;
    clearTimeout(this.#timer);
    this.#hasGreeted = true;
    this.#process.send(this.#task);
    this.#handlers.onHello();
  }

  #giveUp(complaint: string): void {
    this.#complaint ??= complaint;
    this.#process.kill();
  }
}
