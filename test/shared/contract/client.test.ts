import { describe, expect, it, onTestFinished } from 'vitest';
import { type ConnectionState, createClient } from '../../../src-shared/contract/client.ts';
import type { Port } from '../../../src-shared/contract/port.ts';
import type { Handlers } from '../../../src-shared/contract/procedures.ts';
import { type EventSource, serveConnection } from '../../../src-shared/contract/server.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { type PortPair, portPair, settled } from '../../support/port-pair.ts';
import { recordingHandlers } from '../../support/recording-handlers.ts';
import { silentEvents } from '../../support/silent-events.ts';

/** A host that can be taken away and brought back, and a client that waits for nothing. */
function world(own: Partial<Handlers> = {}, events: EventSource = silentEvents) {
  const { handlers } = recordingHandlers([], own);
  const waits: number[] = [];
  let pair: PortPair | null = null;
  let isThere = true;
  let goOn = Promise.withResolvers<void>();
  const state = { now: [] as ConnectionState['kind'][] };
  const client = createClient({
    connect: async () => {
      if (!isThere) throw new Error('refused');
      pair = portPair();
      serveConnection({ port: pair.host, handlers, events, onBug: () => undefined });
      return pair.client;
    },
    wait: async (milliseconds) => {
      waits.push(milliseconds);
      await goOn.promise;
    },
  });
  client.onState(({ kind }) => state.now.push(kind));
  onTestFinished(() => client.close());
  return {
    client,
    waits,
    states: state.now,
    cut: async () => {
      pair?.cut();
      await settled();
    },
    retry: async () => {
      goOn.resolve();
      goOn = Promise.withResolvers();
      await settled();
    },
    takeAway: () => {
      isThere = false;
    },
    bringBack: () => {
      isThere = true;
    },
  };
}

const lost = { code: 'contract/connection-lost' };

describe('a client', () => {
  it('lets a call made before the first connection wait for it', async () => {
    const { client, states } = world();
    expect(states).toEqual(['connecting']);
    expect(await client.call('runs.list', {})).toEqual([]);
    expect(states).toEqual(['connecting', 'open']);
  });

  it('rejects every waiting call when the other side dies, and further ones at once', async () => {
    const { client, cut, states } = world({ 'runs.list': () => new Promise(() => undefined) });
    await settled();
    const calls = [client.call('runs.list', {}), client.call('runs.list', {})];
    const outcomes = Promise.allSettled(calls);
    await settled();
    await cut();
    for (const outcome of await outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason: lost });
    expect(states.at(-1)).toBe('lost');
    await expect(client.call('runs.list', {})).rejects.toMatchObject(lost);
  });

  it('connects again, waiting longer each time it fails and shortly again once it was open', async () => {
    const { client, waits, states, cut, retry, takeAway, bringBack } = world();
    await settled();
    takeAway();
    await cut();
    for (let attempt = 0; attempt < 6; attempt += 1) await retry();
    expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
    bringBack();
    await retry();
    expect(states.at(-1)).toBe('open');
    expect(await client.call('runs.list', {})).toEqual([]);
    await cut();
    expect(waits.at(-1)).toBe(250);
  });

  it('hands on the host’s own refusal with code, words and details', async () => {
    const { client } = world({
      'runs.list': () => {
        throw new AppError('store/disk-full', 'The disk is full.', { freeBytes: 0 });
      },
    });
    const refusal = { code: 'store/disk-full', message: 'The disk is full.', details: { freeBytes: 0 } };
    await expect(client.call('runs.list', {})).rejects.toBeInstanceOf(AppError);
    await expect(client.call('runs.list', {})).rejects.toMatchObject(refusal);
  });

  it('does not take an answer that the contract does not know', async () => {
    const { client } = world({ 'runs.list': () => ({ rows: 'none' }) as never });
    await expect(client.call('runs.list', {})).rejects.toMatchObject({ code: 'contract/bad-answer' });
  });

  it('rejects a call that its port cannot carry, and keeps the connection', async () => {
    const { client, states } = world();
    await settled();
    const unsendable = { config: { at: 1n as unknown } };
    await expect(client.call('plan.check', unsendable)).rejects.toThrow();
    expect(await client.call('runs.list', {})).toEqual([]);
    expect(states).toEqual(['connecting', 'open']);
  });

  it('says so when the host speaks another version, and goes on trying', async () => {
    const pairs: PortPair[] = [];
    const states: ConnectionState[] = [];
    const client = createClient({
      connect: async () => {
        const pair = portPair();
        pairs.push(pair);
        pair.host.send({ type: 'hello', contract: 99, session: silentEvents.session });
        return pair.client;
      },
      wait: () => (pairs.length < 3 ? Promise.resolve() : new Promise(() => undefined)),
    });
    onTestFinished(() => client.close());
    client.onState((state) => states.push(state));
    await settled();
    expect(pairs).toHaveLength(3);
    expect(states.at(-1)).toMatchObject({ kind: 'lost', reason: expect.stringContaining('speaks 99') });
  });

  it('closed for good, rejects every call and lets a connection go that comes late', async () => {
    const late = Promise.withResolvers<Port>();
    const pair = portPair();
    let isHostClosed = false;
    serveConnection({ port: pair.host, ...recordingHandlers(), events: silentEvents, onBug: () => undefined });
    pair.host.onClose(() => {
      isHostClosed = true;
    });
    const client = createClient({ connect: () => late.promise });
    const states: string[] = [];
    client.onState(({ kind }) => states.push(kind));
    const waiting = client.call('runs.list', {});
    const outcome = expect(waiting).rejects.toMatchObject(lost);
    client.close();
    late.resolve(pair.client);
    await outcome;
    await settled();
    expect(isHostClosed).toBe(true);
    expect(states).not.toContain('open');
    await expect(client.call('runs.list', {})).rejects.toMatchObject(lost);
  });

  it('leaves out events that the contract does not know', async () => {
    const seen: unknown[] = [];
    const { client } = world(
      {},
      {
        ...silentEvents,
        subscribe: (_topic, _after, listener) => {
          listener(1, { type: 'fireworks' });
          listener(2, { type: 'datasets' });
          return { sequence: 0, isComplete: true, end: () => undefined };
        },
      },
    );
    client.subscribe(
      { topic: 'home' },
      { onEvent: (event) => seen.push(event), onRefresh: () => seen.push('refresh') },
    );
    await settled();
    expect(seen).toEqual(['refresh', { type: 'datasets' }]);
  });
});
