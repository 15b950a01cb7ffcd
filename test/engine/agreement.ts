// Runs one and the same program on two engines and measures how far apart their results are.

import * as tf from '@tensorflow/tfjs-core';
import type { Engine, NamedTensors, ProgramSource, Results, TensorData } from '../../src-main/engine/engine.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';

/** A function of tensors to be compared: its value, and its gradient with respect to the float inputs. */
export interface Case {
  readonly name: string;
  /** Row-major values of each input; int32 arrays become int32 tensors. */
  readonly inputs: Readonly<Record<string, { readonly shape: readonly number[]; readonly data: TensorData }>>;
  readonly compute: (inputs: NamedTensors) => tf.Tensor;
  /** For functions that have no gradient: comparisons, indices. */
  readonly isFlat?: boolean;
}

/** Draws in [low, high), the same at every call. */
export function draws(shape: readonly number[], { low = -2, high = 2, stream = 'x' } = {}) {
  const size = shape.reduce((product, extent) => product * extent, 1);
  const uniform = new CounterNoise(7).uniform(stream, 0, new Float32Array(size));
  return { shape, data: uniform.map((value) => low + (high - low) * value) };
}

/** int32 values. */
export function whole(shape: readonly number[], values: readonly number[]) {
  return { shape, data: Int32Array.from(values) };
}

/** The case as a program: `value`, and `gradient/<input>` of sum(value * cotangent) for an uneven cotangent. */
export function programOf({ name, inputs, compute, isFlat = false }: Case): ProgramSource {
  const floats = Object.keys(inputs).filter((input) => inputs[input]?.data instanceof Float32Array);
  return {
    name,
    state: {},
    inputs: Object.fromEntries(
      Object.entries(inputs).map(([input, { shape, data }]) => [
        input,
        { shape, dtype: data instanceof Int32Array ? 'int32' : 'float32' },
      ]),
    ),
    body: (_, tensors) => {
      const asFloat = (tensor: tf.Tensor): tf.Tensor => tf.cast(tensor, 'float32');
      if (isFlat) return { state: {}, results: { value: asFloat(compute(tensors)) } };
      const withGradients = tf.valueAndGrads((...values: tf.Tensor[]) => {
        const value = compute({
          ...tensors,
          ...Object.fromEntries(floats.map((input, at) => [input, values[at] as tf.Tensor])),
        });
        const cotangent = tf.tensor(
          Array.from({ length: value.size }, (_unused, at) => 0.5 + ((at * 7) % 5) / 4),
          value.shape,
        );
        return tf.sum(tf.mul(value, cotangent)) as tf.Scalar;
      });
      const { grads } = withGradients(floats.map((input) => tensors[input] as tf.Tensor));
      return {
        state: {},
        results: {
          value: asFloat(compute(tensors)),
          ...Object.fromEntries(floats.map((input, at) => [`gradient/${input}`, grads[at] as tf.Tensor])),
        },
      };
    },
  };
}

/** The case's results on an engine. */
export async function resultsOn(engine: Engine, one: Case): Promise<Results> {
  const program = await engine.compile(programOf(one));
  const state = await engine.createState({}, {});
  const feeds = Object.fromEntries(Object.entries(one.inputs).map(([name, { data }]) => [name, data]));
  const results = await program.run(state, feeds);
  program.dispose();
  state.dispose();
  return results;
}

/** Largest difference of two results, as a share of the largest magnitude in the expected one. */
export function distance(seen: TensorData | undefined, expectedValues: TensorData): number {
  const expected = Array.from(expectedValues);
  if (seen === undefined || seen.length !== expected.length) return Number.POSITIVE_INFINITY;
  const scale = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-6);
  return expected.reduce((largest, value, at) => {
    const other = seen[at] as number;
    // Equal infinities are no distance apart; a NaN is infinitely far from a number.
    if (Object.is(other, value)) return largest;
    const apart = Math.abs(other - value) / scale;
    return Number.isNaN(apart) ? Number.POSITIVE_INFINITY : Math.max(largest, apart);
  }, 0);
}
