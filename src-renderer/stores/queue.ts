// The queue as the host tells of it: what waits, in which order, from when, and how many train at a time.
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { QueueState } from '../../src-shared/contract/queue.ts';
import type { RunRow } from '../../src-shared/contract/runs.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import { useClient } from '../client.ts';
import { useRuns } from './runs.ts';

/** What can be set of the queue as a whole. */
export type QueueSetting = Partial<Pick<QueueState, 'isPaused' | 'atOnce' | 'pausesOnFailure'>>;

export const useQueue = defineStore('queue', () => {
  const client = useClient();
  const runs = useRuns();
  const state = shallowRef<QueueState | null>(null);

  /** Waiting runs, next first; what the queue has not told of yet follows, oldest first. */
  const waiting = computed<readonly RunRow[]>(() => {
    const places = new Map((state.value?.waiting ?? []).map(({ run }, index) => [run, index]));
    const placeOf = ({ id }: RunRow) => places.get(id) ?? places.size + id;
    return [...runs.queued].sort((left, right) => placeOf(left) - placeOf(right));
  });

  function take(next: QueueState): void {
    state.value = next;
  }

  async function refresh(): Promise<void> {
    take(await client.call('queue.get', {}));
  }

  /** Shows the new order at once; where the host refuses it, the old one again. */
  async function reorder(order: readonly RunId[]): Promise<void> {
    const before = state.value;
    if (before !== null) {
      const since = new Map(before.waiting.map((entry) => [entry.run, entry]));
      const named = order.map((run) => since.get(run) ?? { run, notBefore: null });
      state.value = { ...before, waiting: [...named, ...before.waiting.filter(({ run }) => !order.includes(run))] };
    }
    try {
      take(await client.call('queue.reorder', { runs: [...order] }));
    } catch (thrown) {
      state.value = before;
      throw thrown;
    }
  }

  return {
    state,
    waiting,
    take,
    refresh,
    reorder,
    set: async (change: QueueSetting): Promise<void> => take(await client.call('queue.set', change)),
    /** @param notBefore milliseconds since 1970; null: as soon as there is room */
    startLater: async (ids: readonly RunId[], notBefore: number | null): Promise<void> =>
      take(await client.call('queue.startLater', { runs: [...ids], notBefore })),
  };
});
