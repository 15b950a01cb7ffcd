// Clipping by the global norm.
import * as tf from '@tensorflow/tfjs-core';
import type { NamedTensors } from './optimizer.ts';

/**
 * Scales all gradients by min(1, maximum / (norm + 1e-6)), norm taken over all of them together.
 * Source: torch.nn.utils.clip_grad_norm_; shared STN specification 10.3.
 */
export function clipByGlobalNorm(gradients: NamedTensors, maximum: number): NamedTensors {
  const squares = Object.values(gradients).map((gradient) => tf.sum(tf.square(gradient)));
  const norm = tf.sqrt(tf.addN(squares));
  const factor = tf.minimum(1, tf.div(maximum, tf.add(norm, 1e-6)));
  return Object.fromEntries(Object.entries(gradients).map(([name, gradient]) => [name, tf.mul(gradient, factor)]));
}
