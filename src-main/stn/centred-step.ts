// The centred form of a training step: general weights learn at the current hyperparameters, response weights from pairs of opposite
// perturbations.
import * as tf from '@tensorflow/tfjs-core';
import { gradientsAside, gradientsOf, select } from './gradients.ts';
import { constrainedValues, perturb, repeat } from './hyperparameter-vector.ts';
import type { Conditions, NamedTensors } from './network.ts';
import {
  broughtBy,
  type HyperparameterState,
  objective,
  type TrainBatch,
  type TrainGradients,
  type TrainProblem,
  valueLookup,
} from './train-step.ts';

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
 * @param turn a draw in [0, 1) that says which rows are taken for the last quarter; absent: those that stand there. Of a running text the
 * same rows are always the same part of the text.
 */
export function centredTrainStep(
  problem: TrainProblem,
  state: HyperparameterState,
  perturbation: tf.Tensor2D,
  turn?: tf.Tensor,
): TrainGradients {
  const general = generalGradients(problem, state);
  const response = pairedResponseGradients(problem, state, { perturbation, turn, share: pairShare });
  return { ...general, gradients: { ...general.gradients, ...response } };
}

/** How the response learns from pairs. */
export interface Pairing {
  /** Standard normal draws [B, H]; those of the rows that teach are used. */
  readonly perturbation: tf.Tensor2D;
  /** A draw in [0, 1) that says which rows teach; absent: the last ones. */
  readonly turn?: tf.Tensor | undefined;
  /** Share of the batch that teaches. */
  readonly share: number;
  /** Whether the pass counts to first order alone; absent: no. */
  readonly isLinearised?: boolean;
}

/** Gradients of the response weights from a part of the batch, each example under a perturbation and under its opposite. */
export function pairedResponseGradients(
  problem: TrainProblem,
  state: HyperparameterState,
  { perturbation, turn, share, isLinearised = false }: Pairing,
): NamedTensors {
  const rows = problem.batch.x.shape[0] as number;
  const pairs = Math.max(1, Math.round(rows * share));
  const from = rows - pairs;
  const once = partOf(problem.batch, { rows, from, count: pairs, turn });
  const noise = tf.slice(perturbation, [from, 0], [pairs, state.entries.length]) as tf.Tensor2D;
  const response = gradientsOf(
    select(problem.parameters, problem.network.response),
    (parameters) =>
      tf.mul(
        pairedObjective(
          { ...problem, batch: once },
          { ...problem.parameters, ...parameters },
          { state, noise, isLinearised },
        ),
        responseFactor,
      ) as tf.Scalar,
  );
  return response.gradients;
}

/** The general weights' own: at the current hyperparameters, without perturbation, as an ordinary network learns. */
export function generalGradients(problem: TrainProblem, state: HyperparameterState): TrainGradients {
  // One row serves the whole batch: without perturbation all examples have the same values.
  const current = repeat(state.u, 1);
  const { value, gradients, aside } = gradientsAside(
    select(problem.parameters, problem.network.general),
    (parameters) =>
      objective(problem, parameters, {
        response: null,
        valueOf: valueLookup(constrainedValues(current, state.entries), state),
        ...broughtBy(problem.batch),
      }),
  );
  return { loss: value, gradients, carried: aside };
}

/** Mean objective of a batch under a perturbation and under its opposite; one pass over twice the rows serves both. */
function pairedObjective(
  problem: TrainProblem,
  parameters: NamedTensors,
  {
    state,
    noise,
    isLinearised,
  }: { readonly state: HyperparameterState; readonly noise: tf.Tensor2D; readonly isLinearised: boolean },
): tf.Scalar {
  const { network, loss, batch } = problem;
  const perturbed = [noise, tf.neg(noise) as tf.Tensor2D].map((draws) =>
    perturb({ u: state.u, s: state.s, noise: draws }, state.entries),
  ) as [tf.Tensor2D, tf.Tensor2D];
  const conditionsOf = (values: tf.Tensor2D, given: TrainBatch, groups: number): Conditions => ({
    response: tf.sub(values, state.u) as tf.Tensor2D,
    valueOf: valueLookup(constrainedValues(values, state.entries), state, groups),
    isLinearised,
    ...broughtBy(given),
    groups,
  });
  const twice = batchTwice(batch);
  const pass = network.forward(parameters, twice.x, conditionsOf(tf.concat(perturbed, 0), twice, perturbed.length));
  const fit = tf.mean(loss(pass.output, twice.answers)) as tf.Scalar;
  // Penalties that the whole batch shares go by the first row: each half has its own.
  const penalties = perturbed.flatMap((values) => {
    const penalty = network.penalty(parameters, conditionsOf(values, batch, 1));
    return penalty === null ? [] : [tf.mul(penalty, 1 / 2)];
  });
  return [...(pass.penalty === null ? [] : [pass.penalty]), ...penalties].reduce<tf.Tensor>(
    (total, penalty) => tf.add(total, penalty),
    fit,
  ) as tf.Scalar;
}

/** Some rows of a batch, answers with them; what serves the whole batch stays. */
function partOf(
  batch: TrainBatch,
  {
    rows,
    from,
    count,
    turn,
  }: {
    readonly rows: number;
    readonly from: number;
    readonly count: number;
    readonly turn: tf.Tensor | undefined;
  },
): TrainBatch {
  const chosen = turn === undefined ? null : turned(turn, { rows, count });
  const cut = <T extends tf.Tensor>(tensor: T): T =>
    chosen === null
      ? (tf.slice(tensor, [from, ...tensor.shape.slice(1).map(() => 0)], [count, ...tensor.shape.slice(1)]) as T)
      : (tf.gather(tensor, chosen) as T);
  // A row of a running text has an answer for each of its times.
  const answers = cut(tf.reshape(batch.answers, [rows, -1]));
  return mapped({ ...batch, answers: tf.reshape(answers, [-1]) }, cut);
}

/** Rows one after the other from one that is drawn, the first following the last. */
function turned(turn: tf.Tensor, { rows, count }: { readonly rows: number; readonly count: number }): tf.Tensor1D {
  const from = tf.floor(tf.mul(turn, rows));
  const counted = tf.add(tf.tensor1d(Array.from({ length: count }, (_, at) => at)), from);
  const isPast = tf.cast(tf.greaterEqual(counted, rows), 'float32');
  return tf.cast(tf.sub(counted, tf.mul(isPast, rows)), 'int32') as tf.Tensor1D;
}

/** The batch, and once more the same. */
function batchTwice(batch: TrainBatch): TrainBatch {
  const twice = <T extends tf.Tensor>(tensor: T): T => tf.concat([tensor, tensor], 0) as T;
  return mapped({ ...batch, answers: twice(batch.answers) }, twice);
}

/** Inputs, draws and memory changed, the answers as they are. */
function mapped(batch: TrainBatch, change: <T extends tf.Tensor>(tensor: T) => T): TrainBatch {
  const each = (tensors: NamedTensors): NamedTensors =>
    Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, change(tensor)]));
  return {
    ...batch,
    x: change(batch.x),
    noise: each(batch.noise),
    ...(batch.carried === undefined ? {} : { carried: each(batch.carried) }),
  };
}
