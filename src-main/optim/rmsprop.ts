// RMSprop, as PyTorch has it: epsilon outside the root, nothing corrected for the zero start.
import * as tf from '@tensorflow/tfjs-core';
import { type NamedTensors, type Optimizer, pick, type Shapes } from './optimizer.ts';

const slotOf = (name: string): string => `rmsprop-square/${name}`;

/**
 * v = alpha v + (1 - alpha) g^2; p -= lr * g / (sqrt(v) + epsilon). While v fills, the first steps are up to 1 / sqrt(1 - alpha) times as
 * long as later ones.
 * Source: torch.optim.RMSprop without momentum and centring (tf.train.rmsprop has alpha 0.9 and epsilon inside the root).
 */
export function rmsprop({
  alpha = 0.99,
  epsilon = 1e-8,
}: {
  readonly alpha?: number;
  readonly epsilon?: number;
} = {}): Optimizer {
  return {
    slots: (parameters) =>
      Object.fromEntries(
        Object.entries(parameters).map(([name, shape]) => [slotOf(name), shape] as const),
      ) satisfies Shapes,
    update: ({ parameters, gradients, slots, learningRate }) => {
      const nextParameters: Record<string, tf.Tensor> = {};
      const nextSlots: Record<string, tf.Tensor> = {};
      for (const [name, parameter] of Object.entries(parameters)) {
        const gradient = pick(gradients, name);
        const square = averaged(slots, name, gradient);
        const step = tf.div(gradient, tf.add(tf.sqrt(square), epsilon));
        nextParameters[name] = tf.sub(parameter, tf.mul(step, learningRate));
        nextSlots[slotOf(name)] = square;
      }
      return { parameters: nextParameters, slots: nextSlots };
    },
  };

  function averaged(slots: NamedTensors, name: string, gradient: tf.Tensor): tf.Tensor {
    return tf.add(tf.mul(pick(slots, slotOf(name)), alpha), tf.mul(tf.square(gradient), 1 - alpha));
  }
}
