import { afterEach, describe, expect, it, vi } from 'vitest';
import { utilityTrainerOptions } from '../../src-main/runs/trainer-options.ts';
import type { Children } from '../../src-main/shell/children.ts';
import { startHostProcess } from '../../src-main/shell/host-process.ts';
import { restartBudget } from '../../src-main/shell/restart-budget.ts';
import { type FakeProcess, fakeFork, newChannel, turn } from './fake-electron.ts';

const options = utilityTrainerOptions();

function hosted() {
  let now = 0;
  const { fork, made } = fakeFork();
  const children = { start: vi.fn(), kill: vi.fn(), forget: vi.fn() };
  const told = { onLive: vi.fn(), onRunEnded: vi.fn(), onFailed: vi.fn(), onGivenUp: vi.fn(), onOutput: vi.fn() };
  const host = startHostProcess({
    fork,
    newChannel,
    children: children as Children,
    entry: '/app/host.js',
    version: '1.2.3',
    mayRestart: restartBudget(() => now),
    ...told,
  });
  const current = (): FakeProcess => {
    const child = made.at(-1);
    if (child === undefined) throw new Error('No host was started.');
    return child;
  };
  const becomeReady = () => current().emit('message', { type: 'ready', home: '/home/ada', logs: '/home/ada/logs' });
  const die = async () => {
    current().exit(9);
    await turn();
    await turn();
  };
  return { host, made, children, told, current, becomeReady, die, pass: (ms: number) => (now += ms) };
}

afterEach(() => vi.useRealTimers());

describe('the host process', () => {
  it('is started from its entry and told its version first', () => {
    const { current } = hosted();
    expect(current().entry).toBe('/app/host.js');
    expect(current().messages()).toEqual([{ type: 'boot', version: '1.2.3' }]);
  });

  it('gets one end of a channel and the window the other, once it is ready', async () => {
    const { host, current, becomeReady } = hosted();
    const port = host.connect();
    await turn();
    expect(current().messages()).toHaveLength(1);
    becomeReady();
    const windowEnd = await port;
    const [, connect] = current().received;
    expect(connect?.message).toEqual({ type: 'connect' });
    expect(connect?.ports[0]?.other).toBe(windowEnd);
    expect(host.folders()).toEqual({ home: '/home/ada', logs: '/home/ada/logs' });
  });

  it('is started anew when it dies, and windows that ask again reach the new one', async () => {
    const { host, made, children, told, current, becomeReady, die } = hosted();
    becomeReady();
    current().emit('message', { type: 'live', runs: 2 });
    await die();
    expect(made).toHaveLength(2);
    expect(children.forget).toHaveBeenCalledOnce();
    expect(told.onLive).toHaveBeenLastCalledWith(0);
    const port = host.connect();
    becomeReady();
    expect(await port).not.toBeNull();
    expect(made[1]?.messages()).toEqual([{ type: 'boot', version: '1.2.3' }, { type: 'connect' }]);
  });

  it('that dies before it is ready leaves waiting windows to the next', async () => {
    const { host, die, becomeReady } = hosted();
    const port = host.connect();
    await die();
    becomeReady();
    expect(await port).not.toBeNull();
  });

  it('is given up after three restarts in five minutes', async () => {
    const { host, made, told, die } = hosted();
    for (let death = 0; death < 4; death++) await die();
    expect(made).toHaveLength(4);
    expect(told.onGivenUp).toHaveBeenCalledOnce();
    expect(await host.connect()).toBeNull();
  });

  it('that dies now and then is always started anew', async () => {
    const { made, told, die, pass } = hosted();
    for (let death = 0; death < 8; death++) {
      await die();
      pass(2 * 60_000);
    }
    expect(made).toHaveLength(9);
    expect(told.onGivenUp).not.toHaveBeenCalled();
  });

  it('that cannot open its home says why and is not started again', async () => {
    const { host, made, told, current, die } = hosted();
    const port = host.connect();
    current().emit('message', { type: 'failed', message: 'Another Selftune has this home open.' });
    expect(told.onFailed).toHaveBeenCalledExactlyOnceWith('Another Selftune has this home open.');
    expect(await port).toBeNull();
    await die();
    expect(made).toHaveLength(1);
    expect(told.onGivenUp).not.toHaveBeenCalled();
  });

  it('passes on how many runs go and which has ended', () => {
    const { told, current } = hosted();
    const run = { id: 3, name: 'iris', state: 'finished', reason: 'All epochs are done.' };
    current().emit('message', { type: 'live', runs: 1 });
    current().emit('message', { type: 'ended', run });
    expect(told.onLive).toHaveBeenLastCalledWith(1);
    expect(told.onRunEnded).toHaveBeenCalledExactlyOnceWith(run);
  });

  it('has trainers started and ended; what it says otherwise is left out', () => {
    const { children, current } = hosted();
    current().emit('message', { type: 'start', id: 0, entry: 'trainer', options });
    current().emit('message', { type: 'kill', id: 0 });
    current().emit('message', { type: 'start', id: 1, entry: '/bin/sh', options });
    current().emit('message', { type: 'start', id: 2, entry: 'trainer', options: { ...options, cwd: '/' } });
    const preload = { ...options, env: { LD_PRELOAD: '/tmp/own.so' } };
    current().emit('message', { type: 'start', id: 3, entry: 'trainer', options: preload });
    current().emit('message', {
      type: 'start',
      id: 4,
      entry: 'trainer',
      options: { ...options, execArgv: ['--inspect'] },
    });
    current().emit('message', { type: 'kill', id: 0, signal: 'SIGTERM' });
    const started = expect.objectContaining({ id: 0, entry: 'trainer', options });
    expect(children.start).toHaveBeenCalledExactlyOnceWith(started);
    expect(children.kill).toHaveBeenCalledExactlyOnceWith(0);
  });

  it('is shut down in order: asked, waited for, then ended, and not started again', async () => {
    const { host, made, current, becomeReady, die } = hosted();
    becomeReady();
    const done = host.shutDown();
    expect(current().messages().at(-1)).toEqual({ type: 'shut-down' });
    await turn();
    expect(current().isKilled).toBe(false);
    current().emit('message', { type: 'closed' });
    await done;
    expect(current().isKilled).toBe(true);
    await die();
    expect(made).toHaveLength(1);
  });

  it('that does not answer is ended after half a minute', async () => {
    vi.useFakeTimers();
    const { host, current } = hosted();
    const done = host.shutDown();
    await vi.advanceTimersByTimeAsync(29_999);
    expect(current().isKilled).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await done;
    expect(current().isKilled).toBe(true);
  });
});
