// How long waiting runs will take, asked of the host once for each experiment: runs that differ in their seed alone take the same.
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { RunRow } from '../../src-shared/contract/runs.ts';
import { useClient } from '../client.ts';
import { useRuns } from './runs.ts';

/** Experiments asked about in one go; what waits behind them is asked about once they are done. */
const mostAsked = 40;

export const useRunEstimates = defineStore('run-estimates', () => {
  const client = useClient();
  const runs = useRuns();
  /** Seconds, low and high, by experiment; null where the host cannot say. */
  const known = shallowRef<ReadonlyMap<string, readonly [number, number] | null>>(new Map());
  let isAsking = false;

  async function askFor({ id, experiment }: RunRow): Promise<void> {
    const answer = await runs
      .details(id)
      .then(({ config }) => client.call('plan.check', { config: { ...config } }))
      // An estimate is worth no message when it does not come.
      .catch(() => null);
    known.value = new Map(known.value).set(experiment, answer?.estimates?.seconds ?? null);
  }

  /** Asks about those that are not known yet, one after the other. */
  async function want(rows: readonly RunRow[]): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    try {
      const open = new Map<string, RunRow>();
      for (const row of rows) if (!known.value.has(row.experiment)) open.set(row.experiment, row);
      for (const row of [...open.values()].slice(0, mostAsked)) await askFor(row);
    } finally {
      isAsking = false;
    }
  }

  return {
    want,
    /** Null while it is not known. */
    of: (row: RunRow): readonly [number, number] | null => known.value.get(row.experiment) ?? null,
  };
});
