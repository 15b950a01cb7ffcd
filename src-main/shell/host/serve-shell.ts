// The host's side of the desktop app: builds the application when the shell says so, serves the windows it sends ports of, tells the shell
// what it needs to know outside a window. Not here: the process (entry).
import { serveConnection } from '../../../src-shared/contract/server.ts';
import { messageOf } from '../../../src-shared/domain/app-error.ts';
import type { Application, ApplicationOptions } from '../../host/application.ts';
import { type FromHost, toHostSchema } from '../host-messages.ts';
import { describeMachineThrough } from './describe-machine.ts';
import { type ElectronPort, messagePort } from './message-port.ts';
import { shellLauncher } from './shell-launcher.ts';

export interface ServeShellOptions {
  readonly tell: (message: FromHost) => void;
  readonly createApplication: (options: ApplicationOptions) => Promise<Application>;
  readonly home: string;
  readonly logs: string;
  readonly platform: NodeJS.Platform;
}

export interface ShellService {
  /** Takes what the shell says, with the ports that came along. */
  receive(raw: unknown, ports: readonly ElectronPort[]): void;
  /** Into the log of the home, if it is open. */
  logBug(thrown: unknown): void;
}

/** The service of one process; nothing is open before the shell's first message. */
export function serveShell(options: ServeShellOptions): ShellService {
  const { tell, home, logs } = options;
  const launcher = shellLauncher(tell, options.platform);
  let application: Application | null = null;
  let isEnding = false;

  const boot = async (version: string) => {
    try {
      application = await options.createApplication({
        home,
        door: 'desktop',
        version,
        launcher,
        describeMachine: () => describeMachineThrough(launcher),
      });
    } catch (thrown) {
      tell({ type: 'failed', message: messageOf(thrown) });
      return;
    }
    report(application);
    tell({ type: 'ready', home, logs });
  };

  /** Tells how many runs go whenever that changes, and of each run that ends. */
  const report = (of: Application) => {
    let told = 0;
    const tellLive = () => {
      const runs = of.liveRuns();
      if (runs !== told) tell({ type: 'live', runs });
      told = runs;
    };
    of.events.subscribe({ topic: 'home' }, null, tellLive);
    of.onRunEnded(async ({ id, name, state, reason }) => {
      tellLive();
      // Whoever quits knows that the runs stop.
      if (isEnding) return;
      const { notifications } = await of.handlers['settings.get']({});
      if (notifications) tell({ type: 'ended', run: { id, name, state, reason } });
    });
    tellLive();
  };

  const shutDown = async () => {
    isEnding = true;
    try {
      await application?.shutdown();
    } catch (thrown) {
      application?.logBug(thrown);
    }
    tell({ type: 'closed' });
  };

  const connect = (port: ElectronPort | undefined): void => {
    if (port === undefined) return;
    if (application === null) {
      port.close();
      return;
    }
    const { handlers, events } = application;
    serveConnection({ port: messagePort(port), handlers, events, onBug: (thrown) => application?.logBug(thrown) });
  };

  const receive = (raw: unknown, [port]: readonly ElectronPort[]): void => {
    const parsed = toHostSchema.safeParse(raw);
    if (!parsed.success) return;
    const message = parsed.data;
    if (message.type === 'boot') void boot(message.version);
    else if (message.type === 'connect') connect(port);
    else if (message.type === 'shut-down') void shutDown();
    else launcher.receive(message, port);
  };

  return { receive, logBug: (thrown) => application?.logBug(thrown) };
}
