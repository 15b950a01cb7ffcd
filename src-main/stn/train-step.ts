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

/** The part of a batch on which the response weights learn, in the centred form. Source: own measurement, docs/results.md. */
const responseShare = 1 / 2;
/** What the smaller part costs in progress, given back: the response's gradient counts this much more. */
const responseFactor = 1 / responseShare;

/**
 * Centred form: the general weights take their gradient from the whole batch at the current hyperparameters, without perturbation, as
 * an ordinary network would; the response weights take theirs from the second half of the batch, perturbed, fed with the offset from
 * the current hyperparameters. At zero offset the network is exactly the general one.
 * With one batch of N rows this computes 5.5 N products of a layer's size; the published form computes 6 N.
 * Source: shared STN specification sections 9 and 13 (Delta-STN without its linearised pass), cheapened; docs/results.md compares.
 * @param perturbation standard normal draws; the rows of the second half are used, [B, H]
 */
export function centredTrainStep(
  problem: TrainProblem,
  state: HyperparameterState,
  perturbation: tf.Tensor2D,
): TrainGradients {
  const rows = problem.batch.x.shape[0] as number;
  // One row serves the whole batch: without perturbation all examples have the same values.
  const current = repeat(state.u, 1);
  const general = gradientsOf(select(problem.parameters, problem.network.general), (parameters) =>
    objective(problem, parameters, {
      response: null,
      valueOf: valueLookup(constrainedValues(current, state.entries), state),
      noise: problem.batch.noise,
    }),
  );

  const responseRows = Math.max(1, Math.round(rows * responseShare));
  const from = rows - responseRows;
  const part = { ...problem, batch: rowsOf(problem.batch, from, responseRows) };
  const noise = tf.slice(perturbation, [from, 0], [responseRows, state.entries.length]) as tf.Tensor2D;
  const perturbed = perturb({ u: state.u, s: state.s, noise }, state.entries);
  const conditions: Conditions = {
    response: tf.sub(perturbed, state.u) as tf.Tensor2D,
    valueOf: valueLookup(constrainedValues(perturbed, state.entries), state),
    noise: part.batch.noise,
  };
  const response = gradientsOf(
    select(problem.parameters, problem.network.response),
    (parameters) =>
      tf.mul(objective(part, { ...problem.parameters, ...parameters }, conditions), responseFactor) as tf.Scalar,
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
