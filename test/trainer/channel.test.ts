// The trainer's channel as a utility process: what the shell hands over, and how it leaves.
import { EventEmitter } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { probeThroughShell } from '../../src-main/engine/shell-probe.ts';
import { openShell } from '../../src-main/trainer/channel.ts';

class FakePort extends EventEmitter {
  readonly sent: unknown[] = [];
  readonly start = vi.fn();
  postMessage(message: unknown): void {
    this.sent.push(message);
  }
}

class FakeShell extends EventEmitter {
  readonly sent: unknown[] = [];
  postMessage(message: unknown): void {
    this.sent.push(message);
  }
}

const opened: FakePort[] = [];

function channel() {
  const shell = new FakeShell();
  const port = new FakePort();
  opened.push(port);
  const listeners = { onOpen: vi.fn(), onMessage: vi.fn(), onHostGone: vi.fn(), exit: vi.fn() };
  return { shell, port, listeners, channel: openShell(shell, listeners) };
}

afterEach(() => {
  for (const port of opened.splice(0)) port.emit('close');
});

describe('a trainer that the shell started', () => {
  it('speaks over the port that is handed to it, and takes no second one', () => {
    const { shell, port, listeners, channel: opened } = channel();
    opened.send('too early');
    expect(listeners.onOpen).not.toHaveBeenCalled();
    shell.emit('message', { data: { type: 'port' }, ports: [port] });
    expect(listeners.onOpen).toHaveBeenCalledOnce();
    expect(port.start).toHaveBeenCalledOnce();
    const other = new FakePort();
    shell.emit('message', { data: { type: 'port' }, ports: [other] });
    opened.send({ type: 'heartbeat', step: 1 });
    port.emit('message', { data: { type: 'stop' } });
    expect(port.sent).toEqual([{ type: 'heartbeat', step: 1 }]);
    expect(other.sent).toEqual([]);
    expect(listeners.onMessage).toHaveBeenCalledExactlyOnceWith({ type: 'stop' });
  });

  it('says farewell and waits to be ended, so that nothing it said is lost', () => {
    const { shell, port, listeners, channel: opened } = channel();
    shell.emit('message', { data: { type: 'port' }, ports: [port] });
    opened.leave();
    expect(port.sent).toEqual([{ type: 'farewell' }]);
    expect(listeners.exit).not.toHaveBeenCalled();
  });

  it('ends by itself once its host is gone', () => {
    const { shell, port, listeners, channel: opened } = channel();
    shell.emit('message', { data: { type: 'port' }, ports: [port] });
    port.emit('close');
    expect(listeners.onHostGone).toHaveBeenCalledOnce();
    opened.send('to nobody');
    opened.leave();
    expect(port.sent).toEqual([]);
    expect(listeners.exit).toHaveBeenCalledExactlyOnceWith(0);
  });
});

it('an engine probe is asked of the shell, and each gets its own answer', async () => {
  const shell = new FakeShell();
  const answers = [probeThroughShell(shell, 'one'), probeThroughShell(shell, 'two')];
  const [first, second] = shell.sent as { id: number; argument: string }[];
  expect([first?.argument, second?.argument]).toEqual(['one', 'two']);
  shell.emit('message', { data: { type: 'probed', id: second?.id, result: null, ending: 'with code 1' }, ports: [] });
  shell.emit('message', { data: { type: 'probed', id: first?.id, result: { ms: 3 }, ending: null }, ports: [] });
  expect(await Promise.all(answers)).toEqual([
    { result: { ms: 3 }, ending: null },
    { result: null, ending: 'with code 1' },
  ]);
  expect(shell.listenerCount('message')).toBe(0);
});
