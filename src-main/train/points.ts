// Which numbers are logged when: the one list of what a run's series hold.
import type { MetricName, SeriesName } from '../../src-shared/domain/metric.ts';
import type { HyperparameterReading, Learner } from '../methods/method.ts';
import type { LoopState } from './loop-state.ts';
import type { Scores } from './metrics.ts';

type Values = readonly (readonly [SeriesName, number])[];

function schedulePoints({ hyperparameters }: Pick<Learner, 'hyperparameters'>, reading: HyperparameterReading): Values {
  return hyperparameters.flatMap(({ name }, index): Values => {
    const value = reading.values[index] ?? Number.NaN;
    const scale = reading.scales[index];
    return [[`hyperparameter/${name}`, value], ...(scale === undefined ? [] : ([[`scale/${name}`, scale]] as const))];
  });
}

/**
 * Logged every n steps: the latest losses, the hyperparameters and the time. What cannot have changed since the last epoch's end (the
 * learning rate, scales that are not tuned) is logged the first time only: it would be a third of all points.
 * @param isFirst whether these are the first points of the run
 */
export function stepPoints(
  learner: Pick<Learner, 'hyperparameters' | 'movesScales'>,
  reading: HyperparameterReading,
  { loop, epoch, isFirst }: { readonly loop: LoopState; readonly epoch: number; readonly isFirst: boolean },
): Values {
  const scales = isFirst || learner.movesScales ? reading.scales : [];
  return [
    ['epoch', epoch],
    ['seconds', loop.seconds],
    ...(isFirst ? ([['learning-rate', loop.learningRate]] as const) : []),
    ...(loop.lastTrainLoss === null ? [] : ([['loss/train-step', loop.lastTrainLoss]] as const)),
    ...(loop.lastValidationLoss === null ? [] : ([['loss/validation-step', loop.lastValidationLoss]] as const)),
    ...schedulePoints(learner, { ...reading, scales }),
  ];
}

/** Logged at an epoch's end: means over the epoch, scores on all validation rows, the hyperparameters as they stand. */
export function epochPoints({
  learner,
  reading,
  loop,
  scores,
}: {
  readonly learner: Learner;
  readonly reading: HyperparameterReading;
  /** Before the epoch is closed. */
  readonly loop: LoopState;
  readonly scores: Scores;
}): Values {
  const metrics = Object.entries(scores.metrics) as [MetricName, number][];
  return [
    ['epoch', loop.epochsDone + 1],
    ['seconds', loop.seconds],
    ['learning-rate', loop.learningRate],
    ['loss/train', loop.epochLoss / loop.epochSteps],
    ['loss/validation', scores.loss],
    ...metrics.map(([name, value]) => [`metric/${name}`, value] as const),
    ...schedulePoints(learner, reading),
  ];
}
