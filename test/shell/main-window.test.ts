import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMainWindow } from '../../src-main/shell/main-window.ts';
import { webPreferences } from '../../src-main/shell/web-preferences.ts';
import { readWindowState } from '../../src-main/shell/window-state.ts';

class FakeWindow extends EventEmitter {
  readonly options: BrowserWindowConstructorOptions;
  readonly webContents = new EventEmitter();
  readonly loadURL = vi.fn(async (_address: string) => undefined);
  readonly show = vi.fn();
  readonly focus = vi.fn();
  readonly restore = vi.fn();
  readonly reload = vi.fn();
  readonly maximize = vi.fn();
  isMinimized = () => true;
  isMaximized = () => true;
  getNormalBounds = () => ({ x: 10, y: 20, width: 900, height: 600 });

  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.options = options;
  }

  destroy(): void {
    this.emit('closed');
  }
}

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'selftune-window-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function windows({ mayReload = true } = {}) {
  const made: FakeWindow[] = [];
  const calls = { onOpen: vi.fn(), onClose: vi.fn(), onSessionEnd: vi.fn() };
  const window = createMainWindow({
    create: (options) => {
      const opened = new FakeWindow(options);
      made.push(opened);
      return opened as unknown as BrowserWindow;
    },
    workAreas: () => [{ x: 0, y: 0, width: 1920, height: 1080 }],
    stateFile: join(folder, 'window.json'),
    preload: '/app/preload.cjs',
    icon: '/app/icon.png',
    isDark: () => true,
    mayReload: () => mayReload,
    ...calls,
  });
  return { window, made, calls };
}

describe('the main window', () => {
  it('opens with the preferences of every window and the start page, and is shown once it is drawn', () => {
    const { window, made, calls } = windows();
    window.show();
    expect(made[0]?.options.webPreferences).toEqual(webPreferences('/app/preload.cjs'));
    expect(made[0]?.options.show).toBe(false);
    expect(made[0]?.loadURL).toHaveBeenCalledExactlyOnceWith('app://selftune/');
    expect(calls.onOpen).toHaveBeenCalledOnce();
    expect(made[0]?.show).not.toHaveBeenCalled();
    made[0]?.emit('ready-to-show');
    expect(made[0]?.show).toHaveBeenCalledOnce();
  });

  it('is there once: shown again, it is brought to the front', () => {
    const { window, made } = windows();
    window.show();
    window.show();
    expect(made).toHaveLength(1);
    expect(made[0]?.restore).toHaveBeenCalledOnce();
    expect(made[0]?.focus).toHaveBeenCalledOnce();
  });

  it('goes to a run, without loading the page anew where it is open', () => {
    const { window, made } = windows();
    window.showRun(12);
    expect(made[0]?.loadURL).toHaveBeenLastCalledWith('app://selftune/#/runs/12');
    window.showRun(13);
    expect(made).toHaveLength(1);
    expect(made[0]?.loadURL).toHaveBeenLastCalledWith('app://selftune/#/runs/13');
  });

  it('comes back where it was closed, maximised', () => {
    const { window, made, calls } = windows();
    window.show();
    const event = { preventDefault: vi.fn() };
    made[0]?.emit('close', event);
    expect(calls.onClose).toHaveBeenCalledExactlyOnceWith(event);
    expect(readWindowState(join(folder, 'window.json'))).toMatchObject({ x: 10, width: 900, isMaximised: true });
    window.destroy();
    expect(window.current()).toBeNull();
    window.show();
    expect(made[1]?.options).toMatchObject({ x: 10, y: 20, width: 900, height: 600 });
    expect(made[1]?.maximize).toHaveBeenCalledOnce();
  });

  it('loads a page again that died, within its budget', () => {
    const { window, made } = windows();
    window.show();
    made[0]?.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(made[0]?.reload).toHaveBeenCalledOnce();
    const spent = windows({ mayReload: false });
    spent.window.show();
    spent.made[0]?.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(spent.made[0]?.reload).not.toHaveBeenCalled();
  });
});
