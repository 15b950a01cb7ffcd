// One small program in one form or another: which operators it is written as, and what it computes on the processor.
import type * as tf from '@tensorflow/tfjs-core';
import type { TensorData } from '../../../src-main/engine/engine.ts';
import { forCard } from '../../../src-main/engine/onnx/card-forms.ts';
import { record } from '../../../src-main/engine/onnx/record.ts';
import { openSession } from '../../../src-main/engine/onnx/session.ts';
import { dataOf, tensorOver } from '../../../src-main/engine/onnx/tensors.ts';
import type { Value } from '../../../src-main/engine/onnx/value.ts';
import { encodeModel, writeGraph } from '../../../src-main/engine/onnx/write-model.ts';
import { CounterNoise } from '../../../src-shared/noise/counter-noise.ts';

/** The input of a small program: its values and its shape. */
export interface Given {
  readonly x: TensorData;
  readonly shape: readonly number[];
}

/** The form that changes nothing. */
export const asTheyAre = (outputs: readonly Value[]): readonly Value[] => outputs;

/** The operators that a body of x is written as, and what it computes. */
export async function written({ x, shape }: Given, body: (x: tf.Tensor) => tf.Tensor, form = forCard) {
  const spec = { shape, dtype: x instanceof Int32Array ? 'int32' : 'float32' } as const;
  const { results } = record({
    name: 'forms',
    state: {},
    inputs: { x: spec },
    body: (_, inputs) => ({ state: {}, results: { y: body(inputs.x as tf.Tensor) } }),
  });
  const [y] = form(Object.values(results));
  if (y === undefined) throw new Error('Nothing was recorded.');
  const graph = writeGraph('forms', [{ name: 'y', value: y }], 7);
  const places = { onDevice: [], inMemory: ['y'], sharesMemory: false, isLong: true, isRecurrent: false };
  const session = await openSession(encodeModel(graph), { device: 'cpu', threads: 1 }, places);
  const outputs = await session.run({ 'input:x': tensorOver(x, spec) });
  await session.release();
  return { operators: (graph.node ?? []).map(({ opType }) => opType), y: Array.from(dataOf(outputs.y as never)) };
}

/** Draws in [0, 1), the same at every call. */
export function draws(...shape: number[]): Given {
  const size = shape.reduce((product, extent) => product * extent, 1);
  return { x: new CounterNoise(3).uniform('x', 0, new Float32Array(size)), shape };
}
