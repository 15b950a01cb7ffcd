// Pieces of Electron as far as the shell uses them, without Electron: they record what they are asked.
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import type { MessagePortMain, UtilityProcess } from 'electron';
import type { Fork } from '../../src-main/shell/children.ts';

/** One end of a channel. Keeps what comes until it is started, delivers clones, and closes with its other end. */
export class FakePort extends EventEmitter {
  other: FakePort | null = null;
  isClosed = false;
  #isStarted = false;
  readonly #waiting: unknown[] = [];

  postMessage(message: unknown): void {
    const copy = structuredClone(message);
    queueMicrotask(() => this.other?.take(copy));
  }

  take(data: unknown): void {
    if (this.isClosed) return;
    if (this.#isStarted) this.emit('message', { data, ports: [] });
    else this.#waiting.push(data);
  }

  start(): void {
    this.#isStarted = true;
    for (const data of this.#waiting.splice(0)) this.emit('message', { data, ports: [] });
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.emit('close');
    // What was sent before arrives before.
    queueMicrotask(() => this.other?.close());
  }

  asMain(): MessagePortMain {
    return this as unknown as MessagePortMain;
  }
}

/** A channel of two ends. */
export function newChannel(): { port1: MessagePortMain; port2: MessagePortMain } {
  const [one, two] = [new FakePort(), new FakePort()];
  one.other = two;
  two.other = one;
  return { port1: one.asMain(), port2: two.asMain() };
}

/** A utility process that does nothing but what its test has it do. */
export class FakeProcess extends EventEmitter {
  readonly stdout = new PassThrough();
  readonly stderr = new PassThrough();
  pid: number | undefined;
  isKilled = false;
  readonly received: { readonly message: unknown; readonly ports: readonly FakePort[] }[] = [];
  readonly entry: string;
  readonly args: readonly string[];
  readonly options: unknown;

  constructor(entry: string, args: readonly string[], options: unknown) {
    super();
    this.entry = entry;
    this.args = args;
    this.options = options;
  }

  postMessage(message: unknown, ports: readonly FakePort[] = []): void {
    this.received.push({ message: structuredClone(message), ports });
  }

  kill(): boolean {
    this.isKilled = true;
    return true;
  }

  spawn(pid: number): void {
    this.pid = pid;
    this.emit('spawn');
  }

  /** Ends it, its output first. */
  exit(code: number): void {
    this.stdout.end();
    this.stderr.end();
    this.emit('exit', code);
  }

  messages(): readonly unknown[] {
    return this.received.map(({ message }) => message);
  }
}

/** A fork that makes fake processes and lists them. */
export function fakeFork(): { readonly fork: Fork; readonly made: FakeProcess[] } {
  const made: FakeProcess[] = [];
  return {
    made,
    fork: (entry, args, options) => {
      const child = new FakeProcess(entry, args, options);
      made.push(child);
      return child as unknown as UtilityProcess;
    },
  };
}

/** Lets everything that is due now happen. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
