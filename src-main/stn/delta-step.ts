// The second half of a Delta-STN training step: the response weights learn under the perturbation, from the network made linear at the
// current hyperparameters. The first half, the general weights' own, is generalGradients in centred-step.ts.
import * as tf from '@tensorflow/tfjs-core';
import { gradientsOf, select } from './gradients.ts';
import { constrainedValues, perturb } from './hyperparameter-vector.ts';
import type { NamedTensors } from './network.ts';
import { broughtBy, type HyperparameterState, objective, type TrainProblem, valueLookup } from './train-step.ts';

/**
 * Gradients of the response weights for L(f(x; 0) + J_d f . offset), the offset drawn around the current hyperparameters and the
 * training batch disturbed under the perturbed ones. Weight penalties are those of the weights under the offset, which are linear in it.
 * @param perturbation standard normal draws [B, H]
 * @param isLinearised false: for L(f(x; offset)) itself
 * Source: Bae & Grosse 2020; shared STN specification section 9.
 */
export function responseGradients(
  problem: TrainProblem,
  state: HyperparameterState,
  { perturbation, isLinearised }: { readonly perturbation: tf.Tensor2D; readonly isLinearised: boolean },
): { readonly loss: tf.Scalar; readonly gradients: NamedTensors } {
  const perturbed = perturb({ u: state.u, s: state.s, noise: perturbation }, state.entries);
  const { value, gradients } = gradientsOf(
    select(problem.parameters, problem.network.response),
    (response) =>
      objective(
        problem,
        { ...problem.parameters, ...response },
        {
          response: tf.sub(perturbed, state.u) as tf.Tensor2D,
          isLinearised,
          valueOf: valueLookup(constrainedValues(perturbed, state.entries), state),
          ...broughtBy(problem.batch),
        },
      ).value,
  );
  return { loss: value, gradients };
}
