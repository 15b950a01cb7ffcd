import { describe, expect, it, vi } from 'vitest';
import type { Handlers } from '../../../src-shared/contract/procedures.ts';
import { type EventSource, serveConnection } from '../../../src-shared/contract/server.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { portPair, settled } from '../../support/port-pair.ts';
import { recordingHandlers } from '../../support/recording-handlers.ts';
import { silentEvents } from '../../support/silent-events.ts';

function connect(own: Partial<Handlers> = {}, events: EventSource = silentEvents) {
  const { client, host, cut } = portPair();
  const frames: Record<string, unknown>[] = [];
  const onBug = vi.fn<(thrown: unknown) => void>();
  const { handlers, asked } = recordingHandlers(null, own);
  client.onFrame((frame) => frames.push(frame as Record<string, unknown>));
  serveConnection({ port: host, handlers, events, onBug });
  const send = async (frame: unknown) => {
    client.send(frame);
    await settled();
  };
  return { frames, asked, onBug, cut, send };
}

const call = { type: 'call', id: 4, procedure: 'runs.list', input: {} };
const home = { topic: 'home' };

describe('the host’s end of a connection', () => {
  it('greets first, with its version and the name of its life', async () => {
    const { frames } = connect();
    await settled();
    expect(frames).toEqual([{ type: 'hello', contract: 1, session: silentEvents.session }]);
  });

  it.each([
    ['another type', { ...call, type: 'shout' }],
    ['no type', { id: 4, procedure: 'runs.list', input: {} }],
    ['a key too many', { ...call, priority: 1 }],
    ['an input missing', { type: 'call', id: 4, procedure: 'runs.list' }],
    ['a procedure that is a number', { ...call, procedure: 7 }],
    ['a procedure with an endless name', { ...call, procedure: 'x'.repeat(101) }],
    ['a topic that is none', { type: 'subscribe', id: 4, topic: { topic: 'disk' }, after: null }],
    ['a topic with a key too many', { type: 'subscribe', id: 4, topic: { ...home, run: 1 }, after: null }],
    ['a run that is none', { type: 'subscribe', id: 4, topic: { topic: 'run', run: 0 }, after: null }],
    ['a position of no session', { type: 'subscribe', id: 4, topic: home, after: { session: 'x', sequence: 1 } }],
    ['a frame of the other direction', { type: 'result', id: 4, output: null }],
  ])('answers a frame with %s by a code and asks nobody', async (_what, frame) => {
    const { frames, asked, send } = connect();
    await send(frame);
    expect(frames.at(-1)).toMatchObject({ type: 'error', id: 4, error: { code: 'contract/bad-frame' } });
    expect(asked).toEqual([]);
  });

  it.each([
    ['a list', []],
    ['null', null],
    ['a text', 'call'],
    ['no number', { ...call, id: 'x' }],
    ['a broken id', { ...call, id: 1.5 }],
  ])('leaves out %s, which has no id to answer to, and goes on', async (_what, frame) => {
    const { frames, asked, send } = connect();
    await send(frame);
    expect(frames).toHaveLength(1);
    await send(call);
    expect(asked).toHaveLength(1);
  });

  it('refuses a client that has a thousand calls waiting, and takes it again when they are answered', async () => {
    const gate = Promise.withResolvers<never[]>();
    const { frames, send } = connect({ 'runs.list': () => gate.promise });
    for (let id = 1; id <= 1_000; id++) await send({ ...call, id });
    await send({ ...call, id: 1_001 });
    expect(frames.at(-1)).toMatchObject({ type: 'error', id: 1_001, error: { code: 'contract/too-many-calls' } });
    gate.resolve([]);
    await settled();
    await send({ ...call, id: 1_002 });
    expect(frames.at(-1)).toEqual({ type: 'result', id: 1_002, output: [] });
    expect(frames.filter(({ type }) => type === 'result')).toHaveLength(1_001);
  });

  it.each(['runs.explode', 'toString', '__proto__', 'constructor', ''])(
    'knows no procedure "%s"',
    async (procedure) => {
      const { frames, send } = connect();
      await send({ ...call, procedure });
      expect(frames.at(-1)).toMatchObject({ type: 'error', id: 4, error: { code: 'contract/unknown-procedure' } });
    },
  );

  it('passes on an expected failure with its words and its details', async () => {
    const { frames, onBug, send } = connect({
      'runs.list': () => {
        throw new AppError('store/disk-full', 'The disk is full.', { freeBytes: 0 });
      },
    });
    await send(call);
    const error = { code: 'store/disk-full', message: 'The disk is full.', details: { freeBytes: 0 } };
    expect(frames.at(-1)).toEqual({ type: 'error', id: 4, error });
    expect(onBug).not.toHaveBeenCalled();
  });

  it('keeps a bug’s own words to itself and reports it', async () => {
    const bug = new TypeError('secret/path is undefined');
    const { frames, onBug, send } = connect({ 'runs.list': () => Promise.reject(bug) });
    await send(call);
    expect(frames.at(-1)).toMatchObject({ type: 'error', id: 4, error: { code: 'contract/bug' } });
    expect(JSON.stringify(frames)).not.toContain('secret');
    expect(onBug).toHaveBeenCalledExactlyOnceWith(bug);
  });

  it('announces a subscription before the events that follow, even those that come at once', async () => {
    const event = { type: 'datasets' };
    const { frames, send } = connect(
      {},
      {
        session: silentEvents.session,
        subscribe: (_topic, _after, listener) => {
          listener(6, event);
          return { sequence: 5, isComplete: true, end: () => undefined };
        },
      },
    );
    await send({ type: 'subscribe', id: 9, topic: home, after: { session: silentEvents.session, sequence: 5 } });
    expect(frames.slice(1)).toEqual([
      { type: 'subscribed', id: 9, sequence: 5, isComplete: true },
      { type: 'event', id: 9, sequence: 6, event },
    ]);
  });

  it('takes a position of another life for none', async () => {
    const subscribe = vi.fn(silentEvents.subscribe);
    const { frames, send } = connect({}, { ...silentEvents, subscribe });
    await send({ type: 'subscribe', id: 9, topic: home, after: { session: 'ffffffffffffffff', sequence: 5 } });
    expect(subscribe).toHaveBeenCalledWith(home, null, expect.any(Function));
    expect(frames.at(-1)).toEqual({ type: 'subscribed', id: 9, sequence: 0, isComplete: false });
  });

  it('refuses the same subscription twice, and more than two hundred', async () => {
    const { frames, send } = connect();
    for (let id = 1; id <= 201; id += 1) await send({ type: 'subscribe', id, topic: home, after: null });
    const refused = { type: 'error', id: 201, error: { code: 'contract/too-many-subscriptions' } };
    expect(frames.at(-1)).toMatchObject(refused);
    await send({ type: 'unsubscribe', id: 1 });
    await send({ type: 'subscribe', id: 2, topic: home, after: null });
    expect(frames.at(-1)).toMatchObject({ ...refused, id: 2 });
    await send({ type: 'subscribe', id: 201, topic: home, after: null });
    expect(frames.at(-1)).toMatchObject({ type: 'subscribed', id: 201 });
  });

  it('ends every subscription with the connection, and says nothing more', async () => {
    const end = vi.fn();
    const { promise, resolve } = Promise.withResolvers<never[]>();
    const { frames, send, cut } = connect(
      { 'runs.list': () => promise },
      { ...silentEvents, subscribe: () => ({ sequence: 0, isComplete: true, end }) },
    );
    await send({ type: 'subscribe', id: 1, topic: home, after: null });
    await send(call);
    cut();
    resolve([]);
    await settled();
    expect(end).toHaveBeenCalledOnce();
    expect(frames.map(({ type }) => type)).toEqual(['hello', 'subscribed']);
  });
});
