// Which programs count as recurrent, so that their threads wait awake: none but those that multiply with one matrix again and again.
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { record } from '../../../src-main/engine/onnx/record.ts';
import { isRecurrent } from '../../../src-main/engine/onnx/recurrent.ts';

type Body = (x: tf.Tensor2D, weight: tf.Tensor2D) => tf.Tensor;

function isRecurrentProgram(body: Body): boolean {
  const square = { shape: [3, 3], dtype: 'float32' } as const;
  const { results } = record({
    name: 'products',
    state: { weight: square },
    inputs: { x: square },
    body: (state, inputs) => ({
      state: { weight: state.weight as tf.Tensor },
      results: { y: body(inputs.x as tf.Tensor2D, state.weight as tf.Tensor2D) },
    }),
  });
  return isRecurrent(Object.values(results));
}

/** tanh of the product, so many times. */
function repeated(times: number, product: Body): Body {
  return (x, weight) => {
    let y = x;
    for (let time = 0; time < times; time++) y = tf.tanh(product(y, weight) as tf.Tensor2D);
    return y;
  };
}

describe('a program', () => {
  it('is recurrent when it goes through time with the same weights', () => {
    expect(isRecurrentProgram(repeated(17, (x, weight) => tf.matMul(x, weight)))).toBe(true);
    expect(isRecurrentProgram(repeated(17, (x, weight) => tf.matMul(x, weight, false, true)))).toBe(true);
  });

  it('is recurrent when groups of rows have weights of their own', () => {
    const stacked: Body = (x, weight) =>
      tf.reshape(tf.matMul(tf.reshape(x, [3, 1, 3]), tf.stack([weight, tf.mul(weight, 2), weight])), [3, 3]);
    expect(isRecurrentProgram(repeated(17, stacked))).toBe(true);
  });

  it('is not for as many uses as the steps of a cycle make', () => {
    expect(isRecurrentProgram(repeated(16, (x, weight) => tf.matMul(x, weight)))).toBe(false);
  });

  it('is not when its many products are with other matrices, or with one that is known beforehand', () => {
    const known = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    expect(isRecurrentProgram(repeated(20, (x, weight) => tf.matMul(weight, x)))).toBe(false);
    expect(isRecurrentProgram(repeated(20, (x) => tf.matMul(x, tf.tensor2d(known, [3, 3]))))).toBe(false);
  });
});
