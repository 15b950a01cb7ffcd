// TensorFlow.js on its plain JavaScript backend, with gradients, for tests of pure tensor maths.
import '../../src-main/engine/tfjs.ts';
import * as tf from '@tensorflow/tfjs-core';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';

await tf.setBackend('cpu');
await tf.ready();

/** The values of a tensor, flat and row-major. */
export function valuesOf(tensor: tf.Tensor | null | undefined): number[] {
  if (tensor === null || tensor === undefined) throw new Error('Expected a tensor, found none.');
  return Array.from(tensor.dataSync());
}

/** Standard normal draws; the same for the same name and shape. */
export function normal<T extends tf.Tensor>(name: string, ...shape: readonly number[]): T {
  const size = shape.reduce((product, extent) => product * extent, 1);
  return tf.tensor(new CounterNoise(7).normal(name, 0, new Float32Array(size)), [...shape]) as T;
}

/** Uniform draws in [0, 1); the same for the same name and shape. */
export function uniform<T extends tf.Tensor>(name: string, ...shape: readonly number[]): T {
  const size = shape.reduce((product, extent) => product * extent, 1);
  return tf.tensor(new CounterNoise(7).uniform(name, 0, new Float32Array(size)), [...shape]) as T;
}

/** Largest absolute difference of two equally long lists. */
export function largestDifference(left: readonly number[], right: readonly number[]): number {
  if (left.length !== right.length) return Infinity;
  return left.reduce((largest, value, index) => Math.max(largest, Math.abs(value - (right[index] ?? Number.NaN))), 0);
}

/**
 * Central differences of a scalar function along each coordinate.
 * @param step float32 maths loses digits below about 1e-3
 */
export function finiteDifferences(
  at: readonly number[],
  of: (point: readonly number[]) => number,
  step = 1e-2,
): number[] {
  return at.map((_, index) => {
    const moved = (by: number): number => of(at.map((value, other) => (other === index ? value + by : value)));
    return (moved(step) - moved(-step)) / (2 * step);
  });
}
