// The vector of tuned hyperparameters: one column each, in registration order, and what a training step does to it.
// Source: shared STN specification section 2.
import * as tf from '@tensorflow/tfjs-core';
import type { Range } from './transforms.ts';

/** How a column looks to the response layers. The reference uses `identity` for nets of images and by default for LSTMs. */
export type ResponseTransform = 'identity' | 'sigmoid' | 'softplus';

/** One column of the vector. */
export interface VectorEntry {
  readonly name: string;
  readonly range: Range;
  readonly discrete: boolean;
  /** One draw of the perturbation for the whole batch (row 0) instead of one an example. */
  readonly isShared: boolean;
  readonly responseTransform: ResponseTransform;
}

const column = (matrix: tf.Tensor2D, index: number): tf.Tensor2D =>
  tf.slice(matrix, [0, index], [matrix.shape[0], 1]) as tf.Tensor2D;

/** From unconstrained space into `range`, elementwise and without rounding; differentiable. */
export function constrainTensor(u: tf.Tensor, [minimum, maximum]: Range): tf.Tensor {
  if (minimum === -Infinity && maximum === Infinity) return u;
  if (minimum === -Infinity) return tf.sub(maximum, tf.softplus(u));
  if (maximum === Infinity) return tf.add(minimum, tf.softplus(u));
  return tf.add(tf.mul(tf.sigmoid(u), maximum - minimum), minimum);
}

/** Applies `change` to each column; columns that share one change are not split apart. */
function byColumn(
  matrix: tf.Tensor2D,
  entries: readonly VectorEntry[],
  change: {
    readonly key: (entry: VectorEntry) => string;
    readonly apply: (part: tf.Tensor, entry: VectorEntry) => tf.Tensor;
  },
): tf.Tensor2D {
  const [first] = entries;
  if (first === undefined) return matrix;
  if (entries.every((entry) => change.key(entry) === change.key(first)))
    return change.apply(matrix, first) as tf.Tensor2D;
  return tf.concat(
    entries.map((entry, index) => change.apply(column(matrix, index), entry) as tf.Tensor2D),
    1,
  );
}

/**
 * The values people see, from the unconstrained ones; discrete columns are rounded down.
 * @param u unconstrained [B, H]
 * @returns constrained [B, H]; zero gradient in discrete columns
 */
export function constrainedValues(u: tf.Tensor2D, entries: readonly VectorEntry[]): tf.Tensor2D {
  return byColumn(u, entries, {
    key: (entry) => `${entry.range} ${entry.discrete}`,
    apply: (part, entry) => {
      const value = constrainTensor(part, entry.range);
      return entry.discrete ? tf.floor(value) : value;
    },
  });
}

const responseTransforms: Readonly<Record<ResponseTransform, (u: tf.Tensor) => tf.Tensor>> = {
  identity: (u) => u,
  sigmoid: (u) => tf.sigmoid(u),
  softplus: (u) => tf.softplus(u),
};

/**
 * What the response layers are fed with under the published form.
 * @param u unconstrained [B, H]
 * @returns [B, H]
 */
export function responseInput(u: tf.Tensor2D, entries: readonly VectorEntry[]): tf.Tensor2D {
  return byColumn(u, entries, {
    key: (entry) => entry.responseTransform,
    apply: (part, entry) => responseTransforms[entry.responseTransform](part),
  });
}

/**
 * u + softplus(s) * noise, one row an example; shared columns repeat row 0.
 * @param u unconstrained hyperparameters [H]
 * @param s unconstrained scales [H]
 * @param noise standard normal draws [B, H]
 * @returns [B, H]; differentiable in u and s
 */
export function perturb(
  { u, s, noise }: { readonly u: tf.Tensor1D; readonly s: tf.Tensor1D; readonly noise: tf.Tensor2D },
  entries: readonly VectorEntry[],
): tf.Tensor2D {
  const shared = entries.some((entry) => entry.isShared) ? shareFirstRow(noise, entries) : noise;
  return tf.add(u, tf.mul(shared, tf.softplus(s))) as tf.Tensor2D;
}

function shareFirstRow(noise: tf.Tensor2D, entries: readonly VectorEntry[]): tf.Tensor2D {
  const rows = noise.shape[0];
  const columns = entries.map((entry, index) =>
    entry.isShared ? tf.tile(tf.slice(noise, [0, index], [1, 1]) as tf.Tensor2D, [rows, 1]) : column(noise, index),
  );
  return tf.concat(columns, 1);
}

/** `u` [H] repeated for `rows` examples: [rows, H]. */
export function repeat(u: tf.Tensor1D, rows: number): tf.Tensor2D {
  return tf.tile(tf.reshape(u, [1, u.shape[0]]), [rows, 1]) as tf.Tensor2D;
}
