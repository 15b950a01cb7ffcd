// The course of a run: which step is of which kind and where epochs end. A function of the step's number alone, so that a resumed run
// goes on exactly where it was.
import type { Learner } from '../methods/method.ts';

export type StepKind = 'train' | 'hyper';

export interface Course {
  readonly batchesPerEpoch: number;
  readonly warmUpSteps: number;
  /** Steps of both kinds up to and with the last epoch's last training step. */
  readonly totalSteps: number;
  /** @param step counted from 1 */
  kindOf(step: number): StepKind;
  /** Training steps among the first `step` steps. */
  trainStepsUpTo(step: number): number;
  /** Kinds of a cycle's steps, in their order. */
  readonly cycle: readonly StepKind[];
  /** Whether `step` is the first of a whole cycle and no epoch ends before its last step: then nothing has to happen in between. */
  beginsWholeCycle(step: number): boolean;
}

/** Lays out a run of so many epochs. */
export function layCourse(
  { warmUpEpochs, alternation }: Pick<Learner, 'warmUpEpochs' | 'alternation'>,
  batchesPerEpoch: number,
  epochs: number,
): Course {
  const { trainSteps, hyperSteps } = alternation;
  const warmUpSteps = Math.min(warmUpEpochs, epochs) * batchesPerEpoch;
  const cycle = trainSteps + hyperSteps;
  const trainStepsAfterWarmUp = epochs * batchesPerEpoch - warmUpSteps;
  const cyclesBeforeLast = Math.max(0, Math.ceil(trainStepsAfterWarmUp / trainSteps) - 1);
  const trainStepsUpTo = (step: number): number => {
    const after = Math.max(0, step - warmUpSteps);
    const rest = Math.min(after % cycle, trainSteps);
    return Math.min(step, warmUpSteps) + Math.floor(after / cycle) * trainSteps + rest;
  };
  const epochsBy = (trained: number): number => Math.floor(trained / batchesPerEpoch);
  return {
    batchesPerEpoch,
    warmUpSteps,
    totalSteps: warmUpSteps + trainStepsAfterWarmUp + cyclesBeforeLast * hyperSteps,
    kindOf: (step) => (step > warmUpSteps && (step - warmUpSteps - 1) % cycle >= trainSteps ? 'hyper' : 'train'),
    trainStepsUpTo,
    cycle: Array.from({ length: cycle }, (_, position) => (position < trainSteps ? 'train' : 'hyper')),
    beginsWholeCycle: (step) => {
      if (step <= warmUpSteps || (step - warmUpSteps - 1) % cycle !== 0) return false;
      // The last step itself may end an epoch; it does so only where it is a training step.
      return epochsBy(trainStepsUpTo(step - 1)) === epochsBy(trainStepsUpTo(step + cycle - 2));
    },
  };
}
