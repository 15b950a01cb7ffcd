// The table of values that stand for tokens, with its own best response; and the dropout of whole tokens.
import * as tf from '@tensorflow/tfjs-core';
import { type Dual, still } from './dual.ts';

/** Tables [V, e]; without the response one it is an ordinary embedding. */
export interface EmbeddingWeights {
  readonly weight: tf.Tensor2D;
  readonly response?:
    | {
        readonly weight: tf.Tensor2D;
        /** [H, e] */
        readonly map: tf.Tensor2D;
        /** Whether the response's table is what is added to the general one (centred form) instead of standing alone. */
        readonly isAdded: boolean;
      }
    | undefined;
}

/**
 * E[token] + (h V) * E_h[token].
 * @param tokens int32 [T, B]
 * @param h [B, H], or null for the general table alone
 * @returns [T, B, e]
 * Source: shared STN specification section 3, HyperEmbedding; reference lstm/hyperlstm.py.
 */
export function responseEmbedding(
  tokens: tf.Tensor2D,
  h: tf.Tensor2D | null,
  { weight, response }: EmbeddingWeights,
): tf.Tensor3D {
  const lookUp = (table: tf.Tensor): tf.Tensor3D => tf.gather(table, tokens) as tf.Tensor3D;
  const general = lookUp(weight);
  if (h === null || response === undefined) return general;
  const own = lookUp(response.weight);
  // Added behind the lookup: a sum of the tables would cost more than all tokens of a step.
  const table = response.isAdded ? tf.add(general, own) : own;
  return tf.add(general, tf.mul(table, tf.matMul(h, response.map)));
}

/** The same to first order in h: E[token], and its tangent. @param h [B, H] */
export function linearisedEmbedding(tokens: tf.Tensor2D, h: tf.Tensor2D, weights: EmbeddingWeights): Dual<tf.Tensor3D> {
  const value = responseEmbedding(tokens, null, weights);
  if (weights.response === undefined) return still(value);
  const { weight, map, isAdded } = weights.response;
  const own: tf.Tensor = tf.gather(weight, tokens);
  const table = isAdded ? tf.add(value, own) : own;
  return { value, tangent: tf.mul(table, tf.matMul(h, map)) as tf.Tensor3D };
}

/**
 * Drops tokens of the vocabulary, each wherever it stands in the batch, and scales what is kept.
 * @param x [T, B, e]
 * @param tokens int32 [T, B]
 * @param p rate, a scalar, or [B] where groups of rows have rates of their own
 * @param uniform draws in [0, 1), one a token of the vocabulary, [V]
 * Source: shared STN specification section 4, embedding dropout.
 */
export function dropTokens(
  x: tf.Tensor3D,
  { tokens, p, uniform }: { readonly tokens: tf.Tensor2D; readonly p: tf.Tensor; readonly uniform: tf.Tensor1D },
): tf.Tensor3D {
  const keep = tf.sub(1, p);
  const isKept = tf.cast(tf.less(tf.gather(uniform, tokens), keep), 'float32');
  return tf.mul(x, tf.expandDims(tf.div(isKept, keep), 2));
}
