// Curves and schedules as the host hands them out. Answers that were overtaken by a newer question are dropped by whoever asks with
// `latest`. Not here: curves that grow (live-run).
import { defineStore } from 'pinia';
import type { MadeFile } from '../../src-shared/contract/app.ts';
import { mostAnswerPoints } from '../../src-shared/contract/limits.ts';
import type { Curve, PlotAxis } from '../../src-shared/contract/plot.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import { useClient } from '../client.ts';

/** Curves that one call may name. */
const mostCurves = 5_000;

export interface CurveQuestion {
  readonly curves: readonly { readonly run: RunId; readonly series: string }[];
  readonly axis: PlotAxis;
  readonly window: readonly [number, number] | null;
  readonly points: number;
}

export const useCurves = defineStore('curves', () => {
  const client = useClient();

  /** As many calls as it takes; an empty question has an empty answer. */
  async function ask({ curves, axis, window, points }: CurveQuestion): Promise<Curve[]> {
    const answers: Curve[] = [];
    const atOnce = Math.min(mostCurves, Math.max(1, Math.floor(mostAnswerPoints / points)));
    for (let from = 0; from < curves.length; from += atOnce) {
      const answer = await client.call('plot.curves', {
        curves: curves.slice(from, from + atOnce).map(({ run, series }) => ({ run, series })),
        axis,
        from: window?.[0] ?? null,
        to: window?.[1] ?? null,
        points,
      });
      answers.push(...answer.curves);
    }
    return answers;
  }

  /** Every point of a run's schedule as a file. */
  const scheduleFile = (run: RunId, format: 'csv' | 'json'): Promise<MadeFile> =>
    client.call('schedule.file', { run, format });

  return { ask, scheduleFile };
});

/** Lets only the newest of several questions answer. @returns null for one that was overtaken */
export function latest<Question, Answer>(
  ask: (question: Question) => Promise<Answer>,
): (question: Question) => Promise<Answer | null> {
  let newest = 0;
  return async (question) => {
    newest += 1;
    const mine = newest;
    const answer = await ask(question);
    return mine === newest ? answer : null;
  };
}
