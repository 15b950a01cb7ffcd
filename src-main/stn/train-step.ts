// The training objective of one batch and its gradients: published form, centred form, ordinary network.
// What is done with the gradients (clipping, optimiser) is the caller's.
import * as tf from '@tensorflow/tfjs-core';
import { gradientsOf, select } from './gradients.ts';
import { constrainedValues, perturb, repeat, responseInput, type VectorEntry } from './hyperparameter-vector.ts';
import type { Conditions, ExampleLoss, NamedTensors, Network } from './network.ts';

/** One batch of training examples with the noise its pass needs. */
export interface TrainBatch {
  /** [B, ...] */
  readonly x: tf.Tensor;
  /** [B] */
  readonly answers: tf.Tensor1D;
  /** Draws by input name, first axis B. */
  readonly noise: NamedTensors;
}

/** The hyperparameters as the training step finds them. */
export interface HyperparameterState {
  readonly entries: readonly VectorEntry[];
  /** Unconstrained [H]. */
  readonly u: tf.Tensor1D;
  /** Unconstrained scales [H]. */
  readonly s: tf.Tensor1D;
  /** Values of the hyperparameters that are held, by name; scalars. */
  readonly held: NamedTensors;
}

export interface TrainProblem {
  readonly network: Network;
  readonly loss: ExampleLoss;
  readonly parameters: NamedTensors;
  readonly batch: TrainBatch;
}

export interface TrainGradients {
  /** The objective, a scalar. */
  readonly loss: tf.Scalar;
  readonly gradients: NamedTensors;
}

/** Looks a hyperparameter's value up: its column of the constrained values [B, H], or the value it is held at. */
export function valueLookup(
  values: tf.Tensor2D | null,
  { entries, held }: Pick<HyperparameterState, 'entries' | 'held'>,
): Conditions['valueOf'] {
  return (name) => {
    const index = entries.findIndex((entry) => entry.name === name);
    if (index < 0 || values === null) return held[name] ?? null;
    const rows = values.shape[0];
    const isShared = entries[index]?.isShared === true;
    return isShared
      ? tf.reshape(tf.slice(values, [0, index], [1, 1]), [])
      : tf.reshape(tf.slice(values, [0, index], [rows, 1]), [rows]);
  };
}

function objective(problem: TrainProblem, parameters: NamedTensors, conditions: Conditions): tf.Scalar {
  const { network, loss, batch } = problem;
  const fit = tf.mean(loss(network.forward(parameters, batch.x, conditions), batch.answers));
  const penalty = network.penalty(parameters, conditions);
  return (penalty === null ? fit : tf.add(fit, penalty)) as tf.Scalar;
}

/**
 * Published form: all parameters under one perturbed pass; response layers are fed with the perturbed vector itself.
 * @param perturbation standard normal draws [B, H]
 * Source: shared STN specification section 7, train step.
 */
export function publishedTrainStep(
  problem: TrainProblem,
  state: HyperparameterState,
  perturbation: tf.Tensor2D,
): TrainGradients {
  const perturbed = perturb({ u: state.u, s: state.s, noise: perturbation }, state.entries);
  const conditions: Conditions = {
    response: responseInput(perturbed, state.entries),
    valueOf: valueLookup(constrainedValues(perturbed, state.entries), state),
    noise: problem.batch.noise,
  };
  const names = [...problem.network.general, ...problem.network.response];
  const { value, gradients } = gradientsOf(select(problem.parameters, names), (parameters) =>
    objective(problem, parameters, conditions),
  );
  return { loss: value, gradients };
}

/**
 * Centred form at the cost of one pass: the first half of the batch, at the current hyperparameters without perturbation, gives the
 * general weights their gradient; the second half, perturbed, gives the response weights theirs, fed with the offset from the
 * current hyperparameters. At zero offset the network is exactly the general one.
 * Source: shared STN specification sections 9 and 13 (Delta-STN without its linearised pass, "half the price").
 * @param perturbation standard normal draws; the rows of the second half are used, [B, H]
 */
export function centredTrainStep(
  problem: TrainProblem,
  state: HyperparameterState,
  perturbation: tf.Tensor2D,
): TrainGradients {
  const rows = problem.batch.x.shape[0] as number;
  const half = Math.ceil(rows / 2);
  // A batch of one example has nothing to split: it serves both halves.
  const first = { ...problem, batch: rowsOf(problem.batch, 0, half) };
  const second = { ...problem, batch: rowsOf(problem.batch, rows === 1 ? 0 : half, rows === 1 ? 1 : rows - half) };
  const firstRows = half;
  const secondRows = second.batch.x.shape[0] as number;

  const current = repeat(state.u, firstRows);
  const general = gradientsOf(select(problem.parameters, problem.network.general), (parameters) =>
    objective(first, parameters, {
      response: null,
      valueOf: valueLookup(constrainedValues(current, state.entries), state),
      noise: first.batch.noise,
    }),
  );

  const noise = tf.slice(perturbation, [rows - secondRows, 0], [secondRows, state.entries.length]) as tf.Tensor2D;
  const perturbed = perturb({ u: state.u, s: state.s, noise }, state.entries);
  const conditions: Conditions = {
    response: tf.sub(perturbed, state.u) as tf.Tensor2D,
    valueOf: valueLookup(constrainedValues(perturbed, state.entries), state),
    noise: second.batch.noise,
  };
  const response = gradientsOf(select(problem.parameters, problem.network.response), (parameters) =>
    objective(second, { ...problem.parameters, ...parameters }, conditions),
  );
  return { loss: general.value, gradients: { ...general.gradients, ...response.gradients } };
}

/** Ordinary network: every hyperparameter held. */
export function plainTrainStep(problem: TrainProblem, held: NamedTensors): TrainGradients {
  const conditions: Conditions = {
    response: null,
    valueOf: (name) => held[name] ?? null,
    noise: problem.batch.noise,
  };
  const { value, gradients } = gradientsOf(select(problem.parameters, problem.network.general), (parameters) =>
    objective(problem, parameters, conditions),
  );
  return { loss: value, gradients };
}

function rowsOf(batch: TrainBatch, from: number, count: number): TrainBatch {
  const cut = <T extends tf.Tensor>(tensor: T): T =>
    tf.slice(tensor, [from, ...tensor.shape.slice(1).map(() => 0)], [count, ...tensor.shape.slice(1)]) as T;
  return {
    x: cut(batch.x),
    answers: cut(batch.answers),
    noise: Object.fromEntries(Object.entries(batch.noise).map(([name, draws]) => [name, cut(draws)])),
  };
}
