// What runs scored at an epoch that someone names. Best and last are in a run's row already.
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { RunRow } from '../../src-shared/contract/runs.ts';
import { messageOf } from '../../src-shared/domain/app-error.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import { type CurveQuestion, latest, useCurves } from './curves.ts';

export type EpochScore = NonNullable<RunRow['best']>;

export const useEpochScores = defineStore('epoch-scores', () => {
  const store = useCurves();
  /** Only of runs that came that far. */
  const byRun = shallowRef<ReadonlyMap<RunId, EpochScore>>(new Map());
  const problem = shallowRef<string | null>(null);
  const ask = latest((question: CurveQuestion) => store.ask(question));

  async function load(rows: readonly RunRow[], epoch: number): Promise<void> {
    const asked = rows.flatMap(({ id, metric }) => [
      { run: id, series: 'loss/validation' },
      { run: id, series: `metric/${metric}` },
    ]);
    try {
      const answer = await ask({ curves: asked, axis: 'epoch', window: [epoch - 0.5, epoch + 0.5], points: 10 });
      if (answer === null) return;
      const values = new Map<string, number>();
      for (const { run, series, x, y } of answer) {
        const at = x.findIndex((place) => Math.abs(place - epoch) < 1e-6);
        const value = y[at];
        if (value !== undefined) values.set(`${run}/${series}`, value);
      }
      byRun.value = new Map(
        rows.flatMap(({ id, metric }) => {
          const loss = values.get(`${id}/loss/validation`);
          if (loss === undefined) return [];
          return [[id, { epoch, loss, metric: values.get(`${id}/metric/${metric}`) ?? Number.NaN }] as const];
        }),
      );
      problem.value = null;
    } catch (thrown) {
      problem.value = messageOf(thrown);
    }
  }

  return { byRun, problem, load };
});
