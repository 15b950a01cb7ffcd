// The host as a process of the app: started, started anew when it dies, connected to windows, shut down in order.
import type { MessageChannelMain, MessagePortMain, UtilityProcess } from 'electron';
import type { Children, Fork } from './children.ts';
import { type EndedRun, type FromHost, fromHostSchema, type ToHost } from './host-messages.ts';
import { followProcess } from './process-ending.ts';

export interface HostProcessOptions {
  readonly fork: Fork;
  readonly newChannel: () => Pick<MessageChannelMain, 'port1' | 'port2'>;
  readonly children: Children;
  /** Path of the host's entry. */
  readonly entry: string;
  readonly version: string;
  /** Whether it may be started once more. */
  readonly mayRestart: () => boolean;
  readonly onLive: (runs: number) => void;
  readonly onRunEnded: (run: EndedRun) => void;
  /** The home cannot be opened, in words. */
  readonly onFailed: (message: string) => void;
  /** It died too often. */
  readonly onGivenUp: () => void;
  /** What it writes, for whoever started the app from a terminal. */
  readonly onOutput: (text: string) => void;
}

export interface Folders {
  readonly home: string;
  readonly logs: string;
}

export interface HostProcess {
  /** A port to a host that is ready; null when there will be none. */
  connect(): Promise<MessagePortMain | null>;
  /** Null before the host was ready for the first time. */
  folders(): Folders | null;
  /** Settles once the host has freed its home, at the latest after half a minute. */
  shutDown(): Promise<void>;
}

/** A trainer gets ten seconds for its checkpoint; a slow disk may take its time. */
const shutDownPatienceMs = 30_000;

/** One life of the host's process. */
interface Life {
  readonly child: UtilityProcess;
  /** Settles with whether the host is ready. */
  readonly ready: PromiseWithResolvers<boolean>;
  readonly ended: PromiseWithResolvers<void>;
}

/** Starts the host and keeps it alive. */
export function startHostProcess(options: HostProcessOptions): HostProcess {
  const { fork, newChannel, children } = options;
  let folders: Folders | null = null;
  let isEnding = false;

  const tell = ({ child }: Life, message: ToHost, ports: MessagePortMain[] = []) => child.postMessage(message, ports);

  const receive = (of: Life, message: FromHost) => {
    switch (message.type) {
      case 'ready':
        folders = { home: message.home, logs: message.logs };
        of.ready.resolve(true);
        return;
      case 'failed':
        isEnding = true;
        of.ready.resolve(false);
        options.onFailed(message.message);
        return;
      case 'start': {
        const { id, entry, options: childOptions } = message;
        children.start({
          id,
          entry,
          options: childOptions,
          tell: (answer, ports) => {
            if (of === life) tell(of, answer, ports);
            // Started for a host that has died: it sees its port close and leaves.
            else for (const port of ports ?? []) port.close();
          },
        });
        return;
      }
      case 'kill':
        return children.kill(message.id);
      case 'live':
        return options.onLive(message.runs);
      case 'ended':
        return options.onRunEnded(message.run);
      case 'closed':
        return of.ended.resolve();
      default:
        message satisfies never;
    }
  };

  const begin = (): Life => {
    const child = fork(options.entry, [], { stdio: 'pipe', serviceName: 'Selftune host' });
    const begun: Life = { child, ready: Promise.withResolvers(), ended: Promise.withResolvers() };
    child.on('message', (raw) => {
      const parsed = fromHostSchema.safeParse(raw);
      if (parsed.success) receive(begun, parsed.data);
    });
    followProcess(child, { onOutput: options.onOutput, onExit: () => onExit(begun) });
    tell(begun, { type: 'boot', version: options.version });
    return begun;
  };

  const onExit = (of: Life) => {
    of.ended.resolve();
    children.forget();
    options.onLive(0);
    if (!isEnding && options.mayRestart()) life = begin();
    else if (!isEnding) {
      isEnding = true;
      options.onGivenUp();
    }
    of.ready.resolve(false);
  };

  let life = begin();

  const connect = async (): Promise<MessagePortMain | null> => {
    const asked = life;
    if (await asked.ready.promise) {
      const { port1, port2 } = newChannel();
      tell(asked, { type: 'connect' }, [port1]);
      return port2;
    }
    // It died before it was ready: ask the next, if there is one.
    return life === asked ? null : connect();
  };

  return {
    connect,
    folders: () => folders,
    shutDown: async () => {
      isEnding = true;
      const { child, ended } = life;
      tell(life, { type: 'shut-down' });
      const timer = setTimeout(() => ended.resolve(), shutDownPatienceMs);
      await ended.promise;
      clearTimeout(timer);
      child.kill();
    },
  };
}
