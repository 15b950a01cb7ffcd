// What the STN's steps need to know of a network, and nothing more. Models in zoo/ implement it.
import type * as tf from '@tensorflow/tfjs-core';

export type NamedTensors = Readonly<Record<string, tf.Tensor>>;

/** The conditions one pass runs under. */
export interface Conditions {
  /** Fed to the response layers, [B, H], or [1, H] where the network shares it; null: the general network alone. */
  readonly response: tf.Tensor2D | null;
  /**
   * The response counts to first order alone: the network at no offset, plus the slope of its output along `response`. Such a pass is
   * differentiable in the response weights, not in the general ones. Absent: as it is.
   */
  readonly isLinearised?: boolean;
  /**
   * The value of a hyperparameter in the unit people see, [B] or scalar; null: off. Asked only in training. One that the whole batch
   * shares is a scalar, or [groups] where rows are in groups.
   */
  readonly valueOf: (name: string) => tf.Tensor | null;
  /**
   * Draws for dropout and input noise by input name, first axis B but for those that the batch shares; null: evaluation, where nothing is
   * dropped or disturbed.
   */
  readonly noise: NamedTensors | null;
  /** The rows are so many groups of equal size, one after the other; absent: one. */
  readonly groups?: number;
  /** What a network with memory handed on at the end of the pass before, by name, [B, ...]; absent: it begins anew. */
  readonly carried?: NamedTensors;
}

/** What one pass gives. */
export interface Pass {
  /** Logits [B, C] or predictions [B, 1]; of a running text logits [B T, V], the times of one stream after one another. */
  readonly output: tf.Tensor2D;
  /** To be handed on to the pass after, by the names of {@link Network.carried}; empty without memory. */
  readonly carried: NamedTensors;
  /** Penalty on activities, a scalar, for the training objective; null: none. */
  readonly penalty: tf.Scalar | null;
}

/** A network with general parameters, and response parameters unless it is an ordinary one. */
export interface Network {
  /** Names of the parameters that make up the ordinary network. */
  readonly general: readonly string[];
  /** Names of the parameters that make it respond to hyperparameters; empty for an ordinary network. */
  readonly response: readonly string[];
  /** Whether all examples may be given one row of the response, [1, H], which then costs next to nothing. */
  readonly sharesResponse?: boolean;
  /** Shapes of what a network with memory hands on, without the batch axis; empty without memory. */
  readonly carried: Readonly<Record<string, readonly number[]>>;
  /** @param x [B, ...] */
  forward(parameters: NamedTensors, x: tf.Tensor, conditions: Conditions): Pass;
  /** Weight penalties of the training objective, a scalar; null: none. */
  penalty(parameters: NamedTensors, conditions: Conditions): tf.Scalar | null;
}

/** Loss of each example, [B], or of each token of a running text, [B T], from a network's output and the batch's labels or targets. */
export type ExampleLoss = (output: tf.Tensor2D, answers: tf.Tensor1D) => tf.Tensor1D;
