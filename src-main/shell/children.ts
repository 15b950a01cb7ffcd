// Starts trainers, doctors and engine probes: only this process can, since the app's binary does not act as a plain Node (a fuse). Each
// gets a port to the host; what they say there is none of the shell's business.
import type { MessageChannelMain, MessagePortMain, UtilityProcess } from 'electron';
import { probeRequestSchema, type ShellMessage } from '../../src-shared/trainer-protocol/shell-messages.ts';
import type { ChildEntry, ChildOptions, ToHost } from './host-messages.ts';
import { followProcess } from './process-ending.ts';

/** Electron's `utilityProcess.fork`. */
export type Fork = (
  entry: string,
  args: string[],
  options: {
    readonly stdio: 'pipe' | 'ignore';
    readonly serviceName: string;
    readonly execArgv?: string[];
    readonly env?: NodeJS.ProcessEnv;
  },
) => UtilityProcess;

export interface ChildrenOptions {
  readonly fork: Fork;
  readonly newChannel: () => Pick<MessageChannelMain, 'port1' | 'port2'>;
  /** Paths of what can be started. */
  readonly entries: Readonly<Record<ChildEntry | 'probe', string>>;
  /** Of this process; what it says comes before what a child's options say. */
  readonly environment: NodeJS.ProcessEnv;
  /** Ends a process at once. */
  readonly kill: (pid: number) => void;
}

export interface StartRequest {
  readonly id: number;
  readonly entry: ChildEntry;
  readonly options: ChildOptions;
  /** Speaks to the host that asked; it may be gone by then. */
  readonly tell: (message: ToHost, ports?: MessagePortMain[]) => void;
}

export interface Children {
  start(request: StartRequest): void;
  /** Ends a child of that host. */
  kill(id: number): void;
  /** A host is gone, its numbers mean nothing any more. Its trainers see their ports close and leave by themselves. */
  forget(): void;
}

/** A driver that does not answer by then will not. */
const probePatienceMs = 20_000;

/** The processes of a host. */
export function createChildren({ fork, newChannel, entries, environment, kill }: ChildrenOptions): Children {
  const running = new Map<number, UtilityProcess>();

  const end = (child: UtilityProcess) => {
    // Electron's own kill is a request, which a busy trainer would not hear.
    if (child.pid === undefined) child.kill();
    else kill(child.pid);
  };

  return {
    start: ({ id, entry, options, tell }) => {
      let child: UtilityProcess;
      try {
        child = fork(entries[entry], [], {
          stdio: 'pipe',
          serviceName: `Selftune ${entry}`,
          execArgv: options.execArgv,
          env: { ...options.env, ...environment },
        });
      } catch (thrown) {
        tell({ type: 'not-started', id, why: thrown instanceof Error ? thrown.message : String(thrown) });
        return;
      }
      running.set(id, child);
      const { port1, port2 } = newChannel();
      child.postMessage({ type: 'port' } satisfies ShellMessage, [port2]);
      child.once('spawn', () => tell({ type: 'started', id, pid: child.pid ?? 0 }, [port1]));
      child.on('message', (raw) => void probeFor(child, raw, { fork, entry: entries.probe, end }));
      followProcess(child, {
        onOutput: (text) => tell({ type: 'output', id, text }),
        onExit: (code) => {
          if (running.get(id) === child) running.delete(id);
          tell({ type: 'exited', id, code });
        },
      });
    },
    kill: (id) => {
      const child = running.get(id);
      if (child !== undefined) end(child);
    },
    forget: () => running.clear(),
  };
}

interface ProbeOptions {
  readonly fork: Fork;
  readonly entry: string;
  readonly end: (child: UtilityProcess) => void;
}

async function probeFor(asker: UtilityProcess, raw: unknown, options: ProbeOptions): Promise<void> {
  const request = probeRequestSchema.safeParse(raw);
  if (!request.success) return;
  const { id, argument } = request.data;
  const answer = await runProbe(argument, options);
  asker.postMessage({ type: 'probed', id, ...answer } satisfies ShellMessage);
}

function runProbe(argument: string, { fork, entry, end }: ProbeOptions) {
  const { promise, resolve } = Promise.withResolvers<{ readonly result: unknown; readonly ending: string | null }>();
  const probe = fork(entry, [argument], { stdio: 'ignore', serviceName: 'Selftune engine probe' });
  const timer = setTimeout(() => {
    resolve({ result: null, ending: `without an answer within ${probePatienceMs / 1000} seconds` });
    end(probe);
  }, probePatienceMs);
  probe.once('message', (result) => {
    resolve({ result, ending: null });
    end(probe);
  });
  probe.once('exit', (code) => resolve({ result: null, ending: `with code ${code}` }));
  return promise.finally(() => clearTimeout(timer));
}
