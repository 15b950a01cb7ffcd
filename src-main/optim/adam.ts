// Adam, as PyTorch has it: epsilon outside the root, both moments corrected for their zero start.
import * as tf from '@tensorflow/tfjs-core';
import { type Optimizer, pick, type Shapes } from './optimizer.ts';

const meanOf = (name: string): string => `adam-mean/${name}`;
const squareOf = (name: string): string => `adam-square/${name}`;
const meanWeightOf = (name: string): string => `adam-mean-weight/${name}`;
const squareWeightOf = (name: string): string => `adam-square-weight/${name}`;

/**
 * m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; p -= lr * m / (1 - b1^t) / (sqrt(v / (1 - b2^t)) + epsilon).
 * 1 - b^t is the sum of the weights in a moment, and is kept as a scalar slot that follows the moment's own recurrence: in float32
 * the plain form loses four digits to 1 - 0.999.
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
          [meanWeightOf(name), []] as const,
          [squareWeightOf(name), []] as const,
        ]),
      ) satisfies Shapes,
    update: ({ parameters, gradients, slots, learningRate }) => {
      const nextParameters: Record<string, tf.Tensor> = {};
      const nextSlots: Record<string, tf.Tensor> = {};
      for (const [name, parameter] of Object.entries(parameters)) {
        const gradient = pick(gradients, name);
        const mean = decayed(pick(slots, meanOf(name)), gradient, beta1);
        const square = decayed(pick(slots, squareOf(name)), tf.square(gradient), beta2);
        const meanWeight = decayed(pick(slots, meanWeightOf(name)), 1, beta1);
        const squareWeight = decayed(pick(slots, squareWeightOf(name)), 1, beta2);
        const denominator = tf.add(tf.sqrt(tf.div(square, squareWeight)), epsilon);
        const stepSize = tf.div(learningRate, meanWeight);
        nextParameters[name] = tf.sub(parameter, tf.mul(stepSize, tf.div(mean, denominator)));
        nextSlots[meanOf(name)] = mean;
        nextSlots[squareOf(name)] = square;
        nextSlots[meanWeightOf(name)] = meanWeight;
        nextSlots[squareWeightOf(name)] = squareWeight;
      }
      return { parameters: nextParameters, slots: nextSlots };
    },
  };
}

function decayed(average: tf.Tensor, next: tf.Tensor | number, beta: number): tf.Tensor {
  return tf.add(tf.mul(average, beta), typeof next === 'number' ? next * (1 - beta) : tf.mul(next, 1 - beta));
}
