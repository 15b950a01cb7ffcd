// Trainers without processes: a test speaks for them and sees what they were told.
import type { Launcher, TrainerExit, TrainerListeners } from '../../src-main/runs/launcher.ts';
import { type HostMessage, type TrainerMessage, trainerProtocol } from '../../src-shared/trainer-protocol/messages.ts';

/** One trainer that a test plays. */
export class FakeTrainer {
  readonly pid: number;
  readonly received: HostMessage[] = [];
  isKilled = false;
  hasExited = false;
  readonly #listeners: TrainerListeners;

  constructor(pid: number, listeners: TrainerListeners) {
    this.pid = pid;
    this.#listeners = listeners;
  }

  /** Sends messages to the host. */
  say(...messages: TrainerMessage[]): void {
    for (const message of messages) this.#listeners.onMessage(message);
  }

  /** Sends something that need not be a message. */
  sayRaw(raw: unknown): void {
    this.#listeners.onMessage(raw);
  }

  hello(): void {
    this.say({ type: 'hello', protocol: trainerProtocol, pid: this.pid });
  }

  exit(exit: Partial<TrainerExit> = {}): void {
    this.hasExited = true;
    this.#listeners.onExit({ code: 0, signal: null, startFailure: null, lastOutput: [], ...exit });
  }

  send(message: HostMessage): void {
    this.received.push(message);
  }

  /** Like SIGKILL: the process is gone a moment later. */
  kill(): void {
    if (this.isKilled) return;
    this.isKilled = true;
    queueMicrotask(() => {
      if (!this.hasExited) this.exit({ code: null, signal: 'SIGKILL' });
    });
  }
}

/** A launcher whose trainers wait in `started` for the test to play them. */
export class FakeLauncher implements Launcher {
  readonly started: FakeTrainer[] = [];

  start(listeners: TrainerListeners): FakeTrainer {
    const trainer = new FakeTrainer(9_000_000 + this.started.length, listeners);
    this.started.push(trainer);
    return trainer;
  }

  /** The trainer that was started last. */
  get last(): FakeTrainer {
    const trainer = this.started.at(-1);
    if (trainer === undefined) throw new Error('No trainer was started.');
    return trainer;
  }
}
