// The runs of the home, as the host tells of them, and everything that can be done to them.
import { defineStore } from 'pinia';
import { computed, shallowRef, triggerRef } from 'vue';
import type { Progress, RunChange, RunDetails, RunRow, TestReport } from '../../src-shared/contract/runs.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import type { RunConfig } from '../../src-shared/domain/run-config.ts';
import { liveStates } from '../../src-shared/domain/run-state.ts';
import { useClient } from '../client.ts';
import { useClock } from './clock.ts';

export const useRuns = defineStore('runs', () => {
  const client = useClient();
  const clock = useClock();
  const byId = shallowRef<ReadonlyMap<RunId, RunRow>>(new Map());
  const progress = shallowRef(new Map<RunId, Progress>());
  /** When the window first heard of the phase that a live run is in, in milliseconds since 1970. */
  const phaseBegan = new Map<RunId, number>();
  const isLoaded = shallowRef(false);

  /** Newest first, those in the trash too. */
  const all = computed(() => [...byId.value.values()].sort((left, right) => right.id - left.id));
  /** Newest first, without the trash. */
  const rows = computed(() => all.value.filter((row) => row.trashedAt === null));
  const live = computed(() => rows.value.filter((row) => liveStates.includes(row.state)));
  const queued = computed(() => rows.value.filter((row) => row.state === 'queued'));

  async function refresh(): Promise<void> {
    const list = await client.call('runs.list', {});
    byId.value = new Map(list.map((row) => [row.id, row]));
    isLoaded.value = true;
  }

  function take(row: RunRow): void {
    byId.value = new Map(byId.value).set(row.id, row);
    if (!liveStates.includes(row.state) && progress.value.delete(row.id)) triggerRef(progress);
  }

  function remove(run: RunId): void {
    const next = new Map(byId.value);
    next.delete(run);
    byId.value = next;
  }

  function takeProgress(next: Progress): void {
    if (progress.value.get(next.run)?.phase !== next.phase) phaseBegan.set(next.run, clock.now);
    progress.value.set(next.run, next);
    triggerRef(progress);
  }

  /** Seconds that a live run has been in its phase, as far as the window has seen. */
  function phaseSeconds(run: RunId): number {
    return Math.max(0, (clock.now - (phaseBegan.get(run) ?? clock.now)) / 1_000);
  }

  const one =
    (procedure: 'runs.pause' | 'runs.continue' | 'runs.finishEpoch' | 'runs.stop' | 'runs.kill' | 'runs.resume') =>
    async (run: RunId): Promise<void> => {
      await client.call(procedure, { run });
    };

  return {
    byId,
    all,
    rows,
    live,
    queued,
    progress,
    isLoaded,
    refresh,
    take,
    remove,
    takeProgress,
    phaseSeconds,
    /** Freezes the config once for each seed. @returns the new runs */
    start: async (config: RunConfig, seeds: number[]): Promise<RunId[]> =>
      (await client.call('runs.start', { config, seeds })).runs,
    again: async (run: RunId, seeds: number[]): Promise<RunId[]> =>
      (await client.call('runs.again', { run, seeds })).runs,
    details: (run: RunId): Promise<RunDetails> => client.call('runs.get', { run }),
    pause: one('runs.pause'),
    continue: one('runs.continue'),
    finishEpoch: one('runs.finishEpoch'),
    stop: one('runs.stop'),
    kill: one('runs.kill'),
    resume: one('runs.resume'),
    edit: async (changes: { run: RunId; change: RunChange }[]): Promise<void> => {
      await client.call('runs.edit', { changes });
    },
    trash: async (runs: RunId[]): Promise<void> => {
      await client.call('runs.trash', { runs });
    },
    restore: async (runs: RunId[]): Promise<void> => {
      await client.call('runs.restore', { runs });
    },
    emptyTrash: () => client.call('runs.emptyTrash', {}),
    test: (run: RunId): Promise<TestReport> => client.call('runs.test', { run }),
  };
});
