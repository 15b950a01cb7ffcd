// Subscribers across lost connections: whatever breaks when, no event is lost unsaid and none comes twice.
import { describe, expect, it } from 'vitest';
import { Hub } from '../../../src-main/host/events/hub.ts';
import { createClient } from '../../../src-shared/contract/client.ts';
import type { Port } from '../../../src-shared/contract/port.ts';
import { serveConnection } from '../../../src-shared/contract/server.ts';
import { drawsOf } from '../../support/draws.ts';
import { type PortPair, portPair, settled } from '../../support/port-pair.ts';
import { recordingHandlers } from '../../support/recording-handlers.ts';

const keptEvents = 8;

/** A host of many lives, and one client that follows its home. */
function follow() {
  const { handlers } = recordingHandlers();
  let hub = new Hub({ mostEvents: keptEvents });
  let pair: PortPair | null = null;
  let told = 0;
  /** What the subscriber has seen, in order: numbers of notices, and `refresh` with the last number there was when it asked. */
  const seen: (number | { readonly refresh: number })[] = [];
  const client = createClient({
    connect: (): Promise<Port> => {
      pair = portPair();
      serveConnection({ port: pair.host, handlers, events: hub, onBug: () => undefined });
      return Promise.resolve(pair.client);
    },
    wait: () => Promise.resolve(),
  });
  client.subscribe(
    { topic: 'home' },
    {
      onEvent: (event) => void (event.type === 'notice' && seen.push(Number(event.text))),
      // What a page does: it asks for the whole state, which has every notice up to now.
      onRefresh: () => seen.push({ refresh: told }),
    },
  );
  return {
    client,
    seen,
    tell: () => {
      told += 1;
      hub.tellHome({ type: 'notice', text: String(told) });
    },
    cut: () => pair?.cut(),
    restart: () => {
      hub = new Hub({ mostEvents: keptEvents });
      pair?.cut();
    },
    told: () => told,
  };
}

/** The number up to which a subscriber knows everything, walking through what it has seen. */
function knownUpTo(seen: ReturnType<typeof follow>['seen']): number {
  let known = Number.NaN;
  for (const entry of seen) {
    if (typeof entry === 'object') {
      known = entry.refresh;
      continue;
    }
    // What the refreshed state had already may still be on its way; applied again it changes nothing.
    if (entry <= known) continue;
    expect(entry).toBe(known + 1);
    known = entry;
  }
  return known;
}

describe('a subscriber', () => {
  it('that was away shortly gets exactly what it missed', async () => {
    const { client, seen, tell, cut } = follow();
    await settled();
    tell();
    await settled();
    cut();
    for (let missed = 0; missed < 3; missed += 1) tell();
    await settled();
    tell();
    await settled();
    client.close();
    expect(seen).toEqual([{ refresh: 0 }, 1, 2, 3, 4, 5]);
  });

  it('that was away too long is told to ask for everything', async () => {
    const { client, seen, tell, cut } = follow();
    await settled();
    cut();
    for (let missed = 0; missed < keptEvents + 1; missed += 1) tell();
    await settled();
    tell();
    await settled();
    client.close();
    expect(seen).toEqual([{ refresh: 0 }, { refresh: 9 }, 10]);
  });

  it('of a host that was started again is told to ask for everything, though the numbers start anew', async () => {
    const { client, seen, tell, restart } = follow();
    await settled();
    tell();
    await settled();
    restart();
    tell();
    await settled();
    tell();
    await settled();
    client.close();
    expect(seen).toEqual([{ refresh: 0 }, 1, { refresh: 2 }, 3]);
  });

  it('misses and doubles nothing in two hundred stories', async () => {
    let events = 0;
    for (let seed = 0; seed < 200; seed += 1) {
      const draw = drawsOf(seed);
      const { client, seen, tell, cut, restart, told } = follow();
      for (let turn = 0; turn < 120; turn += 1) {
        const chance = draw();
        if (chance < 0.5) tell();
        else if (chance < 0.56) cut();
        else if (chance < 0.58) restart();
        else if (chance < 0.8) await Promise.resolve();
        else await settled();
      }
      await settled();
      await settled();
      client.close();
      expect(knownUpTo(seen), `story ${seed}`).toBe(told());
      const numbers = seen.filter((entry) => typeof entry === 'number');
      const rising = [...new Set(numbers)].sort((left, right) => left - right);
      expect(numbers, `story ${seed}`).toEqual(rising);
      events += numbers.length;
    }
    expect(events).toBeGreaterThan(5_000);
  });
});
