import { afterEach, describe, expect, it, vi } from 'vitest';
import { utilityTrainerOptions } from '../../../src-main/runs/trainer-options.ts';
import { endingOf } from '../../../src-main/shell/host/child-ending.ts';
import { shellLauncher } from '../../../src-main/shell/host/shell-launcher.ts';
import type { HostMessage } from '../../../src-shared/trainer-protocol/messages.ts';
import { type FakePort, newChannel, turn } from '../fake-electron.ts';

const pause: HostMessage = { type: 'pause' };

function launched() {
  const tell = vi.fn();
  const launcher = shellLauncher(tell, 'linux');
  const listeners = { onMessage: vi.fn(), onExit: vi.fn() };
  const trainer = launcher.start(listeners);
  const { port1, port2 } = newChannel();
  const far = port2 as unknown as FakePort;
  far.start();
  const arrived: unknown[] = [];
  far.on('message', ({ data }) => arrived.push(data));
  return {
    tell,
    launcher,
    listeners,
    trainer,
    far,
    arrived,
    start: () => launcher.receive({ type: 'started', id: 0, pid: 4711 }, port1),
  };
}

afterEach(() => vi.useRealTimers());

describe('a trainer that the shell starts', () => {
  it('is asked for, and has its number once it is there', () => {
    const { tell, trainer, start } = launched();
    expect(tell).toHaveBeenCalledExactlyOnceWith({
      type: 'start',
      id: 0,
      entry: 'trainer',
      options: utilityTrainerOptions(),
    });
    expect(trainer.pid).toBeNull();
    start();
    expect(trainer.pid).toBe(4711);
  });

  it('gets messages and is heard over its port, numbers as they are', async () => {
    const { listeners, trainer, start, far, arrived } = launched();
    trainer.send(pause);
    start();
    trainer.send({ type: 'stop' });
    far.postMessage({ type: 'heartbeat', loss: Number.NaN, values: new Float64Array([1, Number.POSITIVE_INFINITY]) });
    await turn();
    expect(arrived).toEqual([{ type: 'pause' }, { type: 'stop' }]);
    expect(listeners.onMessage).toHaveBeenCalledExactlyOnceWith({
      type: 'heartbeat',
      loss: Number.NaN,
      values: new Float64Array([1, Number.POSITIVE_INFINITY]),
    });
  });

  it('that crashes is told of after its last message, with its last output', async () => {
    const { launcher, listeners, start, far } = launched();
    start();
    launcher.receive({ type: 'output', id: 0, text: 'one\ntwo' }, undefined);
    far.postMessage({ type: 'heartbeat', step: 9 });
    launcher.receive({ type: 'exited', id: 0, code: 11 }, undefined);
    expect(listeners.onExit).not.toHaveBeenCalled();
    far.close();
    await turn();
    expect(listeners.onExit).toHaveBeenCalledExactlyOnceWith({
      code: null,
      signal: 'SIGSEGV',
      startFailure: null,
      lastOutput: ['one', 'two'],
    });
    expect(listeners.onMessage.mock.invocationCallOrder[0]).toBeLessThan(
      listeners.onExit.mock.invocationCallOrder[0] ?? 0,
    );
  });

  it('whose port does not close is told of two seconds later', async () => {
    vi.useFakeTimers();
    const { launcher, listeners, start } = launched();
    start();
    launcher.receive({ type: 'exited', id: 0, code: 1 }, undefined);
    await vi.advanceTimersByTimeAsync(1_999);
    expect(listeners.onExit).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(listeners.onExit).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 1, signal: null }));
  });

  it('that says farewell is ended by the shell and counts as having left by itself', async () => {
    const { launcher, listeners, tell, start, far } = launched();
    start();
    far.postMessage({ type: 'farewell' });
    await turn();
    expect(tell).toHaveBeenLastCalledWith({ type: 'kill', id: 0 });
    launcher.receive({ type: 'exited', id: 0, code: 9 }, undefined);
    await turn();
    expect(listeners.onMessage).not.toHaveBeenCalled();
    expect(listeners.onExit).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 0, signal: null }));
  });

  it('that is killed on request ends by SIGKILL, and is asked of no more after its end', async () => {
    const { launcher, listeners, trainer, tell, start, far, arrived } = launched();
    start();
    trainer.kill();
    expect(tell).toHaveBeenLastCalledWith({ type: 'kill', id: 0 });
    far.close();
    launcher.receive({ type: 'exited', id: 0, code: 137 }, undefined);
    await turn();
    expect(listeners.onExit).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ code: null, signal: 'SIGKILL' }),
    );
    tell.mockClear();
    trainer.kill();
    trainer.send(pause);
    await turn();
    expect(tell).not.toHaveBeenCalled();
    expect(arrived).toEqual([]);
  });

  it('that could not be started is told of with the reason', () => {
    const { launcher, listeners } = launched();
    launcher.receive({ type: 'not-started', id: 0, why: 'no such file' }, undefined);
    expect(listeners.onExit).toHaveBeenCalledExactlyOnceWith({
      code: null,
      signal: null,
      startFailure: 'no such file',
      lastOutput: [],
    });
  });
});

describe('the number of an ending', () => {
  const plain = { isKilled: false, hasLeft: false };

  it.each([
    [9, 'SIGKILL'],
    [137, 'SIGKILL'],
    [139, 'SIGSEGV'],
    [134, 'SIGABRT'],
  ])('%i on Unix is %s', (code, signal) => {
    expect(endingOf({ code, platform: 'linux', ...plain })).toEqual({ code: null, signal });
  });

  it.each([0, 1, 255])('%i is a code', (code) => {
    expect(endingOf({ code, platform: 'darwin', ...plain })).toEqual({ code, signal: null });
  });

  it('on Windows is always a code', () => {
    expect(endingOf({ code: 9, platform: 'win32', ...plain })).toEqual({ code: 9, signal: null });
    expect(endingOf({ code: 0xc0000005, platform: 'win32', ...plain })).toEqual({ code: 0xc0000005, signal: null });
  });
});
