// The boot list, driven by an Electron that records what it is asked.
import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { FakeProcess, newChannel, turn } from './fake-electron.ts';

const fakes = vi.hoisted(() => ({ current: null as unknown as Record<string, unknown>, pages: '' }));
vi.mock('electron', () => {
  const names = [
    'app',
    'BrowserWindow',
    'dialog',
    'ipcMain',
    'Menu',
    'MessageChannelMain',
    'Notification',
    'nativeTheme',
  ];
  names.push('powerMonitor', 'powerSaveBlocker', 'protocol', 'screen', 'session', 'shell', 'Tray', 'utilityProcess');
  return Object.defineProperties(
    {},
    Object.fromEntries(names.map((name) => [name, { enumerable: true, get: () => fakes.current[name] }])),
  );
});
// The pages may not have been built where this runs.
vi.mock('../../src-main/shell/places.ts', async (original) => ({
  ...(await original<Record<string, unknown>>()),
  get pages() {
    return fakes.pages;
  },
}));

fakes.pages = mkdtempSync(join(tmpdir(), 'selftune-pages-'));
afterAll(() => rmSync(fakes.pages, { recursive: true, force: true }));

class FakeWindow extends EventEmitter {
  readonly webContents = new EventEmitter();
  readonly loadURL = vi.fn(async () => undefined);
  readonly show = vi.fn();
  readonly focus = vi.fn();
  readonly destroy = vi.fn(() => this.emit('closed'));
  isMinimized = () => false;
  isMaximized = () => false;
  getNormalBounds = () => ({ x: 0, y: 0, width: 900, height: 600 });
}

/** Electron before the app is ready. */
function electron({ isFirst = true } = {}) {
  const ready = Promise.withResolvers<void>();
  const app = Object.assign(new EventEmitter(), {
    commandLine: { hasSwitch: () => false },
    getPath: (name: string) => join(fakes.pages, name),
    setPath: vi.fn(),
    getVersion: () => '1.2.3',
    requestSingleInstanceLock: vi.fn(() => isFirst),
    enableSandbox: vi.fn(),
    setAppUserModelId: vi.fn(),
    whenReady: () => ready.promise,
    quit: vi.fn(() => {
      const event = { preventDefault: vi.fn() };
      app.emit('before-quit', event);
    }),
  });
  const processes: FakeProcess[] = [];
  const windows: FakeWindow[] = [];
  const trays: { destroy: () => void }[] = [];
  const session = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    setDevicePermissionHandler: vi.fn(),
    setDisplayMediaRequestHandler: vi.fn(),
  });
  const made = {
    app,
    BrowserWindow: class {
      constructor() {
        const window = new FakeWindow();
        windows.push(window);
        // biome-ignore lint/correctness/noConstructorReturn: stands in for Electron's class
        return window;
      }
    },
    dialog: { showMessageBox: vi.fn(async () => ({ response: 0 })), showErrorBox: vi.fn() },
    ipcMain: new EventEmitter(),
    Menu: { setApplicationMenu: vi.fn(), buildFromTemplate: vi.fn((template: unknown) => template) },
    MessageChannelMain: class {
      constructor() {
        // biome-ignore lint/correctness/noConstructorReturn: stands in for Electron's class
        return newChannel();
      }
    },
    Notification: class extends EventEmitter {
      static isSupported = () => true;
      static readonly shown: EventEmitter[] = [];
      show(): void {
        made.Notification.shown.push(this);
      }
    },
    nativeTheme: { shouldUseDarkColors: false },
    powerMonitor: new EventEmitter(),
    powerSaveBlocker: { start: vi.fn(() => 1), stop: vi.fn() },
    protocol: { registerSchemesAsPrivileged: vi.fn(), handle: vi.fn() },
    screen: {
      getPrimaryDisplay: () => ({ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } }),
      getAllDisplays: () => [{ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
    },
    session: { defaultSession: session },
    shell: { openPath: vi.fn(async () => '') },
    Tray: class extends EventEmitter {
      readonly setToolTip = vi.fn();
      readonly setContextMenu = vi.fn();
      readonly destroy = vi.fn();
      constructor() {
        super();
        trays.push(this);
      }
    },
    utilityProcess: {
      fork: vi.fn((entry: string, args: string[], options: unknown) => {
        const child = new FakeProcess(entry, args, options);
        processes.push(child);
        return child;
      }),
    },
  };
  return {
    ...made,
    session,
    processes,
    windows,
    trays,
    start: async () => {
      fakes.current = made;
      vi.resetModules();
      await import('../../src-main/shell/main.ts');
      return {
        becomeReady: async () => {
          ready.resolve();
          await turn();
        },
      };
    },
  };
}

async function running() {
  const parts = electron();
  await (await parts.start()).becomeReady();
  const [host] = parts.processes;
  const [window] = parts.windows;
  if (host === undefined || window === undefined) throw new Error('Nothing was started.');
  host.emit('message', { type: 'ready', home: '/home/ada', logs: '/home/ada/logs' });
  return { ...parts, host, window };
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const before = new Map(signals.map((signal) => [signal, process.listeners(signal)]));
afterEach(() => {
  for (const signal of signals) {
    for (const listener of process.listeners(signal)) {
      if (before.get(signal)?.includes(listener) !== true) process.off(signal, listener);
    }
  }
});

describe('the desktop app', () => {
  it('that is started a second time leaves at once and touches nothing', async () => {
    const { app, start, protocol, processes } = electron({ isFirst: false });
    await (await start()).becomeReady();
    expect(app.quit).toHaveBeenCalledOnce();
    expect(app.enableSandbox).not.toHaveBeenCalled();
    expect(protocol.registerSchemesAsPrivileged).not.toHaveBeenCalled();
    expect(processes).toEqual([]);
  });

  it('brings its window to the front when it is started a second time', async () => {
    const { app, window, windows } = await running();
    app.emit('second-instance');
    await turn();
    expect(window.focus).toHaveBeenCalledOnce();
    expect(windows).toHaveLength(1);
  });

  it('has its sandbox, scheme and denials before it is ready, and no window', async () => {
    const { app, protocol, windows, processes, start } = electron();
    await start();
    expect(app.enableSandbox).toHaveBeenCalledOnce();
    expect(protocol.registerSchemesAsPrivileged).toHaveBeenCalledOnce();
    expect(app.listenerCount('web-contents-created')).toBe(1);
    expect(windows).toEqual([]);
    expect(processes).toEqual([]);
  });

  it('serves its pages, denies permissions, starts the host and opens the window', async () => {
    const { protocol, session, processes, window } = await running();
    expect(protocol.handle).toHaveBeenCalledExactlyOnceWith('app', expect.any(Function));
    expect(session.setPermissionRequestHandler).toHaveBeenCalledExactlyOnceWith(expect.any(Function));
    expect(session.setPermissionCheckHandler).toHaveBeenCalledExactlyOnceWith(expect.any(Function));
    expect(session.listenerCount('will-download')).toBe(1);
    expect(processes).toHaveLength(1);
    expect(processes[0]?.messages()).toEqual([{ type: 'boot', version: '1.2.3' }]);
    expect(window.loadURL).toHaveBeenCalledExactlyOnceWith('app://selftune/');
  });

  it('connects its page to the host', async () => {
    const { ipcMain, host } = await running();
    const senderFrame = { url: 'app://selftune/' };
    const sender = { mainFrame: senderFrame, isDestroyed: () => false, postMessage: vi.fn() };
    ipcMain.emit('selftune:connect', { senderFrame, sender });
    await turn();
    expect(host.messages().at(-1)).toEqual({ type: 'connect' });
    expect(sender.postMessage).toHaveBeenCalledExactlyOnceWith('selftune:port', null, [expect.anything()]);
  });

  it('keeps the computer awake and trains on without a window when that is the answer', async () => {
    const { app, host, window, windows, dialog, powerSaveBlocker, trays } = await running();
    host.emit('message', { type: 'live', runs: 2 });
    expect(powerSaveBlocker.start).toHaveBeenCalledExactlyOnceWith('prevent-app-suspension');
    const event = { preventDefault: vi.fn() };
    window.emit('close', event);
    window.emit('close', event);
    await turn();
    expect(event.preventDefault).toHaveBeenCalledTimes(2);
    expect(dialog.showMessageBox).toHaveBeenCalledExactlyOnceWith(
      window,
      expect.objectContaining({ message: '2 runs are going.' }),
    );
    expect(window.destroy).toHaveBeenCalledOnce();
    expect(trays).toHaveLength(1);
    app.emit('window-all-closed');
    expect(app.quit).not.toHaveBeenCalled();
    app.emit('second-instance');
    await turn();
    expect(windows).toHaveLength(2);
    expect(trays[0]?.destroy).toHaveBeenCalledOnce();
  });

  it('quits only after the host has freed its home', async () => {
    const { app, host } = await running();
    app.emit('before-quit', { preventDefault: () => undefined });
    expect(host.messages().at(-1)).toEqual({ type: 'shut-down' });
    expect(app.quit).not.toHaveBeenCalled();
    host.emit('message', { type: 'closed' });
    await turn();
    expect(app.quit).toHaveBeenCalledOnce();
  });

  it('makes checkpoints without a question when the system shuts down', async () => {
    const { host, powerMonitor, dialog } = await running();
    host.emit('message', { type: 'live', runs: 1 });
    const event = { preventDefault: vi.fn() };
    powerMonitor.emit('shutdown', event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
    expect(dialog.showMessageBox).not.toHaveBeenCalled();
    expect(host.messages().at(-1)).toEqual({ type: 'shut-down' });
  });

  it('makes checkpoints without a question when it is asked to end by a signal, and opens no window any more', async () => {
    const { app, host, dialog, windows } = await running();
    host.emit('message', { type: 'live', runs: 1 });
    process.listeners('SIGTERM').at(-1)?.('SIGTERM');
    expect(dialog.showMessageBox).not.toHaveBeenCalled();
    expect(host.messages().at(-1)).toEqual({ type: 'shut-down' });
    windows[0]?.destroy();
    app.emit('second-instance');
    await turn();
    expect(windows).toHaveLength(1);
  });

  it('shows the end of a run, and a click opens it', async () => {
    const { host, window, Notification } = await running();
    host.emit('message', { type: 'ended', run: { id: 7, name: 'iris', state: 'finished', reason: 'Done.' } });
    Notification.shown[0]?.emit('click');
    expect(window.loadURL).toHaveBeenLastCalledWith('app://selftune/#/runs/7');
  });

  it('says why its home cannot be opened, and leaves', async () => {
    const { app, host, dialog } = await running();
    host.emit('message', { type: 'failed', message: 'Another Selftune has this home open.' });
    expect(dialog.showErrorBox).toHaveBeenCalledExactlyOnceWith('Selftune', 'Another Selftune has this home open.');
    host.emit('message', { type: 'closed' });
    await turn();
    expect(app.quit).toHaveBeenCalledOnce();
  });

  it('opens the folders of logs and data from its menu', async () => {
    const { Menu, shell } = await running();
    const template = Menu.setApplicationMenu.mock.calls[0]?.[0] as {
      role?: string;
      submenu: { label?: string; click?: () => void }[];
    }[];
    const help = template.find(({ role }) => role === 'help');
    for (const { click } of help?.submenu ?? []) click?.();
    expect(shell.openPath.mock.calls).toEqual([['/home/ada/logs'], ['/home/ada']]);
  });
});
