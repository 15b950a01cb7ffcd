// The validation objective of one batch and its gradient with respect to the hyperparameters and their perturbation scales.
// The gradient flows through the response layers only: the validation loss has no regularisation in it.
import * as tf from '@tensorflow/tfjs-core';
import { perturbationEntropy } from './entropy.ts';
import { gradientsAside, type ObjectiveValue } from './gradients.ts';
import { perturb, repeat, responseInput, type VectorEntry } from './hyperparameter-vector.ts';
import type { Conditions, ExampleLoss, NamedTensors, Network } from './network.ts';

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
  /** [B]; of a running text [B T]. */
  readonly answers: tf.Tensor1D;
  /** Standard normal draws [B, H]; null: scales are not tuned, and nothing is perturbed. */
  readonly perturbation: tf.Tensor2D | null;
  readonly entropyWeight: number;
  /** What a network with memory handed on; absent: nothing. */
  readonly carried?: NamedTensors;
  /**
   * Strengths of penalties on activities that count in the validation loss too; absent: none do. The reference adds them, which biases what
   * is tuned (shared STN specification 10.2).
   */
  readonly strengthOf?: Conditions['valueOf'];
}

export interface HyperGradients {
  /** Validation loss without the entropy's reward, a scalar. */
  readonly loss: tf.Scalar;
  /** [H] */
  readonly u: tf.Tensor1D;
  /** [H]; null when scales are not tuned. */
  readonly s: tf.Tensor1D | null;
  /** What a network with memory hands on to the next batch. */
  readonly carried: NamedTensors;
}

/**
 * Gradients of E[L_val] - entropyWeight * entropy.
 * Source: shared STN specification sections 1 and 7 (validation step), 9 for the centred form.
 */
export function hyperStep(problem: HyperProblem): HyperGradients {
  const { perturbation, entropyWeight } = problem;
  if (perturbation === null) {
    const rows = problem.network.sharesResponse === true ? 1 : (problem.x.shape[0] as number);
    const { value, gradients, aside } = gradientsAside({ u: problem.u }, ({ u }) =>
      validationLoss(problem, repeat(u as tf.Tensor1D, rows)),
    );
    return { loss: value, u: gradients.u as tf.Tensor1D, s: null, carried: aside };
  }
  const { value, gradients, aside } = gradientsAside({ u: problem.u, s: problem.s }, (tensors) => {
    const u = tensors.u as tf.Tensor1D;
    const s = tensors.s as tf.Tensor1D;
    const fit = validationLoss(problem, perturb({ u, s, noise: perturbation }, problem.entries));
    const value = tf.sub(fit.value, tf.mul(perturbationEntropy(s), entropyWeight)) as tf.Scalar;
    return { ...fit, value };
  });
  const loss = tf.add(value, tf.mul(perturbationEntropy(problem.s), entropyWeight)) as tf.Scalar;
  return { loss, u: gradients.u as tf.Tensor1D, s: gradients.s as tf.Tensor1D, carried: aside };
}

function validationLoss(problem: HyperProblem, unconstrained: tf.Tensor2D): ObjectiveValue {
  // problem.u is a constant here (see gradientsOf): subtracting it centres the response and leaves the gradient whole.
  const response =
    problem.form === 'centred'
      ? (tf.sub(unconstrained, problem.u) as tf.Tensor2D)
      : responseInput(unconstrained, problem.entries);
  const pass = problem.network.forward(problem.parameters, problem.x, {
    response,
    valueOf: problem.strengthOf ?? (() => null),
    noise: null,
    ...(problem.carried === undefined ? {} : { carried: problem.carried }),
  });
  const fit = tf.mean(problem.loss(pass.output, problem.answers)) as tf.Scalar;
  return { value: pass.penalty === null ? fit : (tf.add(fit, pass.penalty) as tf.Scalar), aside: pass.carried };
}
