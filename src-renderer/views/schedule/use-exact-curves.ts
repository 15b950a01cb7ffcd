// The curves that numbers are read from. A figure may leave points out, a table of values may not: once a run has ended, all its points
// are asked for.
import { computed, type Ref, shallowRef, watch } from 'vue';
import { mostPlotPoints } from '../../../src-shared/contract/limits.ts';
import type { RunRow } from '../../../src-shared/contract/runs.ts';
import { liveStates } from '../../../src-shared/domain/run-state.ts';
import type { LiveCurve } from '../../charts/live-series.ts';
import { latest, useCurves } from '../../stores/curves.ts';
import { useLiveRun } from '../../stores/live-run.ts';

const isOfSchedule = (series: string) => series === 'epoch' || /^(hyperparameter|scale)\//.test(series);

/** @returns a curve with as many points as there are, and whether none is left out */
export function useExactCurves(row: Readonly<Ref<RunRow | null>>) {
  const live = useLiveRun();
  const curves = useCurves();
  const whole = shallowRef<ReadonlyMap<string, LiveCurve>>(new Map());
  const ask = latest(curves.ask);

  watch(
    () => [live.details, row.value?.state] as const,
    async ([details, state]) => {
      whole.value = new Map();
      if (details === null || state === undefined || liveStates.includes(state)) return;
      const names = details.series.filter(({ series }) => isOfSchedule(series));
      const asked = names.map(({ series }) => ({ run: details.row.id, series }));
      const answer = await ask({ curves: asked, axis: 'epoch', window: null, points: mostPlotPoints }).catch(
        () => null,
      );
      if (answer !== null && live.details === details)
        whole.value = new Map(answer.map((curve) => [curve.series, curve]));
    },
    { immediate: true },
  );

  const curve = (series: string): LiveCurve | null => whole.value.get(series) ?? live.wholeCurve(series);
  const isExact = computed(
    () => whole.value.size > 0 && [...whole.value.values()].every(({ x, total }) => x.length === total),
  );
  return { curve, isExact };
}
