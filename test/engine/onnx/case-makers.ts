// Makes cases of one operand and of two.
import type * as tf from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../../src-main/engine/engine.ts';
import { type Case, draws } from '../agreement.ts';

type Function1 = (x: tf.Tensor) => tf.Tensor;
type Function2 = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;
interface Shape {
  readonly low?: number;
  readonly high?: number;
  readonly shape?: readonly number[];
  readonly isFlat?: boolean;
}

function at(tensors: NamedTensors, name: string): tf.Tensor {
  return tensors[name] as tf.Tensor;
}

/** A case of one operand, 3 by 4 unless said. */
export function ofOne(
  name: string,
  compute: Function1,
  { shape = [3, 4], isFlat = false, ...range }: Shape = {},
): Case {
  return { name, inputs: { x: draws(shape, range) }, compute: (tensors) => compute(at(tensors, 'x')), isFlat };
}

/** A case of two operands, 3 by 4 each unless said. */
export function ofTwo(
  name: string,
  compute: Function2,
  {
    a = [3, 4],
    b = [3, 4],
    low = -2,
    isFlat = false,
  }: { a?: number[]; b?: number[]; low?: number; isFlat?: boolean } = {},
): Case {
  return {
    name,
    inputs: { a: draws(a, { stream: 'a', low }), b: draws(b, { stream: 'b', low }) },
    compute: (tensors) => compute(at(tensors, 'a'), at(tensors, 'b')),
    isFlat,
  };
}
