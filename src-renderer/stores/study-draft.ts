// The study that is being set up beside the draft of a run: a search, or several methods at equal compute. Network, data, what is tuned
// and the training of one network are the draft's.
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { Problem } from '../../src-shared/contract/plan.ts';
import { isTuning, type ReplayedSchedule } from '../../src-shared/domain/method-config.ts';
import { isSearchName, type SearchName } from '../../src-shared/domain/search-config.ts';
import type { Arm, BudgetUnit, StudyConfig, StudyId } from '../../src-shared/domain/study.ts';
import { suggestedWarmUp } from '../../src-shared/domain/warm-up.ts';
import { type AnyMethodName, methodGroups } from '../words/method-words.ts';
import { plainSentence } from '../words/problem-words.ts';
import { methodWords } from '../words/run-words.ts';
import { useDraft } from './draft.ts';
import { problemsAt } from './local-problems.ts';
import { type AnyMethodConfig, usualSettings } from './method-settings.ts';
import { useRested } from './rested.ts';
import { useStudies } from './studies.ts';
import { studyProblems } from './study-problems.ts';
import { useToasts } from './toasts.ts';

/** Trainings that fit into the budget that is suggested. */
const usualTrainings = 10;
/** Of each method of a comparison. */
const usualSeeds = 3;
const order = methodGroups.flatMap(({ names }) => names);

export const useStudyDraft = defineStore('study-draft', () => {
  const draft = useDraft();
  const studies = useStudies();
  const toasts = useToasts();

  /** Whether several methods are compared. */
  const isSeveral = ref(false);
  /** The search that is used; null: a method that trains one network, which is the draft's. */
  const search = ref<SearchName | null>(null);
  const picked = ref<readonly AnyMethodName[]>(['stn', 'random', 'bayes']);
  /** Settings that are not the usual ones. */
  const own = shallowRef<ReadonlyMap<AnyMethodName, AnyMethodConfig>>(new Map());
  const chosenUnit = ref<BudgetUnit | null>(null);
  /** As it was typed; undefined: what is suggested for the unit. */
  const typedAmount = ref<number | null | undefined>(undefined);
  const atOnce = ref<number | null>(1);
  const earlyTermination = ref<StudyConfig['earlyTermination']>('none');
  /** What replays and holds of a comparison take their values from. */
  const schedule = shallowRef<ReplayedSchedule | null>(null);
  const isStarting = ref(false);

  const isStudy = computed(() => isSeveral.value || search.value !== null);
  const names = computed<readonly AnyMethodName[]>(() =>
    isSeveral.value
      ? order.filter((name) => picked.value.includes(name))
      : [search.value ?? draft.config?.method.name ?? 'stn'],
  );
  /** A comparison is of equal compute, of which a number of trainings says nothing. */
  const units = computed<readonly BudgetUnit[]>(() =>
    isSeveral.value ? ['epochs', 'steps', 'seconds'] : ['trials', 'epochs', 'steps', 'seconds'],
  );
  const unit = computed<BudgetUnit>(() => {
    if (chosenUnit.value !== null && units.value.includes(chosenUnit.value)) return chosenUnit.value;
    return isSeveral.value || search.value === 'pbt' ? 'epochs' : 'trials';
  });
  const amount = computed(() => (typedAmount.value === undefined ? suggestedAmount(unit.value) : typedAmount.value));

  function suggestedAmount(of: BudgetUnit): number {
    const epochs = draft.config?.training.epochs;
    const inAll = usualTrainings * (typeof epochs === 'number' && epochs > 0 ? epochs : 1);
    return { trials: 2 * usualTrainings, epochs: inAll, steps: 10 * inAll, seconds: 60 }[of];
  }

  /** The settings of a method as an arm of the study has them. */
  function settingsOf(name: AnyMethodName): AnyMethodConfig {
    if (!isStudy.value && draft.config?.method.name === name) return draft.config.method;
    if (name === 'replay' && schedule.value !== null) return { name, schedule: schedule.value, length: null };
    if (name === 'final' && schedule.value !== null) return { name, ...endOf(schedule.value) };
    const set = own.value.get(name);
    if (set !== undefined) return set;
    if (draft.config?.method.name === name) return fitted(draft.config.method);
    return fitted(usualSettings(name));
  }

  /** With the warm-up that suits a budget of epochs. */
  function fitted(method: AnyMethodConfig): AnyMethodConfig {
    if (isSearchName(method.name) || !('warmUpEpochs' in method)) return method;
    const epochs = unit.value === 'epochs' ? amount.value : draft.config?.training.epochs;
    const isCount = typeof epochs === 'number' && Number.isFinite(epochs) && epochs >= 1;
    return isCount && isTuning(method) ? { ...method, warmUpEpochs: suggestedWarmUp(epochs) } : method;
  }

  const arms = computed<readonly Arm[]>(() =>
    names.value.map((name) => ({ label: methodWords(name), method: settingsOf(name) })),
  );
  /** As it is being edited, so perhaps wrong; null while no study is set up. */
  const config = computed<StudyConfig | null>(() => {
    if (draft.config === null || !isStudy.value) return null;
    return {
      version: 1,
      name: draft.config.name,
      purpose: isSeveral.value ? 'comparison' : 'search',
      config: { ...draft.config, method: { name: 'fixed' } },
      arms: [...arms.value],
      seeds: [...draft.seeds],
      budget: { unit: unit.value, amount: amount.value ?? Number.NaN },
      atOnce: atOnce.value ?? Number.NaN,
      earlyTermination: earlyTermination.value,
      source: null,
    };
  });
  const { answer: check, askNow: checkNow } = useRested(config, studies.check, toasts.problem);

  const problems = computed<readonly Problem[]>(() => {
    if (config.value === null) return draft.problems;
    const told = studyProblems(config.value, { ofDraft: draft.problems, ofHost: check.value?.problems ?? [] });
    return told.map(({ path, message }) => ({ path, message: plainSentence(message) }));
  });

  function set(name: AnyMethodName, key: string, value: unknown): void {
    own.value = new Map(own.value).set(name, { ...settingsOf(name), [key]: value } as AnyMethodConfig);
  }

  /** One method alone. */
  function use(name: AnyMethodName): void {
    search.value = isSearchName(name) ? name : null;
    // A search is checked by its own rules: those of a method that was looked at before are none of them.
    draft.useMethod(isSearchName(name) ? 'stn' : name);
    if (schedule.value !== null) takeSchedule(schedule.value);
  }

  /** Several methods, or one again. */
  function compareSeveral(next: boolean): void {
    if (isSeveral.value === next) return;
    isSeveral.value = next;
    if (next) draft.useMethod('stn');
    // One seed says nothing about a difference; whoever has chosen a number keeps it.
    if (draft.repeats === (next ? 1 : usualSeeds)) draft.repeats = next ? usualSeeds : 1;
  }

  function pick(name: AnyMethodName, isPicked: boolean): void {
    picked.value = isPicked ? [...picked.value, name] : picked.value.filter((one) => one !== name);
  }

  /** For the replays and holds that are set up, alone or beside others. */
  function takeSchedule(next: ReplayedSchedule): void {
    schedule.value = next;
    const method = draft.config?.method.name;
    if (method === 'replay') draft.set('method.schedule', next);
    if (method === 'final') draft.set('method', { name: 'final', ...endOf(next) });
  }

  function setUnit(next: BudgetUnit): void {
    chosenUnit.value = next;
    typedAmount.value = undefined;
  }

  /** @returns its number, or null where the host refused, which is told */
  async function start(): Promise<StudyId | null> {
    const current = config.value;
    if (current === null || isStarting.value) return null;
    isStarting.value = true;
    try {
      return await studies.start(current);
    } catch (thrown) {
      toasts.problem(thrown);
      return null;
    } finally {
      isStarting.value = false;
    }
  }

  return {
    isSeveral,
    search,
    picked,
    isStudy,
    names,
    units,
    unit,
    amount,
    atOnce,
    earlyTermination,
    schedule,
    arms,
    config,
    check,
    checkNow,
    problems,
    isStarting,
    settingsOf,
    set,
    use,
    compareSeveral,
    pick,
    takeSchedule,
    setUnit,
    setAmount: (next: number | null): void => {
      typedAmount.value = next;
    },
    /** One method again, which is the draft's. */
    forget: (): void => {
      isSeveral.value = false;
      search.value = null;
    },
    start,
    problemAt: (path: string): string | null => problemsAt(problems.value, path)[0]?.message ?? null,
  };
});

/** Where a schedule ends. */
function endOf({ values, source }: ReplayedSchedule): { values: Record<string, number>; source: string } {
  const ends = Object.entries(values).flatMap(([name, column]) => {
    const end = column.at(-1);
    return end === undefined ? [] : [[name, end] as const];
  });
  return { values: Object.fromEntries(ends), source };
}
