// The figure of the run that is open, made anew when there is something new to draw, and the choices of its controls.
import { computed, ref } from 'vue';
import type { HyperparameterGroup } from '../../../src-shared/domain/hyperparameter.ts';
import { liveStates } from '../../../src-shared/domain/run-state.ts';
import { tunedOf } from '../../../src-shared/domain/tuned-of.ts';
import type { PlotTable } from '../../../src-shared/plot/plot-table.ts';
import { placeOfStep } from '../../charts/live-series.ts';
import { lowestPoint, runPlot } from '../../charts/run-plot.ts';
import { groupsOf } from '../../charts/schedule-panels.ts';
import { useDatasets } from '../../stores/datasets.ts';
import { useLiveRun } from '../../stores/live-run.ts';
import { tokenLevelOf, useLossUnit } from '../use-loss-unit.ts';

/** Steps at which the learning rate fell, from its own curve. */
function rateDropSteps(curve: { readonly steps: Float64Array; readonly y: Float64Array } | null): number[] {
  if (curve === null) return [];
  const drops: number[] = [];
  for (let index = 1; index < curve.y.length; index += 1) {
    if ((curve.y[index] ?? 0) < (curve.y[index - 1] ?? 0)) drops.push(curve.steps[index] ?? 0);
  }
  return drops;
}

/** Figure and choices; `which` leaves the losses out of a schedule's own figure. */
export function useRunPlot(which: 'losses and schedules' | 'schedules') {
  const live = useLiveRun();
  const datasets = useDatasets();
  const extent = ref<'range' | 'data'>('range');
  const lifted = ref<HyperparameterGroup | null>(null);

  const tuned = computed(() => (live.details === null ? [] : tunedOf(live.details.config)));
  const { lossUnits, lossUnit, lossScale } = useLossUnit(() => {
    const row = live.details?.row;
    return tokenLevelOf(datasets.cardOf(row?.dataset), row?.metric ?? '');
  });
  const present = computed(() => groupsOf(tuned.value));

  /** A step's place, read from the curve that is denser there: batches' losses, or an epoch's. */
  function place(step: number): number | null {
    const along = live.wholeCurve('loss/train-step') ?? live.wholeCurve('epoch') ?? live.wholeCurve('loss/train');
    return along === null ? null : placeOfStep(along, step);
  }

  const table = computed<PlotTable | null>(() => {
    const { details, version } = live;
    if (details === null || version < 0) return null;
    const validation = live.wholeCurve('loss/validation');
    const last = live.wholeCurve('epoch')?.steps.at(-1) ?? 0;
    const warmUp = live.warmUp === 0 ? null : place(Math.min(live.warmUp, last));
    const plot = runPlot({
      title: details.row.name === '' ? `Run ${details.row.id}` : `Run ${details.row.id} ${details.row.name}`,
      tuned: tuned.value,
      model: details.config.model,
      form: datasets.formOf(details.row.dataset),
      curve: live.curve,
      best: validation === null ? null : lowestPoint(validation),
      warmUpEnd: warmUp,
      rateDrops: rateDropSteps(live.wholeCurve('learning-rate')).flatMap((step) => place(step) ?? []),
      isOver: !['queued', ...liveStates].includes(details.row.state),
      expectedEnd: live.axis === 'epoch' ? details.config.training.epochs : 1,
      choices: {
        axis: live.axis,
        // Of losses that are not shown nothing is said either.
        lossUnit: which === 'schedules' ? 'loss' : lossUnit.value,
        lossScale: lossScale.value,
        extent: extent.value,
        window: live.window,
        // Another run may have no such group.
        lifted: present.value.some(({ id }) => id === lifted.value) ? lifted.value : null,
      },
    });
    if (which === 'losses and schedules') return plot;
    const panels = plot.panels.filter(({ id }) => id !== 'loss');
    return { ...plot, title: `${plot.title} schedule`, panels };
  });

  return { table, present, lossUnits, lossUnit, lossScale, extent, lifted };
}
