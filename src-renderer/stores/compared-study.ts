// The study whose arms are compared: what stands for each arm, and how the best loss came down. Not here: the curves of its runs (compare),
// the list of studies (studies).
import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import type { ProgressAxis, ProgressCurve, StudyDetails, StudyTrial } from '../../src-shared/contract/studies.ts';
import { messageOf } from '../../src-shared/domain/app-error.ts';
import type { StudyId } from '../../src-shared/domain/study.ts';
import { armsOf, type ComparedArm } from '../../src-shared/tables/compared-arms.ts';
import { useClient } from '../client.ts';
import { latest } from './curves.ts';
import { useRuns } from './runs.ts';
import { useStudies } from './studies.ts';

/** A study that goes on is asked for again so long after it said so. */
const growWaitMs = 1_500;

export const useComparedStudy = defineStore('compared-study', () => {
  const client = useClient();
  const runs = useRuns();
  const studies = useStudies();
  const id = shallowRef<StudyId | null>(null);
  const details = shallowRef<StudyDetails | null>(null);
  const arms = shallowRef<readonly ComparedArm[]>([]);
  const axis = shallowRef<ProgressAxis>('seconds');
  const curves = shallowRef<readonly ProgressCurve[]>([]);
  const problem = shallowRef<string | null>(null);
  let wantsProgress = false;
  let isLookedAt = false;
  let growTimer: ReturnType<typeof setTimeout> | undefined;

  const askDetails = latest((study: StudyId) => client.call('studies.get', { study }));
  const askProgress = latest((input: { study: StudyId; axis: ProgressAxis }) => client.call('studies.progress', input));

  async function attempt(action: () => Promise<void>): Promise<void> {
    try {
      await action();
      problem.value = null;
    } catch (thrown) {
      problem.value = messageOf(thrown);
    }
  }

  async function loadProgress(): Promise<void> {
    const study = id.value;
    if (study === null) return;
    const answer = await askProgress({ study, axis: axis.value });
    if (answer !== null && id.value === study) curves.value = answer.curves;
  }

  async function load(): Promise<void> {
    const study = id.value;
    if (study === null) return;
    const answer = await askDetails(study);
    if (answer === null || id.value !== study) return;
    details.value = answer;
    arms.value = armsOf(answer, (run) => runs.byId.get(run)?.seconds ?? 0);
    if (wantsProgress) await loadProgress();
  }

  /** @param study null: none is compared */
  async function open(study: StudyId | null): Promise<void> {
    isLookedAt = study !== null;
    if (id.value !== study) {
      id.value = study;
      details.value = null;
      arms.value = [];
      curves.value = [];
    }
    await attempt(load);
  }

  /** Asks for the best-so-far curves from now on. */
  async function showProgress(next: ProgressAxis): Promise<void> {
    wantsProgress = true;
    axis.value = next;
    await attempt(loadProgress);
  }

  watch(
    () => (id.value === null ? undefined : studies.byId.get(id.value)),
    (row, before) => {
      if (!isLookedAt || row === undefined || before === undefined || row.id !== before.id) return;
      growTimer ??= setTimeout(() => {
        growTimer = undefined;
        void attempt(load);
      }, growWaitMs);
    },
  );

  return {
    id,
    details,
    arms,
    axis,
    curves,
    problem,
    trials: computed<readonly StudyTrial[]>(() => details.value?.trials ?? []),
    open,
    showProgress,
    /** Nothing more is asked for until it is opened again. */
    leave: () => {
      wantsProgress = false;
      isLookedAt = false;
      clearTimeout(growTimer);
      growTimer = undefined;
    },
  };
});
