// What a comparison shows and how: the choices of its controls, the figure, the settings beside one another.
import { computed, ref, watch } from 'vue';
import type { PlotAxis } from '../../../src-shared/contract/plot.ts';
import type { ModelConfig } from '../../../src-shared/domain/run-config.ts';
import { tunedOf } from '../../../src-shared/domain/tuned-of.ts';
import type { Spread } from '../../../src-shared/stats/summary.ts';
import { type ScoreAt, scoreTable } from '../../../src-shared/tables/score-table.ts';
import { type ComparedGroup, comparePlot } from '../../charts/compare-plot.ts';
import { runsWithSchedules, useCompare } from '../../stores/compare.ts';
import { useComparedStudy } from '../../stores/compared-study.ts';
import { useDatasets } from '../../stores/datasets.ts';
import { useEpochScores } from '../../stores/epoch-scores.ts';
import { useSettings } from '../../stores/settings.ts';
import { useToasts } from '../../stores/toasts.ts';
import { tokenLevelOf, useLossUnit } from '../use-loss-unit.ts';
import { labelled } from './group-labels.ts';
import { scoredExperiments } from './scores.ts';

export type Comparison = ReturnType<typeof useComparison>;

/** The comparison of the runs that the store holds. */
export function useComparison() {
  const compare = useCompare();
  const settings = useSettings();
  const toasts = useToasts();
  const datasets = useDatasets();
  const showsLosses = ref(true);
  const showsTraces = ref(false);
  const study = useComparedStudy();
  const epochScores = useEpochScores();
  const at = ref<ScoreAt>('best');

  const groups = computed(() => labelled(compare.experiments));
  /** Of different tokens only the loss as it was logged is left to compare. */
  const { lossUnits, lossUnit, lossScale } = useLossUnit(() => {
    const levels = new Set(compare.rows.map(({ dataset, metric }) => tokenLevelOf(datasets.cardOf(dataset), metric)));
    return levels.size === 1 ? ([...levels][0] ?? null) : null;
  });
  const shown = computed({
    get: () => compare.shown,
    set: (next: readonly string[]) => void compare.show(next),
  });
  const showsTraining = computed({
    get: () => compare.showsTraining,
    set: (next: boolean) => void compare.showTraining(next),
  });
  const spread = computed({
    get: () => settings.settings.band,
    set: (band: Spread) => void toasts.attempt(() => settings.change({ band })),
  });
  const axis = computed({
    get: () => compare.axis,
    set: (next: PlotAxis) => void compare.chooseAxis(next),
  });

  const title = computed(() => {
    const { details } = study;
    if (compare.isStudy && details !== null) return details.row.name.trim() || `Study ${details.row.id}`;
    const count = groups.value.length;
    return `Comparison of ${count} ${count === 1 ? 'experiment' : 'experiments'}`;
  });

  // Best and last come with the rows; what an epoch in between scored is asked for.
  const arrived = computed(() => {
    const named = at.value;
    if (typeof named !== 'object') return '';
    return `${named.epoch}: ${compare.rows.flatMap(({ id, epochs }) => ((epochs ?? 0) >= named.epoch ? [id] : [])).join(' ')}`;
  });
  watch(arrived, () => {
    if (typeof at.value === 'object') void epochScores.load(compare.rows, at.value.epoch);
  });
  const scores = computed(() =>
    scoreTable(title.value, scoredExperiments(groups.value, at.value, epochScores.byRun), {
      at: at.value,
      spread: spread.value,
    }),
  );

  /** The widest range that any of the experiments gave a hyperparameter. */
  const ranges = computed(() => {
    const found = new Map<string, readonly [number, number]>();
    for (const config of compare.configs.values()) {
      for (const { name, range } of tunedOf(config)) {
        const other = found.get(name) ?? range;
        found.set(name, [Math.min(other[0], range[0]), Math.max(other[1], range[1])]);
      }
    }
    return found;
  });

  // Made anew only when what is drawn changes: a run's row also tells of its notes, stars and bytes.
  const drawn = computed<readonly ComparedGroup[]>((before) => {
    const next = groups.value.map(({ id, label, rows }) => ({
      id,
      label,
      runs: rows.map((row) => ({ id: row.id, seed: row.seed })),
    }));
    return before !== undefined && JSON.stringify(before) === JSON.stringify(next) ? before : next;
  });

  /** A model that speaks for all: LSTMs of as many layers have the same names. */
  const model = computed(() => {
    const [first = null, ...others] = [...compare.configs].flatMap(([id, config]) =>
      groups.value.some((group) => group.id === id) ? [config.model] : [],
    );
    const depth = (one: ModelConfig | null) => (one?.kind === 'lstm' ? one.lstm.length : 0);
    return others.every((other) => depth(other) === depth(first)) ? first : null;
  });

  const notes = computed(() => [
    ...(groups.value.some(({ arm }) => arm?.isSearch) ? ['Of a search the best trial of each seed is drawn.'] : []),
    ...(compare.rows.length > runsWithSchedules && !compare.isPicked && compare.hyperparameters.length > 0
      ? [`Schedules of more than ${runsWithSchedules} runs are drawn once they are chosen above.`]
      : []),
  ]);

  const table = computed(() => {
    // Named so that a new answer makes a new figure.
    const { byName } = compare;
    return comparePlot({
      title: title.value,
      notes: notes.value,
      groups: drawn.value,
      curve: (run, series) => byName.get(`${run}/${series}`) ?? null,
      model: model.value,
      hyperparameters: shown.value.map((name) => ({ name, range: ranges.value.get(name) ?? null })),
      leftOut: {
        // Before anything is known to have moved nothing is left out for having moved less.
        names:
          shown.value.length > 0 || compare.isPicked
            ? compare.hyperparameters.filter((name) => !shown.value.includes(name))
            : [],
        isPicked: compare.isPicked,
      },
      axis: compare.axis,
      spread: spread.value,
      lossUnit: lossUnit.value,
      lossScale: lossScale.value,
      // Without a schedule beside them the losses are all there is.
      showsLosses: showsLosses.value || shown.value.length === 0,
      showsTraining: showsTraining.value,
      showsTraces: showsTraces.value,
      window: compare.window,
    });
  });

  const columns = computed(() =>
    groups.value.flatMap(({ id, label }) => {
      const config = compare.configs.get(id);
      return config === undefined ? [] : [{ label, config }];
    }),
  );

  return {
    groups,
    title,
    at,
    scores,
    table,
    columns,
    axis,
    lossUnits,
    lossUnit,
    lossScale,
    showsLosses,
    spread,
    shown,
    showsTraining,
    showsTraces,
  };
}
