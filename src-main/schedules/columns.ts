// What the columns of a schedule's file may be called.
import { hyperparameterKinds } from '../../src-shared/domain/hyperparameter.ts';
import type { ReplayedSchedule } from '../../src-shared/domain/method-config.ts';

/** Whether a name is made as those of hyperparameters are: `<layer>.<kind>`. Whether a network has it is not known here. */
export function isHyperparameterName(name: string): boolean {
  return hyperparameterKinds.some((kind) => name.endsWith(`.${kind}`) && name.length > kind.length + 1);
}

/** What a column says: the place in a unit, a hyperparameter's values, something a schedule does not need; null: nothing known. */
export function meaningOf(name: string): ReplayedSchedule['unit'] | 'value' | 'passed over' | null {
  const plain = name.toLowerCase();
  if (plain === 'epoch' || plain === 'epochs') return 'epochs';
  if (plain === 'step' || plain === 'steps') return 'steps';
  if (plain === 'seconds' || (name.endsWith('.scale') && isHyperparameterName(name.slice(0, -'.scale'.length))))
    return 'passed over';
  return isHyperparameterName(name) ? 'value' : null;
}
