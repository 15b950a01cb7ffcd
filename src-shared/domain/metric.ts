// The names of everything a run logs as numbers over steps. A series is one name; a point is (step, value).
// A step counts every optimisation step of the run, training and hyperparameter steps alike, from 1.
import type { HyperparameterName } from './hyperparameter.ts';

/**
 * Metrics beside the loss. Accuracy is a share in [0, 1]; rmse and mae are in the target's own unit; perplexity is the exponential of the
 * loss a token, bits a character are the loss in bits where tokens are characters.
 */
export const metricNames = ['accuracy', 'rmse', 'mae', 'r2', 'perplexity', 'bitsPerCharacter'] as const;
export type MetricName = (typeof metricNames)[number];

/** The metrics of which one stands beside the loss where there is room for one: each task has exactly one of them. */
export const headlineMetrics = ['accuracy', 'rmse', 'perplexity'] as const satisfies readonly MetricName[];

export type SeriesName =
  | 'loss/train-step' // training objective of one batch, under perturbation, penalties included
  | 'loss/validation-step' // validation objective of one hyperparameter step
  | 'loss/train' // at an epoch's end: mean over the epoch's training steps
  | 'loss/validation' // at an epoch's end: all validation rows, unperturbed hyperparameters
  | `metric/${MetricName}` // at an epoch's end, validation rows
  | `hyperparameter/${HyperparameterName}` // in the unit people see
  | `scale/${HyperparameterName}` // perturbation's standard deviation, unconstrained space
  | 'learning-rate'
  | 'epoch' // epochs completed, fractional
  | 'seconds'; // training time so far, across resumes

/** A batch of points of one series, ready for the store. NaN and infinities are values like others. */
export interface SeriesPoints {
  readonly series: SeriesName;
  readonly steps: readonly number[];
  readonly values: readonly number[];
}
