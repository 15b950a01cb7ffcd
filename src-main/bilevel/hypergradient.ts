// The gradient of the validation loss with respect to the hyperparameters, through the weights: by the implicit function theorem, and
// through training steps that are looked through. The validation loss does not depend on the hyperparameters directly.
import * as tf from '@tensorflow/tfjs-core';
import { gradientsOf } from '../stn/gradients.ts';
import type { NamedTensors } from '../stn/network.ts';
import { conjugateGradients, neumannSeries, type Product } from './solve.ts';
import { type Place, secondDerivatives, type TrainingObjective, weightGradients } from './training-objective.ts';
import { plus } from './vectors.ts';

/** Mean validation loss of a batch. */
export type ValidationLoss = (weights: NamedTensors) => tf.Scalar;

export interface Hypergradient {
  /** Validation loss, a scalar. */
  readonly loss: tf.Scalar;
  /** Unconstrained [H]. */
  readonly u: tf.Tensor1D;
}

/** How (H + damping I)^-1 is applied. */
export interface Inverse {
  readonly solver: 'conjugate-gradient' | 'neumann';
  /** Products with the Hessian. */
  readonly terms: number;
  readonly damping: number;
  /** Of the Neumann series. */
  readonly rate: number;
}

/**
 * -(d2 L_T / dw du)^T (d2 L_T / dw dw + damping I)^-1 dL_V / dw, at weights that are taken to minimise L_T.
 * Source: Bengio 2000; Pedregosa 2016; Lorraine, Vicol & Duvenaud 2020.
 */
export function implicitHypergradient(
  { objective, validation }: { readonly objective: TrainingObjective; readonly validation: ValidationLoss },
  place: Place,
  { solver, terms, damping, rate }: Inverse,
): Hypergradient {
  const { value, gradients } = gradientsOf(place.weights, validation);
  const product: Product = (direction) =>
    plus(secondDerivatives(objective, place, direction).weights, direction, damping);
  const solution =
    solver === 'neumann'
      ? neumannSeries(product, gradients, { terms, rate })
      : conjugateGradients(product, gradients, { terms, least: damping });
  return { loss: value, u: tf.neg(secondDerivatives(objective, place, solution).u) as tf.Tensor1D };
}

/**
 * The gradient of the validation loss after so many steps w - learningRate dL_T / dw from the current weights, one objective each, with
 * respect to the hyperparameters that all of them share. Steps are gone back over one by one: of each only its weights are kept.
 * Source: Maclaurin, Duvenaud & Adams 2015; truncated: Shaban et al. 2019.
 */
export function unrolledHypergradient(
  {
    objectives,
    validation,
  }: { readonly objectives: readonly TrainingObjective[]; readonly validation: ValidationLoss },
  { weights, u }: Place,
  learningRate: tf.Scalar,
): Hypergradient {
  const backwards = tf.neg(learningRate) as tf.Scalar;
  const passed: { readonly objective: TrainingObjective; readonly place: Place }[] = [];
  let last = weights;
  for (const objective of objectives) {
    const place = { weights: last, u };
    passed.push({ objective, place });
    last = plus(last, weightGradients(objective, place), backwards);
  }
  const { value, gradients } = gradientsOf(last, validation);
  let adjoint = gradients;
  let gradient = tf.zerosLike(u);
  for (const { objective, place } of passed.reverse()) {
    const second = secondDerivatives(objective, place, adjoint);
    gradient = tf.add(gradient, tf.mul(second.u, backwards));
    adjoint = plus(adjoint, second.weights, backwards);
  }
  return { loss: value, u: gradient };
}
