// The studies of the home as the host tells of them, and everything that can be done to them. Not here: the one that is open
// (open-study), the one that is being set up (study-draft).
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type {
  ProgressAxis,
  ProgressCurve,
  StudyCheck,
  StudyDetails,
  StudyRow,
} from '../../src-shared/contract/studies.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import type { ReplayedSchedule } from '../../src-shared/domain/method-config.ts';
import type { StudyConfig, StudyId } from '../../src-shared/domain/study.ts';
import { useClient } from '../client.ts';

export const useStudies = defineStore('studies', () => {
  const client = useClient();
  const byId = shallowRef<ReadonlyMap<StudyId, StudyRow>>(new Map());
  const isLoaded = shallowRef(false);

  /** Newest first. */
  const rows = computed(() => [...byId.value.values()].sort((left, right) => right.id - left.id));
  /** Those that begin further trials, or will once they go on. */
  const live = computed(() => rows.value.filter(({ state }) => state === 'running' || state === 'paused'));

  async function refresh(): Promise<void> {
    const list = await client.call('studies.list', {});
    byId.value = new Map(list.map((row) => [row.id, row]));
    isLoaded.value = true;
  }

  function take(row: StudyRow): void {
    byId.value = new Map(byId.value).set(row.id, row);
  }

  const one =
    (procedure: 'studies.pause' | 'studies.continue' | 'studies.stop') =>
    async (study: StudyId): Promise<void> => {
      await client.call(procedure, { study });
    };

  return {
    byId,
    rows,
    live,
    isLoaded,
    refresh,
    take,
    check: (config: StudyConfig): Promise<StudyCheck> => client.call('studies.check', { config: { ...config } }),
    start: async (config: StudyConfig): Promise<StudyId> => (await client.call('studies.start', { config })).study,
    details: (study: StudyId): Promise<StudyDetails> => client.call('studies.get', { study }),
    progress: async (study: StudyId, axis: ProgressAxis): Promise<readonly ProgressCurve[]> =>
      (await client.call('studies.progress', { study, axis })).curves,
    pause: one('studies.pause'),
    continue: one('studies.continue'),
    stop: one('studies.stop'),
    rename: async (study: StudyId, name: string): Promise<void> => {
      await client.call('studies.rename', { study, name });
    },
    forVerification: (run: RunId, seeds: number): Promise<StudyConfig> =>
      client.call('studies.forVerification', { run, seeds }),
    forSensitivity: (run: RunId, seeds: number): Promise<StudyConfig> =>
      client.call('studies.forSensitivity', { run, seeds }),
    scheduleOf: (run: RunId): Promise<ReplayedSchedule> => client.call('schedules.ofRun', { run }),
    readSchedule: (name: string, bytes: Uint8Array<ArrayBuffer>): Promise<ReplayedSchedule> =>
      client.call('schedules.read', { name, bytes }),
    /** Studies of one purpose that were made from a run, newest first. */
    madeFrom: (run: RunId, purpose: StudyRow['purpose']): readonly StudyRow[] =>
      rows.value.filter((row) => row.source === run && row.purpose === purpose),
  };
});
