// The validation objective of one batch and its gradient with respect to the hyperparameters and their perturbation scales.
// The gradient flows through the response layers only: the validation loss has no regularisation in it.
import * as tf from '@tensorflow/tfjs-core';
import { perturbationEntropy } from './entropy.ts';
import { gradientsOf } from './gradients.ts';
import { perturb, repeat, responseInput, type VectorEntry } from './hyperparameter-vector.ts';
import type { ExampleLoss, NamedTensors, Network } from './network.ts';

export interface HyperProblem {
  readonly network: Network;
  readonly loss: ExampleLoss;
  readonly parameters: NamedTensors;
  readonly entries: readonly VectorEntry[];
  readonly form: 'centred' | 'published';
  /** Unconstrained [H]. */
  readonly u: tf.Tensor1D;
  /** Unconstrained scales [H]. */
  readonly s: tf.Tensor1D;
  /** [B, ...] */
  readonly x: tf.Tensor;
  /** [B] */
  readonly answers: tf.Tensor1D;
  /** Standard normal draws [B, H]; null: scales are not tuned, and nothing is perturbed. */
  readonly perturbation: tf.Tensor2D | null;
  readonly entropyWeight: number;
}

export interface HyperGradients {
  /** Validation loss without the entropy's reward, a scalar. */
  readonly loss: tf.Scalar;
  /** [H] */
  readonly u: tf.Tensor1D;
  /** [H]; null when scales are not tuned. */
  readonly s: tf.Tensor1D | null;
}

/**
 * Gradients of E[L_val] - entropyWeight * entropy.
 * Source: shared STN specification sections 1 and 7 (validation step), 9 for the centred form.
 */
export function hyperStep(problem: HyperProblem): HyperGradients {
  const { perturbation, entropyWeight } = problem;
  if (perturbation === null) {
    const rows = problem.x.shape[0] as number;
    const { value, gradients } = gradientsOf({ u: problem.u }, ({ u }) =>
      validationLoss(problem, repeat(u as tf.Tensor1D, rows)),
    );
    return { loss: value, u: gradients.u as tf.Tensor1D, s: null };
  }
  const { value, gradients } = gradientsOf({ u: problem.u, s: problem.s }, (tensors) => {
    const u = tensors.u as tf.Tensor1D;
    const s = tensors.s as tf.Tensor1D;
    const fit = validationLoss(problem, perturb({ u, s, noise: perturbation }, problem.entries));
    return tf.sub(fit, tf.mul(perturbationEntropy(s), entropyWeight)) as tf.Scalar;
  });
  const loss = tf.add(value, tf.mul(perturbationEntropy(problem.s), entropyWeight)) as tf.Scalar;
  return { loss, u: gradients.u as tf.Tensor1D, s: gradients.s as tf.Tensor1D };
}

function validationLoss(problem: HyperProblem, unconstrained: tf.Tensor2D): tf.Scalar {
  // problem.u is a constant here (see gradientsOf): subtracting it centres the response and leaves the gradient whole.
  const response =
    problem.form === 'centred'
      ? (tf.sub(unconstrained, problem.u) as tf.Tensor2D)
      : responseInput(unconstrained, problem.entries);
  const { output } = problem.network.forward(problem.parameters, problem.x, {
    response,
    valueOf: () => null,
    noise: null,
  });
  return tf.mean(problem.loss(output, problem.answers)) as tf.Scalar;
}
