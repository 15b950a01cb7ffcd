// Adam, as PyTorch has it: epsilon outside the root, both moments corrected for their zero start.
import * as tf from '@tensorflow/tfjs-core';
import { type Optimizer, pick, type Shapes } from './optimizer.ts';

const meanOf = (name: string): string => `adam-mean/${name}`;
const squareOf = (name: string): string => `adam-square/${name}`;
const countOf = (name: string): string => `adam-count/${name}`;

/**
 * m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; p -= lr * m / (1 - b1^t) / (sqrt(v / (1 - b2^t)) + epsilon).
 * t is a scalar slot beside each parameter, exact in float32 up to 2^24 steps, where both corrections have long been 1.
 * Source: Kingma & Ba 2015; torch.optim.Adam (epsilon 1e-8; tf.train.adam has 1e-7).
 */
export function adam({
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
}: {
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
} = {}): Optimizer {
  return {
    slots: (parameters) =>
      Object.fromEntries(
        Object.entries(parameters).flatMap(([name, shape]) => [
          [meanOf(name), shape] as const,
          [squareOf(name), shape] as const,
          [countOf(name), []] as const,
        ]),
      ) satisfies Shapes,
    update: ({ parameters, gradients, slots, learningRate }) => {
      const nextParameters: Record<string, tf.Tensor> = {};
      const nextSlots: Record<string, tf.Tensor> = {};
      for (const [name, parameter] of Object.entries(parameters)) {
        const gradient = pick(gradients, name);
        const mean = tf.add(tf.mul(pick(slots, meanOf(name)), beta1), tf.mul(gradient, 1 - beta1));
        const square = tf.add(tf.mul(pick(slots, squareOf(name)), beta2), tf.mul(tf.square(gradient), 1 - beta2));
        const count = tf.add(pick(slots, countOf(name)), 1);
        const meanCorrection = tf.sub(1, tf.pow(beta1, count));
        const squareCorrection = tf.sub(1, tf.pow(beta2, count));
        const denominator = tf.add(tf.sqrt(tf.div(square, squareCorrection)), epsilon);
        const stepSize = tf.div(learningRate, meanCorrection);
        nextParameters[name] = tf.sub(parameter, tf.mul(stepSize, tf.div(mean, denominator)));
        nextSlots[meanOf(name)] = mean;
        nextSlots[squareOf(name)] = square;
        nextSlots[countOf(name)] = count;
      }
      return { parameters: nextParameters, slots: nextSlots };
    },
  };
}
