// Starts an entry as a child process of Node that takes itself for a utility process of Electron. Ports are carried over the fork's channel.
import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { MessagePortMain, UtilityProcess } from 'electron';
import type { Fork } from '../../../src-main/shell/children.ts';

export type FromParent =
  | { readonly kind: 'message'; readonly data: unknown; readonly ports: readonly number[] }
  | { readonly kind: 'port'; readonly port: number; readonly data: unknown }
  | { readonly kind: 'close'; readonly port: number };

export type ToParent =
  | { readonly kind: 'message'; readonly data: unknown }
  | { readonly kind: 'port'; readonly port: number; readonly data: unknown }
  | { readonly kind: 'close'; readonly port: number };

const likeElectron = fileURLToPath(new URL('./child.ts', import.meta.url));
let portsMade = 0;

class NodeUtilityProcess extends EventEmitter {
  readonly #child: ChildProcess;
  readonly #ports = new Map<number, MessagePortMain>();

  constructor(
    entry: string,
    args: readonly string[],
    { env, stdio }: { env: NodeJS.ProcessEnv; stdio: 'pipe' | 'ignore' },
  ) {
    super();
    this.#child = fork(entry, [...args], {
      execPath: process.execPath,
      execArgv: ['--import', likeElectron],
      env,
      serialization: 'advanced',
      stdio: ['ignore', stdio, stdio, 'ipc'],
    });
    this.#child.once('spawn', () => this.emit('spawn'));
    this.#child.on('message', (raw) => this.#take(raw as ToParent));
    this.#child.on('exit', (code, signal) => {
      this.emit('exit', code ?? constants.signals[signal ?? 'SIGKILL']);
    });
    // By then the last message has been read.
    this.#child.on('close', () => {
      for (const port of this.#ports.values()) port.close();
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get stdout() {
    return this.#child.stdout;
  }

  get stderr() {
    return this.#child.stderr;
  }

  postMessage(data: unknown, ports: readonly MessagePortMain[] = []): void {
    const numbers = ports.map((port) => {
      const number = portsMade++;
      this.#ports.set(number, port);
      port.on('message', (message) => this.#send({ kind: 'port', port: number, data: message.data }));
      port.on('close', () => this.#send({ kind: 'close', port: number }));
      return number;
    });
    this.#send({ kind: 'message', data, ports: numbers });
    for (const port of ports) port.start();
  }

  kill(): boolean {
    return this.#child.kill();
  }

  #take(message: ToParent): void {
    if (message.kind === 'message') this.emit('message', message.data);
    else if (message.kind === 'port') this.#ports.get(message.port)?.postMessage(message.data);
    else this.#ports.get(message.port)?.close();
  }

  #send(message: FromParent): void {
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }
}

/** Electron's `utilityProcess.fork`, with Node's processes. Lists what it has started. */
export function nodeFork(env: NodeJS.ProcessEnv): { readonly fork: Fork; readonly started: UtilityProcess[] } {
  const started: UtilityProcess[] = [];
  return {
    started,
    fork: (entry, args, { stdio }) => {
      const child = new NodeUtilityProcess(entry, args, { env, stdio }) as unknown as UtilityProcess;
      started.push(child);
      return child;
    },
  };
}
