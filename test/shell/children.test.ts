import { afterEach, describe, expect, it, vi } from 'vitest';
import { createChildren } from '../../src-main/shell/children.ts';
import { fakeFork, newChannel, turn } from './fake-electron.ts';

const entries = { trainer: '/app/trainer.js', doctor: '/app/doctor.js', probe: '/app/probe.js' };

const options = { execArgv: ['--js-flags=--max-semi-space-size=2'], env: { MALLOC_ARENA_MAX: '1', MALLOC_TRIM_: '9' } };

function nursery() {
  const { fork, made } = fakeFork();
  const kill = vi.fn();
  const tell = vi.fn();
  return {
    children: createChildren({
      fork,
      newChannel,
      entries,
      environment: { HOME: '/home/ada', MALLOC_ARENA_MAX: '4' },
      kill,
    }),
    made,
    kill,
    tell,
  };
}

afterEach(() => vi.useRealTimers());

describe('a child', () => {
  it('is started from its entry with its output piped, and the host gets the other end of its port', () => {
    const { children, made, tell } = nursery();
    children.start({ id: 4, entry: 'doctor', options, tell });
    const [child] = made;
    expect(child?.entry).toBe('/app/doctor.js');
    expect(child?.options).toMatchObject({ stdio: 'pipe', execArgv: options.execArgv });
    // What the user's environment says comes first.
    expect(child?.options).toMatchObject({ env: { HOME: '/home/ada', MALLOC_ARENA_MAX: '4', MALLOC_TRIM_: '9' } });
    expect(child?.messages()).toEqual([{ type: 'port' }]);
    expect(tell).not.toHaveBeenCalled();
    child?.spawn(321);
    expect(tell).toHaveBeenCalledExactlyOnceWith({ type: 'started', id: 4, pid: 321 }, [
      child?.received[0]?.ports[0]?.other,
    ]);
  });

  it('has its output and its end told, the end last', async () => {
    const { children, made, tell } = nursery();
    children.start({ id: 0, entry: 'trainer', options, tell });
    made[0]?.spawn(10);
    made[0]?.stderr.write('RangeError: Out of memory\n');
    made[0]?.exit(134);
    await turn();
    await turn();
    expect(tell.mock.calls.slice(1).map(([message]) => message)).toEqual([
      { type: 'output', id: 0, text: 'RangeError: Out of memory\n' },
      { type: 'exited', id: 0, code: 134 },
    ]);
  });

  it('that cannot be started is told of with the reason', () => {
    const tell = vi.fn();
    const children = createChildren({
      fork: () => {
        throw new Error('no such file');
      },
      newChannel,
      entries,
      environment: {},
      kill: vi.fn(),
    });
    children.start({ id: 1, entry: 'trainer', options, tell });
    expect(tell).toHaveBeenCalledExactlyOnceWith({ type: 'not-started', id: 1, why: 'no such file' });
  });

  it('is ended by its process number, and an unknown one is not', () => {
    const { children, made, kill, tell } = nursery();
    children.start({ id: 2, entry: 'trainer', options, tell });
    made[0]?.spawn(77);
    children.kill(3);
    expect(kill).not.toHaveBeenCalled();
    children.kill(2);
    expect(kill).toHaveBeenCalledExactlyOnceWith(77);
    children.forget();
    children.kill(2);
    expect(kill).toHaveBeenCalledOnce();
  });
});

describe('an engine probe', () => {
  function asked() {
    const { children, made, kill, tell } = nursery();
    children.start({ id: 0, entry: 'trainer', options, tell });
    made[0]?.emit('message', { type: 'probe', id: 5, argument: '{"device":"webgpu"}' });
    return { asker: made[0], probe: made[1], kill };
  }

  it('is started for a trainer with its argument; its answer goes back and it is ended', async () => {
    const { asker, probe, kill } = asked();
    expect([probe?.entry, probe?.args]).toEqual(['/app/probe.js', ['{"device":"webgpu"}']]);
    probe?.spawn(99);
    probe?.emit('message', { kind: 'usable', ms: 3 });
    await turn();
    expect(asker?.messages().at(-1)).toEqual({
      type: 'probed',
      id: 5,
      result: { kind: 'usable', ms: 3 },
      ending: null,
    });
    expect(kill).toHaveBeenCalledExactlyOnceWith(99);
  });

  it('that a driver takes down is told of with how it ended', async () => {
    const { asker, probe } = asked();
    probe?.exit(134);
    await turn();
    expect(asker?.messages().at(-1)).toEqual({ type: 'probed', id: 5, result: null, ending: 'with code 134' });
  });

  it('that does not answer is ended after twenty seconds', async () => {
    vi.useFakeTimers();
    const { asker, probe, kill } = asked();
    probe?.spawn(98);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(asker?.messages().at(-1)).toMatchObject({ result: null, ending: 'without an answer within 20 seconds' });
    expect(kill).toHaveBeenCalledExactlyOnceWith(98);
  });

  it('is not started for a request that is not understood', () => {
    const { children, made, tell } = nursery();
    children.start({ id: 0, entry: 'trainer', options, tell });
    made[0]?.emit('message', { type: 'probe', id: 5, argument: '{}', entry: '/bin/sh' });
    expect(made).toHaveLength(1);
  });
});
