// The training objective of one batch and its gradients: published form and ordinary network; the centred form is in centred-step.ts.
// What is done with the gradients (clipping, optimiser) is the caller's.
import * as tf from '@tensorflow/tfjs-core';
import { gradientsAside, type ObjectiveValue, select } from './gradients.ts';
import { constrainedValues, perturb, responseInput, type VectorEntry } from './hyperparameter-vector.ts';
import type { Conditions, ExampleLoss, NamedTensors, Network } from './network.ts';

/** One batch of training examples with the noise its pass needs. */
export interface TrainBatch {
  /** [B, ...] */
  readonly x: tf.Tensor;
  /** [B]; of a running text [B T]. */
  readonly answers: tf.Tensor1D;
  /** Draws by input name, first axis B. */
  readonly noise: NamedTensors;
  /** Draws that serve the whole batch, without a batch axis; absent: none. */
  readonly sharedNoise?: NamedTensors;
  /** What a network with memory handed on; absent: nothing. */
  readonly carried?: NamedTensors;
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
  /** What a network with memory hands on to the next batch. */
  readonly carried: NamedTensors;
}

/**
 * Looks a hyperparameter's value up: its column of the constrained values [B, H], or the value it is held at.
 * @param groups rows are so many groups, in each of which the first row's value of a shared hyperparameter counts
 */
export function valueLookup(
  values: tf.Tensor2D | null,
  { entries, held }: Pick<HyperparameterState, 'entries' | 'held'>,
  groups = 1,
): Conditions['valueOf'] {
  return (name) => {
    const index = entries.findIndex((entry) => entry.name === name);
    if (index < 0 || values === null) return held[name] ?? null;
    const [rows, columns] = values.shape;
    if (entries[index]?.isShared !== true) return tf.reshape(tf.slice(values, [0, index], [rows, 1]), [rows]);
    if (groups === 1) return tf.reshape(tf.slice(values, [0, index], [1, 1]), []);
    const byGroup = tf.reshape(values, [groups, rows / groups, columns]);
    return tf.reshape(tf.slice(byGroup, [0, 0, index], [groups, 1, 1]), [groups]);
  };
}

/** The draws and the memory that a batch brings to a pass. */
export function broughtBy({ noise, sharedNoise, carried }: TrainBatch): Pick<Conditions, 'noise' | 'carried'> {
  return { noise: { ...noise, ...sharedNoise }, ...(carried === undefined ? {} : { carried }) };
}

/** Mean loss of a batch and its penalties; beside it what the network hands on. */
export function objective(problem: TrainProblem, parameters: NamedTensors, conditions: Conditions): ObjectiveValue {
  const { network, loss, batch } = problem;
  const pass = network.forward(parameters, batch.x, conditions);
  const fit = tf.mean(loss(pass.output, batch.answers));
  const penalties = [pass.penalty, network.penalty(parameters, conditions)].filter((penalty) => penalty !== null);
  const value = penalties.reduce<tf.Tensor>((total, penalty) => tf.add(total, penalty), fit) as tf.Scalar;
  return { value, aside: pass.carried };
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
    ...broughtBy(problem.batch),
  };
  const names = [...problem.network.general, ...problem.network.response];
  const { value, gradients, aside } = gradientsAside(select(problem.parameters, names), (parameters) =>
    objective(problem, parameters, conditions),
  );
  return { loss: value, gradients, carried: aside };
}

/** Ordinary network: every hyperparameter held. */
export function plainTrainStep(problem: TrainProblem, held: NamedTensors): TrainGradients {
  const conditions: Conditions = {
    response: null,
    valueOf: (name) => held[name] ?? null,
    ...broughtBy(problem.batch),
  };
  const { value, gradients, aside } = gradientsAside(
    select(problem.parameters, problem.network.general),
    (parameters) => objective(problem, parameters, conditions),
  );
  return { loss: value, gradients, carried: aside };
}
