import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { crossEntropyTwice, registerSecondDerivatives } from '../../src-main/bilevel/differentiable-twice.ts';
import { secondDerivatives, weightGradients } from '../../src-main/bilevel/training-objective.ts';
import type { NamedTensors } from '../../src-main/stn/network.ts';
import { crossEntropy, squaredError } from '../../src-main/stn/task-loss.ts';
import { activate } from '../../src-main/zoo/activations.ts';
import { activations } from '../../src-shared/domain/run-config.ts';
import { finiteDifferences, largestDifference, normal, valuesOf } from '../support/tensors.ts';

registerSecondDerivatives();

const labels = tf.tensor1d([0, 2, 1, 2, 0, 1], 'int32');

describe('the cross-entropy that can be differentiated twice', () => {
  const logits = normal<tf.Tensor2D>('logits', 6, 3);

  it('is the one that training steps use, gradient and all, for logits of any size', () => {
    for (const size of [1, 100]) {
      const at = tf.mul(logits, size) as tf.Tensor2D;
      expect(
        largestDifference(valuesOf(crossEntropyTwice(at, labels)), valuesOf(crossEntropy(at, labels))),
      ).toBeLessThan(1e-5 * size);
      const [twice, once] = [crossEntropyTwice, crossEntropy].map((loss) =>
        valuesOf(tf.grad((z: tf.Tensor) => tf.sum(loss(z as tf.Tensor2D, labels)))(at)),
      );
      expect(largestDifference(twice ?? [], once ?? [])).toBeLessThan(1e-6);
    }
  });
});

const x = normal<tf.Tensor2D>('x', 6, 4);
const targets = normal<tf.Tensor1D>('targets', 6);

interface Layers {
  readonly activation: (typeof activations)[number];
  readonly task: 'classes' | 'numbers';
}

/** A penalised perceptron of one hidden layer; u scales the noise on its inputs and the penalty. */
function objectiveOf({ activation, task }: Layers) {
  return (weights: NamedTensors, u: tf.Tensor1D): tf.Scalar => {
    const value = (index: number) => tf.softplus(tf.reshape(tf.slice(u, [index], [1]), []));
    const disturbed = tf.add(x, tf.mul(normal('noise', 6, 4), value(0))) as tf.Tensor2D;
    const sum = tf.add(tf.matMul(disturbed, weights.first as tf.Tensor2D), weights.bias as tf.Tensor);
    const output = tf.matMul(activate(sum as tf.Tensor2D, activation), weights.last as tf.Tensor2D) as tf.Tensor2D;
    const losses = task === 'classes' ? crossEntropyTwice(output, labels) : squaredError(output, targets);
    const penalty = tf.mul(value(1), tf.sum(tf.square(weights.first as tf.Tensor)));
    const absolute = tf.mul(value(1), tf.sum(tf.abs(weights.last as tf.Tensor)));
    return tf.addN([tf.mean(losses), penalty, absolute]) as tf.Scalar;
  };
}

const weightsFor = ({ task }: Layers): NamedTensors => ({
  first: normal('first', 4, 5),
  bias: normal('bias', 5),
  last: awayFromZero(normal('last', 5, task === 'classes' ? 3 : 1)),
});

/** The penalty's absolute values have their kink there. */
function awayFromZero(values: tf.Tensor): tf.Tensor {
  return tf.add(values, tf.mul(tf.sign(values), 0.3));
}

const u = tf.tensor1d([-1, 0.5]);
const cases = activations.flatMap((activation) =>
  (['classes', 'numbers'] as const).map((task): Layers => ({ activation, task })),
);

describe.each(cases)('second derivatives under $activation, of $task', (layers) => {
  const objective = objectiveOf(layers);
  const weights = weightsFor(layers);
  const direction = Object.fromEntries(
    Object.entries(weights).map(([name, { shape }]) => [name, normal(`along ${name}`, ...shape)]),
  );
  const second = secondDerivatives(objective, { weights, u }, direction);

  /** <dL/dw, direction> with the weights moved along the direction, or the hyperparameters moved. */
  const slope = (along: number, at: tf.Tensor1D): number => {
    const moved = Object.fromEntries(
      Object.entries(weights).map(([name, weight]) => [
        name,
        tf.add(weight, tf.mul(direction[name] as tf.Tensor, along)),
      ]),
    );
    const gradients = weightGradients(objective, { weights: moved, u: at });
    return sumOfProducts(gradients, direction);
  };

  it('along a direction are what differences of the gradient come to', () => {
    // A short step: relu has kinks, and a difference across one is no derivative.
    const [expected = Number.NaN] = finiteDifferences([0], ([along = 0]) => slope(along, u), 1e-3);
    const found = sumOfProducts(second.weights, direction);
    expect(Math.abs(found - expected)).toBeLessThan(0.02 * Math.abs(expected) + 0.02);
  });

  it('in the hyperparameters are what differences of the gradient come to', () => {
    const expected = finiteDifferences(valuesOf(u), (point) => slope(0, tf.tensor1d([...point])), 1e-2);
    const scale = Math.max(...expected.map(Math.abs));
    expect(scale).toBeGreaterThan(0.01);
    expect(largestDifference(valuesOf(second.u), expected)).toBeLessThan(0.02 * scale);
  });
});

function sumOfProducts(left: NamedTensors, right: NamedTensors): number {
  return Object.entries(left).reduce(
    (total, [name, part]) => total + (valuesOf(tf.sum(tf.mul(part, right[name] as tf.Tensor)))[0] ?? Number.NaN),
    0,
  );
}
