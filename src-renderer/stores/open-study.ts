// The study that is open: its trials and the curves of the best so far, asked for anew while it goes on.
import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { ProgressAxis, ProgressCurve, StudyDetails } from '../../src-shared/contract/studies.ts';
import { messageOf } from '../../src-shared/domain/app-error.ts';
import type { BudgetUnit, StudyId } from '../../src-shared/domain/study.ts';
import { latest } from './curves.ts';
import { useStudies } from './studies.ts';

/** Between two questions about a study that goes on. */
const restMs = 1_000;

/** The axis along which a budget is equal for all. */
const usualAxis = (unit: BudgetUnit): ProgressAxis => (unit === 'seconds' || unit === 'trials' ? unit : 'steps');

export const useOpenStudy = defineStore('open-study', () => {
  const studies = useStudies();
  const study = ref<StudyId | null>(null);
  const details = shallowRef<StudyDetails | null>(null);
  /** What the budget is counted in, unless another was chosen. */
  const axis = ref<ProgressAxis>('seconds');
  const curves = shallowRef<readonly ProgressCurve[]>([]);
  /** Why there is nothing to see, in words. */
  const problem = ref<string | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const ask = latest(async ({ of, along }: { readonly of: StudyId; readonly along: ProgressAxis }) => {
    const [found, progress] = await Promise.all([studies.details(of), studies.progress(of, along)]);
    return { found, progress };
  });

  async function load(): Promise<void> {
    const of = study.value;
    if (of === null) return;
    try {
      const answer = await ask({ of, along: axis.value });
      if (answer === null || study.value !== of) return;
      const isFirst = details.value === null;
      details.value = answer.found;
      const usual = usualAxis(answer.found.config.budget.unit);
      if (isFirst && usual !== axis.value) return await chooseAxis(usual);
      curves.value = answer.progress;
      problem.value = null;
    } catch (thrown) {
      if (study.value === of) problem.value = messageOf(thrown);
    }
  }

  function open(next: StudyId): void {
    if (study.value !== next) {
      details.value = null;
      curves.value = [];
      problem.value = null;
    }
    study.value = next;
    void load();
  }

  function close(): void {
    clearTimeout(timer);
    timer = undefined;
    study.value = null;
  }

  /** Something has happened to it: asks again, but not more than once a second. */
  function touch(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      void load();
    }, restMs);
  }

  async function chooseAxis(next: ProgressAxis): Promise<void> {
    axis.value = next;
    curves.value = [];
    await load();
  }

  return { study, details, axis, curves, problem, open, close, touch, chooseAxis };
});
