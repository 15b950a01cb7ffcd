// The runs that are compared: their curves and the config of each experiment. Not here: which runs there are (runs).
import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import type { Curve, PlotAxis } from '../../src-shared/contract/plot.ts';
import type { RunRow } from '../../src-shared/contract/runs.ts';
import { messageOf } from '../../src-shared/domain/app-error.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import type { RunConfig } from '../../src-shared/domain/run-config.ts';
import type { ComparedArm } from '../../src-shared/tables/compared-arms.ts';
import { useClient } from '../client.ts';
import { latest, useCurves } from './curves.ts';
import { byArm, byExperiment, type Experiment } from './experiments.ts';
import { mostMoved } from './most-moved.ts';
import { useRuns } from './runs.ts';
import { unlessSame } from './unless-same.ts';

/** Points of all curves together: what can be drawn anew without a pause; and the bounds for one of them. */
const pointBudget = 60_000;
const leastPoints = 60;
const mostPoints = 400;
const zoomWaitMs = 120;
const growWaitMs = 2_000;
/** Experiments of which the config is asked for unasked: what moved most is seen from them. */
const configsAtOnce = 24;
/** Runs up to which schedules are shown unasked: of more, five panels of lines are no picture and a long wait. */
export const runsWithSchedules = 150;
/** Experiments up to which training losses are shown unasked. */
const fewExperiments = 4;

export const useCompare = defineStore('compare', () => {
  const client = useClient();
  const runs = useRuns();
  const curves = useCurves();
  const chosen = shallowRef<readonly RunId[]>([]);
  /** Of the study that is compared; null where runs were picked. */
  const arms = shallowRef<readonly ComparedArm[] | null>(null);
  const axis = shallowRef<PlotAxis>('epoch');
  /** By run and series. */
  const byName = shallowRef<ReadonlyMap<string, Curve>>(new Map());
  /** By experiment. */
  const configs = shallowRef<ReadonlyMap<string, RunConfig>>(new Map());
  const problem = shallowRef<string | null>(null);
  const window = shallowRef<readonly [number, number] | null>(null);
  /** Hyperparameters that were picked; null: those that moved most. */
  const picked = shallowRef<readonly string[] | null>(null);
  /** Hyperparameters that are shown unasked, and the choice of runs for which they were found. */
  const suggested = shallowRef<readonly string[]>([]);
  let suggestedFor: readonly RunId[] | null = null;
  /** Null: while there are few experiments. */
  const pickedTraining = shallowRef<boolean | null>(null);
  const askLatest = latest(curves.ask);
  let zoomTimer: ReturnType<typeof setTimeout> | undefined;
  let grownFor = chosen.value;
  let growTimer: ReturnType<typeof setTimeout> | undefined;
  let isLookedAt = false;
  /** Whether the curves are shown; those that are not are not asked for. */
  let isDrawn = true;
  let loadsUnderWay = 0;
  let curvesFor: readonly RunId[] | null = null;

  // The same array as long as it holds the same rows: news of other runs draw nothing anew.
  const rows = computed<readonly RunRow[]>((before) =>
    unlessSame(
      before,
      chosen.value.flatMap((run) => runs.byId.get(run) ?? []),
    ),
  );
  const experiments = computed(() => (arms.value === null ? byExperiment(rows.value) : byArm(rows.value, arms.value)));
  /** Whether training losses are shown; those that are not are not asked for either. */
  const showsTraining = computed(() => pickedTraining.value ?? experiments.value.length <= fewExperiments);
  /** Hyperparameters that at least one of the runs tunes, in the order of the first run that has them. */
  const hyperparameters = computed<readonly string[]>((before) =>
    unlessSame(before, [...new Set(rows.value.flatMap((row) => Object.keys(row.finalHyperparameters)))]),
  );

  const nameOf = (run: RunId, series: string) => `${run}/${series}`;

  /** Hyperparameters whose schedules are shown. */
  const shown = computed<readonly string[]>((before) =>
    unlessSame(
      before,
      (picked.value ?? suggested.value).filter((name) => hyperparameters.value.includes(name)),
    ),
  );

  /** The schedules of this choice of runs that are asked for; they stay while its runs go on. */
  function namesToShow(): readonly string[] {
    if (picked.value !== null) return picked.value.filter((name) => hyperparameters.value.includes(name));
    if (rows.value.length > runsWithSchedules) return [];
    if (suggestedFor === chosen.value && suggested.value.length > 0) return suggested.value;
    return mostMoved(hyperparameters.value, experiments.value, configs.value);
  }

  async function loadCurves(): Promise<void> {
    curvesFor = chosen.value;
    const names = namesToShow();
    if (suggested.value.length === 0) suggested.value = names;
    const losses = showsTraining.value ? ['loss/validation', 'loss/train'] : ['loss/validation'];
    const asked = rows.value.flatMap((row) => [
      ...losses.map((series) => ({ run: row.id, series })),
      ...names
        .filter((name) => Object.hasOwn(row.finalHyperparameters, name))
        .map((name) => ({ run: row.id, series: `hyperparameter/${name}` })),
    ]);
    const share = Math.floor(pointBudget / Math.max(1, asked.length));
    const points = Math.min(mostPoints, Math.max(leastPoints, share));
    const askedFor = chosen.value;
    const answer = await askLatest({ curves: asked, axis: axis.value, window: window.value, points });
    if (answer === null) return;
    byName.value = new Map(answer.map((found) => [nameOf(found.run, found.series), found]));
    if (picked.value !== null) return;
    // Together with their curves, so that no panel stands empty in between.
    suggested.value = names;
    suggestedFor = askedFor;
  }

  const configOf = async ({ id, rows: [first] }: Experiment) =>
    first === undefined ? [] : [[id, (await client.call('runs.get', { run: first.id })).config] as const];

  /** Asks for configs that are not there yet, a few at a time. @param most experiments, from the first */
  async function loadConfigs(most: number): Promise<void> {
    const missing = experiments.value.slice(0, most).filter(({ id }) => !configs.value.has(id));
    for (let from = 0; from < missing.length; from += configsAtOnce) {
      const found = await Promise.all(missing.slice(from, from + configsAtOnce).map(configOf));
      configs.value = new Map([...configs.value, ...found.flat()]);
    }
  }

  async function load(): Promise<void> {
    loadsUnderWay += 1;
    try {
      // Which schedules are shown, and so which curves are asked for, depends on where they began.
      await loadConfigs(configsAtOnce);
      if (isDrawn) await loadCurves();
      problem.value = null;
    } catch (thrown) {
      problem.value = messageOf(thrown);
    } finally {
      loadsUnderWay -= 1;
    }
  }

  /** Whether curves are wanted from now on. */
  function setDrawn(next: boolean): void {
    isDrawn = next;
    // What is under way looks again once it knows the configs.
    if (next && isLookedAt && loadsUnderWay === 0 && curvesFor !== chosen.value) void load();
  }

  // Runs that are still going bring new points with every epoch; a moment later the curves follow.
  watch(
    () => rows.value.reduce((sum, row) => sum + (row.epochs ?? 0), 0),
    () => {
      // Another choice of runs has asked for its curves already.
      const isSameChoice = grownFor === chosen.value;
      grownFor = chosen.value;
      if (!isSameChoice || !isLookedAt) return;
      clearTimeout(growTimer);
      growTimer = setTimeout(() => void load(), growWaitMs);
    },
  );

  async function choose(next: readonly RunId[]): Promise<void> {
    isLookedAt = true;
    arms.value = null;
    chosen.value = next;
    window.value = null;
    await load();
  }

  /** Compares the arms of a study, or follows them: a search that found something better has another run. */
  async function chooseArms(next: readonly ComparedArm[]): Promise<void> {
    isLookedAt = true;
    const ids = next.flatMap((arm) => arm.runs);
    const isSame = arms.value !== null && unlessSame(chosen.value, ids) === chosen.value;
    arms.value = next;
    if (isSame) return;
    chosen.value = ids;
    await load();
  }

  /** Asks for nothing more until runs are chosen anew; the choice stays. */
  function leave(): void {
    isLookedAt = false;
    clearTimeout(growTimer);
    clearTimeout(zoomTimer);
  }

  async function chooseAxis(next: PlotAxis): Promise<void> {
    axis.value = next;
    window.value = null;
    await load();
  }

  async function show(names: readonly string[]): Promise<void> {
    picked.value = names;
    await load();
  }

  async function showTraining(isShown: boolean): Promise<void> {
    pickedTraining.value = isShown;
    if (isShown) await load();
  }

  /** Shows a part of the axis, at once with the points that are there, then with those of that part alone. */
  function setWindow(ends: readonly [number, number] | null): void {
    window.value = ends;
    clearTimeout(zoomTimer);
    zoomTimer = setTimeout(() => void load(), zoomWaitMs);
  }

  return {
    chosen,
    axis,
    isPicked: computed(() => picked.value !== null),
    /** Whether the arms of a study are compared. */
    isStudy: computed(() => arms.value !== null),
    rows,
    experiments,
    hyperparameters,
    configs,
    problem,
    byName,
    choose,
    chooseArms,
    loadConfigs,
    setDrawn,
    leave,
    chooseAxis,
    window,
    shown,
    show,
    showsTraining,
    showTraining,
    setWindow,
  };
});
