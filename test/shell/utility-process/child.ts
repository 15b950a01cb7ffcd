// Loaded before an entry: makes a child process of Node look like a utility process of Electron, as far as Selftune's entries can tell.
import { EventEmitter } from 'node:events';
import type { FromParent, ToParent } from './parent.ts';

const toParent = process.send?.bind(process);

/** One end of a channel whose other end is in the parent. */
class RemotePort extends EventEmitter {
  readonly #number: number;
  readonly #waiting: unknown[] = [];
  #isStarted = false;

  constructor(number: number) {
    super();
    this.#number = number;
  }

  postMessage(data: unknown): void {
    toParent?.({ kind: 'port', port: this.#number, data } satisfies ToParent);
  }

  start(): void {
    this.#isStarted = true;
    for (const data of this.#waiting.splice(0)) this.emit('message', { data, ports: [] });
  }

  take(data: unknown): void {
    if (this.#isStarted) this.emit('message', { data, ports: [] });
    else this.#waiting.push(data);
  }

  close(): void {
    toParent?.({ kind: 'close', port: this.#number } satisfies ToParent);
  }
}

const ports = new Map<number, RemotePort>();
const waiting: unknown[] = [];

class ParentPort extends EventEmitter {
  // As in Electron, what comes before anyone listens is kept.
  override on(event: string, listener: (...values: unknown[]) => void): this {
    super.on(event, listener);
    for (const message of waiting.splice(0)) this.emit('message', message);
    return this;
  }

  postMessage(data: unknown): void {
    toParent?.({ kind: 'message', data } satisfies ToParent);
  }
}

const parentPort = new ParentPort();
process.on('message', (raw) => {
  const message = raw as FromParent;
  if (message.kind === 'port') ports.get(message.port)?.take(message.data);
  else if (message.kind === 'close') ports.get(message.port)?.emit('close');
  else {
    const given = message.ports.map((number) => new RemotePort(number));
    for (const [index, port] of given.entries()) ports.set(message.ports[index] ?? -1, port);
    const event = { data: message.data, ports: given };
    if (parentPort.listenerCount('message') === 0) waiting.push(event);
    else parentPort.emit('message', event);
  }
});
// Electron ends its utility processes with itself.
process.on('disconnect', () => process.exit(0));

Object.defineProperties(process, {
  parentPort: { value: parentPort },
  send: { value: undefined },
});
