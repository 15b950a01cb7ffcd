import { afterEach, expect, it, vi } from 'vitest';

const electron = vi.hoisted(() => ({
  exposed: [] as [string, Record<string, unknown>][],
  sent: [] as unknown[][],
  listeners: new Map<string, (event: { ports: unknown[] }) => void>(),
}));
vi.mock('electron', () => ({
  contextBridge: {
    exposeInMainWorld: (name: string, value: Record<string, unknown>) => electron.exposed.push([name, value]),
  },
  ipcRenderer: {
    on: (channel: string, listener: (event: { ports: unknown[] }) => void) => electron.listeners.set(channel, listener),
    send: (...sent: unknown[]) => electron.sent.push(sent),
  },
}));

afterEach(() => vi.unstubAllGlobals());

it('the preload script gives the page one function, which asks for a port and hands nothing else out', async () => {
  const postMessage = vi.fn();
  vi.stubGlobal('window', { location: { origin: 'app://selftune' }, postMessage });
  await import('../../src-main/shell/preload.ts');

  expect(electron.exposed).toHaveLength(1);
  const [[name, shell] = ['', {}]] = electron.exposed;
  expect(name).toBe('selftune');
  expect(Object.keys(shell)).toEqual(['connect']);

  expect((shell.connect as (...ignored: unknown[]) => unknown)('anything', '/etc/passwd')).toBeUndefined();
  expect(electron.sent).toEqual([['selftune:connect']]);

  const port = {};
  expect([...electron.listeners.keys()]).toEqual(['selftune:port']);
  electron.listeners.get('selftune:port')?.({ ports: [port] });
  expect(postMessage).toHaveBeenCalledExactlyOnceWith('selftune:port', 'app://selftune', [port]);
});
