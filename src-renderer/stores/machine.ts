// What this computer can compute with, and how busy the app keeps it.
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { MachineReport, MadeFile, StorageReport, Usage } from '../../src-shared/contract/app.ts';
import { useClient } from '../client.ts';

export const useMachine = defineStore('machine', () => {
  const client = useClient();
  const report = shallowRef<MachineReport | null>(null);
  /** Why there is no report, in words. */
  const failure = shallowRef<string | null>(null);
  const usage = shallowRef<Usage | null>(null);

  /** Asks for the verdict on every engine; `isFresh` tries them out anew. */
  async function describe(isFresh = false): Promise<void> {
    try {
      report.value = await client.call('machine.describe', { isFresh });
      failure.value = null;
    } catch (thrown) {
      failure.value = thrown instanceof Error ? thrown.message : String(thrown);
    }
  }

  function takeUsage(next: Usage): void {
    usage.value = next;
  }

  return {
    report,
    failure,
    usage,
    describe,
    takeUsage,
    storage: (): Promise<StorageReport> => client.call('storage.report', {}),
    bugReport: (): Promise<MadeFile> => client.call('app.bugReport', {}),
  };
});
