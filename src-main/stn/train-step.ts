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
  const pass = network.forward(parameters, batch.x, conditions);
  const fit = tf.mean(loss(pass.output, batch.answers));
  const penalties = [pass.penalty, network.penalty(parameters, conditions)].filter((penalty) => penalty !== null);
  return penalties.reduce<tf.Tensor>((total, penalty) => tf.add(total, penalty), fit) as tf.Scalar;
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
 * The part of a batch whose examples teach the response weights, each of them twice: under a perturbation and under its opposite.
 * Source: own measurement, docs/results.md.
 */
const pairShare = 1 / 4;
/** What the smaller part costs in progress, given back: the response's gradient counts this much more. */
const responseFactor = 2;

/**
 * Centred form: the general weights take their gradient from the whole batch at the current hyperparameters, without perturbation, as
 * an ordinary network would; the response weights take theirs from the last quarter of the batch, fed with the offset from the current
 * hyperparameters. At zero offset the network is exactly the general one.
 *
 * Each example of that quarter comes twice, with opposite perturbations and the same draws for everything else. The map's gradient is a
 * sum of offset times output gradient: what an output's gradient is without any offset, which tells nothing of the response and is by
 * far the largest part, cancels within the pair instead of averaging out over thousands of steps.
 *
 * With one batch of N rows this computes 5.5 N products of a layer's size; the published form computes 6 N.
 * Source: shared STN specification sections 9 and 13 (Delta-STN without its linearised pass); the pairs are antithetic variates
 * (Hammersley & Morton 1956); docs/results.md compares.
 * @param perturbation standard normal draws; the rows of the last quarter are used, [B, H]
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

  const pairs = Math.max(1, Math.round(rows * pairShare));
  const from = rows - pairs;
  const once = rowsOf(problem.batch, from, pairs);
  const noise = tf.slice(perturbation, [from, 0], [pairs, state.entries.length]) as tf.Tensor2D;
  const response = gradientsOf(
    select(problem.parameters, problem.network.response),
    (parameters) =>
      tf.mul(
        pairedObjective({ ...problem, batch: once }, { ...problem.parameters, ...parameters }, { state, noise }),
        responseFactor,
      ) as tf.Scalar,
  );
  return { loss: general.value, gradients: { ...general.gradients, ...response.gradients } };
}

/** Mean objective of a batch under a perturbation and under its opposite; one pass over twice the rows serves both. */
function pairedObjective(
  problem: TrainProblem,
  parameters: NamedTensors,
  { state, noise }: { readonly state: HyperparameterState; readonly noise: tf.Tensor2D },
): tf.Scalar {
  const { network, loss, batch } = problem;
  const perturbed = [noise, tf.neg(noise) as tf.Tensor2D].map((draws) =>
    perturb({ u: state.u, s: state.s, noise: draws }, state.entries),
  ) as [tf.Tensor2D, tf.Tensor2D];
  const conditionsOf = (values: tf.Tensor2D, draws: NamedTensors): Conditions => ({
    response: tf.sub(values, state.u) as tf.Tensor2D,
    valueOf: valueLookup(constrainedValues(values, state.entries), state),
    noise: draws,
  });
  const twice = batchTwice(batch);
  const { output } = network.forward(parameters, twice.x, conditionsOf(tf.concat(perturbed, 0), twice.noise));
  const fit = tf.mean(loss(output, twice.answers)) as tf.Scalar;
  // Penalties that the whole batch shares go by the first row: each half has its own.
  const penalties = perturbed.flatMap((values) => {
    const penalty = network.penalty(parameters, conditionsOf(values, batch.noise));
    return penalty === null ? [] : [penalty];
  });
  return penalties.length === 0 ? fit : (tf.add(fit, tf.mul(tf.addN(penalties), 1 / 2)) as tf.Scalar);
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

/** The batch, and once more the same. */
function batchTwice(batch: TrainBatch): TrainBatch {
  const twice = <T extends tf.Tensor>(tensor: T): T => tf.concat([tensor, tensor], 0) as T;
  return {
    x: twice(batch.x),
    answers: twice(batch.answers),
    noise: Object.fromEntries(Object.entries(batch.noise).map(([name, draws]) => [name, twice(draws)])),
  };
}
