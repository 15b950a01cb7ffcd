// Stochastic gradient descent with momentum, as PyTorch has it.
import * as tf from '@tensorflow/tfjs-core';
import { type NamedTensors, type Optimizer, pick, type Shapes } from './optimizer.ts';

const slotOf = (name: string): string => `momentum/${name}`;

/**
 * buffer = momentum * buffer + gradient; parameter -= learningRate * buffer. With momentum 0 there are no slots.
 * @param momentum in [0, 1)
 * Source: torch.optim.SGD (dampening 0, no Nesterov); a zero buffer makes its first step the same.
 */
export function sgd({ momentum }: { readonly momentum: number }): Optimizer {
  return {
    slots: (parameters) =>
      momentum === 0
        ? {}
        : (Object.fromEntries(
            Object.entries(parameters).map(([name, shape]) => [slotOf(name), shape] as const),
          ) satisfies Shapes),
    update: ({ parameters, gradients, slots, learningRate }) => {
      const nextParameters: Record<string, tf.Tensor> = {};
      const nextSlots: Record<string, tf.Tensor> = {};
      for (const [name, parameter] of Object.entries(parameters)) {
        const direction = momentum === 0 ? pick(gradients, name) : buffer(slots, gradients, name);
        if (momentum !== 0) nextSlots[slotOf(name)] = direction;
        nextParameters[name] = tf.sub(parameter, tf.mul(direction, learningRate));
      }
      return { parameters: nextParameters, slots: nextSlots };
    },
  };

  function buffer(slots: NamedTensors, gradients: NamedTensors, name: string): tf.Tensor {
    return tf.add(tf.mul(pick(slots, slotOf(name)), momentum), pick(gradients, name));
  }
}
