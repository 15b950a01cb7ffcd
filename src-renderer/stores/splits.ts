// How each data set is to be divided, as chosen on its page; kept for the runs that are set up on it.
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { DatasetId } from '../../src-shared/domain/ids.ts';
import type { SplitConfig } from '../../src-shared/domain/run-config.ts';
import { useClient } from '../client.ts';

export const useSplits = defineStore('splits', () => {
  const client = useClient();
  const kept = shallowRef<ReadonlyMap<DatasetId, SplitConfig>>(new Map());

  /** The split that was chosen, or the suggested one. */
  async function splitFor(dataset: DatasetId): Promise<SplitConfig> {
    return kept.value.get(dataset) ?? (await client.call('plan.suggest', { dataset })).data.split;
  }

  /** Remembers a choice for as long as the window lives. */
  function keep(dataset: DatasetId, split: SplitConfig): void {
    kept.value = new Map(kept.value).set(dataset, split);
  }

  return { kept, splitFor, keep };
});
