// A small perceptron that learns, as a program: cross-entropy, momentum, the data in the feeds.
import * as tf from '@tensorflow/tfjs-core';
import type { Engine, EngineState, NamedTensors, ProgramSource, TensorSpec } from '../../src-main/engine/engine.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';

const [inputs, hidden, classes, rows] = [4, 8, 3, 16];
const parameterNames = ['w1', 'b1', 'w2', 'b2'] as const;
const shapes: Readonly<Record<string, readonly number[]>> = {
  w1: [inputs, hidden],
  b1: [hidden],
  w2: [hidden, classes],
  b2: [classes],
};

function float(shape: readonly number[]): TensorSpec {
  return { shape, dtype: 'float32' };
}

const state = Object.fromEntries(
  parameterNames.flatMap((name) => [
    [name, float(shapes[name] as readonly number[])],
    [`momentum/${name}`, float(shapes[name] as readonly number[])],
  ]),
);

function lossOf(tensors: NamedTensors, { x, labels }: NamedTensors): tf.Scalar {
  const layer = (from: tf.Tensor, at: 1 | 2): tf.Tensor =>
    tf.add(tf.matMul(from as tf.Tensor2D, tensors[`w${at}`] as tf.Tensor2D), tensors[`b${at}`] as tf.Tensor);
  const scores = layer(tf.tanh(layer(x as tf.Tensor, 1)), 2);
  const truth = tf.cast(tf.oneHot(labels as tf.Tensor1D, classes), 'float32');
  return tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(scores as tf.Tensor2D), truth), 1))) as tf.Scalar;
}

const batch = { x: float([rows, inputs]), labels: { shape: [rows], dtype: 'int32' } } as const;

/** One step of gradient descent with momentum 0.9. */
export const trainSource: ProgramSource = {
  name: 'train',
  state,
  inputs: { ...batch, rate: float([]) },
  body: (tensors, feeds) => {
    const compute = tf.valueAndGrads((...values: tf.Tensor[]) =>
      lossOf(Object.fromEntries(parameterNames.map((name, at) => [name, values[at] as tf.Tensor])), feeds),
    );
    const { value, grads } = compute(parameterNames.map((name) => tensors[name] as tf.Tensor));
    const next: Record<string, tf.Tensor> = {};
    parameterNames.forEach((name, at) => {
      const buffer = tf.add(tf.mul(tensors[`momentum/${name}`] as tf.Tensor, 0.9), grads[at] as tf.Tensor);
      next[`momentum/${name}`] = buffer;
      next[name] = tf.sub(tensors[name] as tf.Tensor, tf.mul(buffer, feeds.rate as tf.Tensor));
    });
    return { state: next, results: { loss: value } };
  },
};

/** The loss alone; changes nothing. */
export const evaluateSource: ProgramSource = {
  name: 'evaluate',
  state: Object.fromEntries(parameterNames.map((name) => [name, state[name] as TensorSpec])),
  inputs: batch,
  body: (tensors, feeds) => ({ state: {}, results: { loss: lossOf(tensors, feeds) } }),
};

/** Feeds of one step: points and the octant-like class they lie in. */
export function feedsOf(step: number) {
  const x = new CounterNoise(3).normal('x', step, new Float32Array(rows * inputs));
  const labels = Int32Array.from({ length: rows }, (_, row) => {
    const [a = 0, b = 0] = x.subarray(row * inputs, row * inputs + 2);
    return a > 0 ? 0 : b > 0 ? 1 : 2;
  });
  return { x, labels };
}

/** A fresh state: small random weights, momentum at zero. */
export function freshState(engine: Engine): Promise<EngineState> {
  const noise = new CounterNoise(5);
  const values = Object.entries(state).map(([name, { shape }]) => {
    const data = new Float32Array(shape.reduce((product, extent) => product * extent, 1));
    return [name, name.startsWith('w') ? noise.normal(name, 0, data).map((draw) => draw / 2) : data] as const;
  });
  return engine.createState(state, Object.fromEntries(values));
}

/** Losses of `steps` steps from a fresh state, and the final weights of the first layer. */
export async function train(engine: Engine, steps: number): Promise<{ losses: number[]; w1: Float32Array }> {
  const program = await engine.compile(trainSource);
  const tensors = await freshState(engine);
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const { loss } = await program.run(tensors, { ...feedsOf(step), rate: Float32Array.of(0.1) });
    losses.push(loss?.[0] ?? Number.NaN);
  }
  const { w1 } = await tensors.read(['w1']);
  tensors.dispose();
  program.dispose();
  return { losses, w1: w1 as Float32Array };
}
