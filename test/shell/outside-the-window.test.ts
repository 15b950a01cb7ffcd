// What the shell shows and does outside its window: notifications, sleep, the tray, the menu.
import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { menuTemplate } from '../../src-main/shell/menu.ts';
import { stayAwake } from '../../src-main/shell/power.ts';
import { runNotifier } from '../../src-main/shell/run-notifications.ts';
import { createBackgroundMark } from '../../src-main/shell/tray.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';

describe('the end of a run', () => {
  const run = { id: 7 as RunId, name: 'iris', state: 'failed', reason: 'The loss is not a number.' };

  function notified({ isSupported = true } = {}) {
    const listeners = new Map<string, () => void>();
    const notification = { on: (event: string, listener: () => void) => listeners.set(event, listener), show: vi.fn() };
    const create = vi.fn((_options: unknown) => notification);
    const openRun = vi.fn();
    runNotifier({ isSupported: () => isSupported, create, openRun })(run);
    return { listeners, notification, create, openRun };
  }

  it('is notified of in words, and a click opens the run', () => {
    const { create, notification, listeners, openRun } = notified();
    expect(create).toHaveBeenCalledExactlyOnceWith({ title: 'iris has failed', body: 'The loss is not a number.' });
    expect(notification.show).toHaveBeenCalledOnce();
    expect(openRun).not.toHaveBeenCalled();
    listeners.get('click')?.();
    expect(openRun).toHaveBeenCalledExactlyOnceWith(7);
  });

  it('is not notified of where the system shows none', () => {
    expect(notified({ isSupported: false }).create).not.toHaveBeenCalled();
  });
});

it('the computer stays awake while runs go, asked for once and given back once', () => {
  const blocker = { start: vi.fn(() => 5), stop: vi.fn(() => true) };
  const tell = stayAwake(blocker);
  tell(0);
  expect(blocker.start).not.toHaveBeenCalled();
  tell(1);
  tell(2);
  expect(blocker.start).toHaveBeenCalledExactlyOnceWith('prevent-app-suspension');
  tell(0);
  tell(0);
  expect(blocker.stop).toHaveBeenCalledExactlyOnceWith(5);
  tell(1);
  expect(blocker.start).toHaveBeenCalledTimes(2);
});

it('the mark in the tray is there while it is needed, says how many runs go, and leads back', () => {
  const tray = { setToolTip: vi.fn(), setMenu: vi.fn(), onClick: vi.fn(), destroy: vi.fn() };
  const create = vi.fn(() => tray);
  const actions = { open: vi.fn(), quit: vi.fn() };
  const mark = createBackgroundMark({ create, ...actions });
  mark.tell(2);
  expect(create).not.toHaveBeenCalled();
  mark.show(true);
  mark.show(true);
  expect(create).toHaveBeenCalledOnce();
  expect(tray.setToolTip).toHaveBeenLastCalledWith('Selftune: 2 runs are going.');
  mark.tell(0);
  expect(tray.setToolTip).toHaveBeenLastCalledWith('Selftune: no run is going.');
  const [[entries]] = tray.setMenu.mock.calls as unknown as [[{ label: string; click: () => void }[]]];
  expect(entries.map(({ label }) => label)).toEqual(['Open Selftune', 'Quit']);
  for (const { click } of entries) click();
  expect(actions.open).toHaveBeenCalledOnce();
  expect(actions.quit).toHaveBeenCalledOnce();
  mark.show(false);
  mark.show(false);
  expect(tray.destroy).toHaveBeenCalledOnce();
});

describe('the menu', () => {
  const flat = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
    items.flatMap((item) => [item, ...flat(Array.isArray(item.submenu) ? item.submenu : [])]);

  it.each(['linux', 'win32', 'darwin'] as const)('on %s quits, and leads to logs and data', (platform) => {
    const actions = { openLogs: vi.fn(), openHome: vi.fn() };
    const items = flat(menuTemplate(platform, actions));
    // A Mac's menu of the app has Quit among its own.
    expect(items.some(({ role }) => role === (platform === 'darwin' ? 'appMenu' : 'quit'))).toBe(true);
    for (const label of ['Open log folder', 'Open data folder']) {
      items.find((item) => item.label === label)?.click?.({} as never, undefined, {} as never);
    }
    expect(actions.openLogs).toHaveBeenCalledOnce();
    expect(actions.openHome).toHaveBeenCalledOnce();
    // The page's own tools are for developers of Selftune.
    expect(items.some(({ role }) => role === 'toggleDevTools')).toBe(false);
  });
});
