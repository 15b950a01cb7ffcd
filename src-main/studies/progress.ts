// The best loss so far of each line of a study, against what the line has spent.
import type { ProgressAxis, ProgressCurve } from '../../src-shared/contract/studies.ts';
import type { StudyConfig } from '../../src-shared/domain/study.ts';
import { bestSoFar, type TrialCurve } from '../../src-shared/stats/best-so-far.ts';
import type { TrialRow } from '../store/queries/studies.ts';
import { isOver, linesOf } from './line.ts';

/** All that a line has spent, which its curve holds to. */
function endOf(trials: readonly TrialRow[], curves: readonly TrialCurve[], axis: ProgressAxis): number {
  if (axis === 'trials') return trials.filter(isOver).length;
  return curves.reduce(
    (sum, curve) => sum + Math.max(curve.spent?.[axis] ?? 0, curve[axis][curve.loss.length - 1] ?? 0),
    0,
  );
}

/** One curve for each line with a loss. @param curveOf the epochs of a trial */
export function progressOf(
  config: StudyConfig,
  trials: readonly TrialRow[],
  { axis, curveOf }: { readonly axis: ProgressAxis; readonly curveOf: (trial: TrialRow) => TrialCurve },
): ProgressCurve[] {
  return linesOf(config, trials).flatMap((line) => {
    // Against trials a loss counts once its trial is over.
    const counted = axis === 'trials' ? line.trials.filter(isOver) : line.trials;
    const curves = counted.map(curveOf);
    const { x, y } = bestSoFar(curves, axis);
    return x.length === 0
      ? []
      : [
          {
            arm: line.arm,
            seed: line.seed,
            x: Float64Array.from(x),
            y: Float64Array.from(y),
            end: endOf(counted, curves, axis),
          },
        ];
  });
}
