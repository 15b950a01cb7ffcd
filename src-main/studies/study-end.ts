// How a study that has nothing more to do ends, in a sentence. Pure.
import type { StudyConfig, StudyState } from '../../src-shared/domain/study.ts';
import type { TrialRow } from '../store/queries/studies.ts';
import { hasFailed, linesOf } from './line.ts';
import { isGivenUp } from './next-trial.ts';

/** The state and the reason of a study whose lines are all over. */
export function verdictOf(config: StudyConfig, trials: readonly TrialRow[]): { state: StudyState; reason: string } {
  const failed = trials.filter(hasFailed);
  const last = failed.at(-1);
  if (trials.length > 0 && failed.length === trials.length) {
    return {
      state: 'failed',
      reason: `${failed.length === 1 ? 'Its only trial' : `All of its ${failed.length} trials`} failed. The last one says: ${last?.reason ?? ''}`,
    };
  }
  const givenUp = linesOf(config, trials).filter(isGivenUp);
  const [first] = givenUp;
  if (first !== undefined) {
    const label = config.arms[first.arm]?.label ?? '';
    const reason = first.trials.at(-1)?.reason ?? '';
    return {
      state: 'finished',
      reason: `Done, but "${label}" was given up after trials that failed one after the other. The last one says: ${reason}`,
    };
  }
  if (failed.length > 0) {
    const those = failed.length === 1 ? 'One trial' : `${failed.length} trials`;
    return {
      state: 'finished',
      reason: `Done. ${those} of ${trials.length} failed; the last of them says: ${last?.reason ?? ''}`,
    };
  }
  return { state: 'finished', reason: 'Done.' };
}
