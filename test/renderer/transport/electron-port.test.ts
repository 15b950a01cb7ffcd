import { afterEach, describe, expect, it, vi } from 'vitest';
import { messagePort, openElectronPort, shellOf } from '../../../src-renderer/transport/electron-port.ts';

type Listener = (event: MessageEvent) => void;

function page() {
  const listeners = new Set<Listener>();
  const source = {
    location: { origin: 'app://selftune' },
    addEventListener: (_type: string, listener: Listener) => void listeners.add(listener),
    removeEventListener: (_type: string, listener: Listener) => void listeners.delete(listener),
  };
  const shell = { connect: vi.fn() };
  const say = (data: unknown, ports: readonly MessagePort[], origin = 'app://selftune') => {
    for (const listener of listeners) listener({ data, origin, ports } as unknown as MessageEvent);
  };
  return { listeners, shell, say, port: openElectronPort(shell, source) };
}

afterEach(() => vi.useRealTimers());

const closing: MessagePort[] = [];
afterEach(() => {
  for (const port of closing.splice(0)) port.close();
});

function channel(): MessageChannel {
  const made = new MessageChannel();
  closing.push(made.port1, made.port2);
  return made;
}

describe('a page of the desktop app', () => {
  it('finds the function of its window, and none in a browser', () => {
    const selftune = { connect: () => undefined };
    expect(shellOf({ selftune })).toBe(selftune);
    expect(shellOf({})).toBeNull();
  });

  it('asks once and takes the port that comes from its own window', async () => {
    const { shell, say, port, listeners } = page();
    expect(shell.connect).toHaveBeenCalledOnce();
    const { port1 } = channel();
    say('selftune:port', [port1], 'https://example.org');
    say('something else', [port1]);
    expect(listeners.size).toBe(1);
    say('selftune:port', [port1]);
    expect(await port).toHaveProperty('send');
    expect(listeners.size).toBe(0);
  });

  it('is told when there is no host', async () => {
    const { say, port } = page();
    say('selftune:port', []);
    await expect(port).rejects.toThrow('no host');
  });

  it('gives up after a minute, so that the client can try again', async () => {
    vi.useFakeTimers();
    const { port, listeners } = page();
    const refused = expect(port).rejects.toThrow('in time');
    await vi.advanceTimersByTimeAsync(60_000);
    await refused;
    expect(listeners.size).toBe(0);
  });
});

describe('its port', () => {
  it('carries what came before anyone listened, typed arrays and NaN as they are', async () => {
    const { port1, port2 } = channel();
    port1.postMessage({ values: new Float64Array([1, Number.NaN]) });
    const port = messagePort(port2);
    const frame = await new Promise((resolve) => port.onFrame(resolve));
    expect(frame).toEqual({ values: new Float64Array([1, Number.NaN]) });
  });

  it('tells once that it was closed, and sends nothing after', async () => {
    const { port1, port2 } = channel();
    const port = messagePort(port2);
    const onClose = vi.fn();
    port.onClose(onClose);
    const arrived = vi.fn();
    port1.addEventListener('message', arrived);
    port1.start();
    port.close();
    port.close();
    port.send('late');
    await new Promise((resolve) => setImmediate(resolve));
    expect(onClose).toHaveBeenCalledOnce();
    expect(arrived).not.toHaveBeenCalled();
  });

  it('tells that the other end was closed', async () => {
    const { port1, port2 } = channel();
    const port = messagePort(port2);
    const closed = new Promise<void>((resolve) => port.onClose(resolve));
    port1.close();
    await closed;
  });
});
