// What the end of an epoch changes: the best so far, the learning rate, and whether to stop. Pure.
import { headlineMetrics } from '../../src-shared/domain/metric.ts';
import type { RunConfig } from '../../src-shared/domain/run-config.ts';
import { decayedLearningRate, epochsSinceBest } from '../optim/learning-rate.ts';
import type { LoopState } from './loop-state.ts';
import type { Scores } from './metrics.ts';

export interface EpochEnd {
  readonly loop: LoopState;
  readonly isBest: boolean;
  /** Reason to stop, in words; null: go on. */
  readonly stop: string | null;
  readonly notes: readonly { readonly kind: string; readonly text: string }[];
}

/** The metric that a summary shows beside the loss. */
export function headlineMetric({ metrics }: Scores): number {
  return headlineMetrics.map((name) => metrics[name]).find((value) => value !== undefined) ?? Number.NaN;
}

/** Closes an epoch with its scores on the validation rows. */
export function endEpoch(
  loop: LoopState,
  {
    config,
    scores,
    hyperparameters,
  }: {
    readonly config: RunConfig;
    readonly scores: Scores;
    /** Values at the epoch's end, in the unit people see. */
    readonly hyperparameters: Readonly<Record<string, number>>;
  },
): EpochEnd {
  const { training } = config;
  const epoch = loop.epochsDone + 1;
  const isBest = loop.best === null || scores.loss < loop.best.validationLoss;
  const learningRate = decayedLearningRate(loop.learningRate, {
    decay: training.decay,
    history: loop.history,
    loss: scores.loss,
  });
  const history = [...loop.history, scores.loss];
  const notes =
    learningRate < loop.learningRate
      ? [
          {
            kind: 'learning-rate',
            text: `The validation loss has stopped falling. Learning rate lowered from ${loop.learningRate} to ${learningRate}.`,
          },
        ]
      : [];
  const next: LoopState = {
    ...loop,
    epochsDone: epoch,
    epochLoss: 0,
    epochSteps: 0,
    learningRate,
    history,
    best: isBest
      ? {
          epoch,
          validationLoss: scores.loss,
          validationMetric: headlineMetric(scores),
          hyperparameters: { ...hyperparameters },
        }
      : loop.best,
  };
  return { loop: next, isBest, stop: stopReason(next, training), notes };
}

function stopReason(
  { epochsDone, seconds, history, learningRate }: LoopState,
  training: RunConfig['training'],
): string | null {
  const waited = epochsSinceBest(history);
  if (epochsDone >= training.epochs) return `All ${training.epochs} epochs are done.`;
  if (training.minutes !== null && seconds >= training.minutes * 60) {
    return `The budget of ${inWords(training.minutes)} is used up after epoch ${epochsDone}.`;
  }
  if (training.patience !== null && waited >= training.patience) {
    return `The validation loss has not fallen for ${waited} epochs.`;
  }
  if (training.decay.kind !== 'none' && learningRate < training.minimumLearningRate) {
    return `The learning rate has fallen below ${training.minimumLearningRate}.`;
  }
  return null;
}

/** Minutes as a person writes them; those that a study's seconds come to, in seconds again. */
function inWords(minutes: number): string {
  if (minutes === Number(minutes.toFixed(1))) return minutes === 1 ? '1 minute' : `${minutes} minutes`;
  const seconds = Number((minutes * 60).toPrecision(3));
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}
