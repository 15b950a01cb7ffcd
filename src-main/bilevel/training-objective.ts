// The lower of the two levels: the training loss as a function of weights and unconstrained hyperparameters, and its second derivatives.
import type * as tf from '@tensorflow/tfjs-core';
import { gradientsOf, select } from '../stn/gradients.ts';
import type { NamedTensors } from '../stn/network.ts';
import { dot } from './vectors.ts';

/** Training loss of one batch, penalties included; differentiable twice. @param u unconstrained [H] */
export type TrainingObjective = (weights: NamedTensors, u: tf.Tensor1D) => tf.Scalar;

/** Where derivatives are taken. */
export interface Place {
  readonly weights: NamedTensors;
  /** Unconstrained [H]. */
  readonly u: tf.Tensor1D;
}

/** What second derivatives make of a direction v in weight space. */
export interface SecondDerivatives {
  /** (d2 L / dw dw) v */
  readonly weights: NamedTensors;
  /** (d2 L / dw du)^T v, [H] */
  readonly u: tf.Tensor1D;
}

const vector = 'u';

/** d L / d w. */
export function weightGradients(objective: TrainingObjective, { weights, u }: Place): NamedTensors {
  return gradientsOf(weights, (moved) => objective(moved, u)).gradients;
}

/**
 * The gradient of <dL/dw, v>: one pass forward and three back, no matrix.
 * Source: Pearlmutter 1994, by differentiating twice.
 */
export function secondDerivatives(
  objective: TrainingObjective,
  { weights, u }: Place,
  direction: NamedTensors,
): SecondDerivatives {
  const names = Object.keys(weights);
  const { gradients } = gradientsOf({ ...weights, [vector]: u }, (tensors) => {
    const place = { weights: select(tensors, names), u: tensors[vector] as tf.Tensor1D };
    return dot(weightGradients(objective, place), direction);
  });
  return { weights: select(gradients, names), u: gradients[vector] as tf.Tensor1D };
}
