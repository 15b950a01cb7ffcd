// What the STN's steps need to know of a network, and nothing more. Models in zoo/ implement it.
import type * as tf from '@tensorflow/tfjs-core';

export type NamedTensors = Readonly<Record<string, tf.Tensor>>;

/** The conditions one pass runs under. */
export interface Conditions {
  /** Fed to the response layers, [B, H]; null: the general network alone. */
  readonly response: tf.Tensor2D | null;
  /** The value of a hyperparameter in the unit people see, [B] or scalar; null: off. Asked only in training. */
  readonly valueOf: (name: string) => tf.Tensor | null;
  /** Draws for dropout and input noise by input name, first axis B; null: evaluation, where nothing is dropped or disturbed. */
  readonly noise: NamedTensors | null;
}

/** A network with general parameters, and response parameters unless it is an ordinary one. */
export interface Network {
  /** Names of the parameters that make up the ordinary network. */
  readonly general: readonly string[];
  /** Names of the parameters that make it respond to hyperparameters; empty for an ordinary network. */
  readonly response: readonly string[];
  /** @param x [B, ...] @returns logits [B, C] or predictions [B, 1] */
  forward(parameters: NamedTensors, x: tf.Tensor, conditions: Conditions): tf.Tensor2D;
  /** Weight penalties of the training objective, a scalar; null: none. */
  penalty(parameters: NamedTensors, conditions: Conditions): tf.Scalar | null;
}

/** Loss of each example, [B], from a network's output and the batch's labels or targets. */
export type ExampleLoss = (output: tf.Tensor2D, answers: tf.Tensor1D) => tf.Tensor1D;
