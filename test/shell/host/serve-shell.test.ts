import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Application, ApplicationOptions } from '../../../src-main/host/application.ts';
import { utilityTrainerOptions } from '../../../src-main/runs/trainer-options.ts';
import { serveShell } from '../../../src-main/shell/host/serve-shell.ts';
import type { RunId } from '../../../src-shared/domain/ids.ts';
import { FakePort, newChannel, turn } from '../fake-electron.ts';

type Ended = Parameters<Parameters<Application['onRunEnded']>[0]>[0];

/** Closed after each test. */
const opened: { readonly service: ReturnType<typeof serveShell> }[] = [];

function served({ notifications = true, refusal = null as Error | null } = {}) {
  let runs = 0;
  let tellHome: () => void = () => undefined;
  let endRun: (run: Ended) => unknown = () => undefined;
  const shutdown = vi.fn(async () => undefined);
  const logBug = vi.fn();
  let options: ApplicationOptions | null = null;
  const application = {
    handlers: { 'settings.get': async () => ({ notifications }) },
    events: {
      session: '0123456789abcdef',
      subscribe: (_topic: unknown, _after: unknown, listener: () => void) => {
        tellHome = listener;
        return { sequence: 0, isComplete: true, end: () => undefined };
      },
    },
    liveRuns: () => runs,
    logBug,
    onRunEnded: (listener: (run: Ended) => unknown) => {
      endRun = listener;
      return () => undefined;
    },
    shutdown,
  } as unknown as Application;
  const told: unknown[] = [];
  const service = serveShell({
    tell: (message) => told.push(message),
    createApplication: async (given) => {
      options = given;
      if (refusal !== null) throw refusal;
      return application;
    },
    home: '/home/ada',
    logs: '/home/ada/logs',
    platform: 'linux',
  });
  const parts = {
    told,
    service,
    shutdown,
    logBug,
    boot: async () => {
      service.receive({ type: 'boot', version: '1.2.3' }, []);
      await turn();
    },
    options: () => options,
    change: (count: number) => {
      runs = count;
      tellHome();
    },
    end: async (run: Ended) => {
      await endRun(run);
    },
  };
  opened.push(parts);
  return parts;
}

const iris: Ended = { id: 3 as RunId, name: 'iris', state: 'finished', reason: 'All epochs are done.' } as Ended;

afterEach(() => {
  for (const { service } of opened.splice(0)) service.receive({ type: 'shut-down' }, []);
});

describe('the host of the desktop app', () => {
  it('opens the home for the desktop with trainers and doctor of the shell, then says that it is ready', async () => {
    const { boot, options, told } = served();
    await boot();
    expect(options()).toMatchObject({ home: '/home/ada', door: 'desktop', version: '1.2.3' });
    expect(told).toEqual([{ type: 'ready', home: '/home/ada', logs: '/home/ada/logs' }]);
    options()?.launcher?.start({ onMessage: () => undefined, onExit: () => undefined });
    options()
      ?.describeMachine?.()
      .catch(() => undefined);
    expect(told.slice(1)).toEqual([
      { type: 'start', id: 0, entry: 'trainer', options: utilityTrainerOptions() },
      { type: 'start', id: 1, entry: 'doctor', options: { execArgv: [], env: {} } },
    ]);
  });

  it('says why a home cannot be opened', async () => {
    const { boot, told, service } = served({ refusal: new Error('Another Selftune has this home open.') });
    await boot();
    expect(told).toEqual([{ type: 'failed', message: 'Another Selftune has this home open.' }]);
    service.receive({ type: 'shut-down' }, []);
    await turn();
    expect(told.at(-1)).toEqual({ type: 'closed' });
  });

  it('greets a window over the port that came for it', async () => {
    const { boot, service } = served();
    await boot();
    const { port1, port2 } = newChannel();
    service.receive({ type: 'connect' }, [port1]);
    const page = port2 as unknown as FakePort;
    const frames: unknown[] = [];
    page.on('message', ({ data }) => frames.push(data));
    page.start();
    page.postMessage({ type: 'call', id: 1, procedure: 'settings.get', input: {} });
    await turn();
    expect(frames).toEqual([
      expect.objectContaining({ type: 'hello', session: '0123456789abcdef' }),
      { type: 'result', id: 1, output: { notifications: true } },
    ]);
  });

  it('closes a port that comes before the home is open', () => {
    const { service } = served();
    const port = new FakePort();
    service.receive({ type: 'connect' }, [port as never]);
    expect(port.isClosed).toBe(true);
  });

  it('tells how many runs go when that has changed, and only then', async () => {
    const { boot, change, told } = served();
    await boot();
    change(1);
    change(1);
    change(0);
    expect(told.slice(1)).toEqual([
      { type: 'live', runs: 1 },
      { type: 'live', runs: 0 },
    ]);
  });

  it('asks for a notification at the end of a run when the settings want one', async () => {
    const { boot, end, told } = served();
    await boot();
    await end(iris);
    expect(told.at(-1)).toEqual({ type: 'ended', run: iris });
  });

  it('asks for none when the settings want none', async () => {
    const { boot, end, told } = served({ notifications: false });
    await boot();
    await end(iris);
    expect(told).toHaveLength(1);
  });

  it('shuts the application down, tells so, and notifies of no run that this has stopped', async () => {
    const { boot, end, service, shutdown, told } = served();
    await boot();
    service.receive({ type: 'shut-down' }, []);
    await end(iris);
    await turn();
    expect(shutdown).toHaveBeenCalledOnce();
    expect(told.at(-1)).toEqual({ type: 'closed' });
    expect(told).toHaveLength(2);
  });

  it('tells that it is closed even when closing fails, which goes to the log', async () => {
    const { boot, service, shutdown, logBug, told } = served();
    await boot();
    shutdown.mockRejectedValueOnce(new Error('disk full'));
    service.receive({ type: 'shut-down' }, []);
    await turn();
    expect(told.at(-1)).toEqual({ type: 'closed' });
    expect(logBug).toHaveBeenCalledOnce();
  });

  it('leaves out what it does not understand', async () => {
    const { service, told } = served();
    service.receive({ type: 'boot', version: '1.2.3', home: '/etc' }, []);
    service.receive('boot', []);
    await turn();
    expect(told).toEqual([]);
  });
});
