// The best validation loss so far of runs that were picked, over what each spent. Not here: studies, of which the host knows all trials
// (compared-study).
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { ProgressAxis } from '../../src-shared/contract/studies.ts';
import { messageOf } from '../../src-shared/domain/app-error.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import { bestSoFar } from '../../src-shared/stats/best-so-far.ts';
import type { BestCurve } from '../charts/best-so-far-plot.ts';
import { type CurveQuestion, latest, useCurves } from './curves.ts';

/** Points of all curves together, and the bounds for one of them. */
const pointBudget = 60_000;
const leastPoints = 60;
const mostPoints = 600;

/** What a single run can be held against: it is one trial. */
export type SpendingAxis = Exclude<ProgressAxis, 'trials'>;

export const useSpending = defineStore('spending', () => {
  const store = useCurves();
  const axis = shallowRef<SpendingAxis>('seconds');
  /** Group by place, seed by place in its group. */
  const curves = shallowRef<readonly BestCurve[]>([]);
  const problem = shallowRef<string | null>(null);
  const ask = latest((question: CurveQuestion) => store.ask(question));

  /** @param groups runs of one colour */
  async function load(groups: readonly (readonly RunId[])[], next: SpendingAxis): Promise<void> {
    axis.value = next;
    const places = groups.flatMap((runs, arm) => runs.map((run, seed) => ({ run, arm, seed })));
    const points = Math.min(mostPoints, Math.max(leastPoints, Math.floor(pointBudget / Math.max(1, places.length))));
    try {
      const answer = await ask({
        curves: places.map(({ run }) => ({ run, series: 'loss/validation' })),
        axis: next === 'seconds' ? 'seconds' : 'step',
        window: null,
        points,
      });
      if (answer === null) return;
      curves.value = answer.flatMap(({ x, y, steps }, index) => {
        const place = places[index];
        if (place === undefined) return [];
        const best = bestSoFar([{ seconds: next === 'seconds' ? x : [], steps, loss: y }], next);
        return [{ arm: place.arm, seed: place.seed, x: best.x, y: best.y, end: x.at(-1) ?? 0 }];
      });
      problem.value = null;
    } catch (thrown) {
      problem.value = messageOf(thrown);
    }
  }

  return { axis, curves, problem, load };
});
