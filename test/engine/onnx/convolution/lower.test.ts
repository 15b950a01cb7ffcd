// The other ways to the same numbers: ONNX's own operators, large matrices of windows in pieces, response layers as one product.
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { Results } from '../../../../src-main/engine/engine.ts';
import { type Lowering, lowerConvolutions } from '../../../../src-main/engine/onnx/convolution/lower.ts';
import { reachable } from '../../../../src-main/engine/onnx/graph.ts';
import { record } from '../../../../src-main/engine/onnx/record.ts';
import { openSession } from '../../../../src-main/engine/onnx/session.ts';
import { dataOf, tensorOver } from '../../../../src-main/engine/onnx/tensors.ts';
import { encodeModel, writeGraph } from '../../../../src-main/engine/onnx/write-model.ts';
import { createReferenceEngine } from '../../../../src-main/engine/reference.ts';
import { type Case, distance, draws, programOf, resultsOn } from '../../agreement.ts';
import { imageCases } from '../image-cases.ts';

interface Lowered {
  /** How often each operator occurs. */
  readonly operators: Readonly<Record<string, number>>;
  readonly results: Results;
}

async function lowered(one: Case, lowering: Lowering): Promise<Lowered> {
  const source = programOf(one);
  const recorded = Object.entries(record(source).results);
  const values = lowerConvolutions(
    recorded.map(([, value]) => value),
    lowering,
  );
  const operators: Record<string, number> = {};
  for (const { origin } of reachable(values)) {
    if (origin.kind === 'node') operators[origin.operator] = (operators[origin.operator] ?? 0) + 1;
  }
  const graph = writeGraph(
    one.name,
    recorded.map(([name], at) => ({ name, value: values[at] as (typeof values)[number] })),
  );
  const session = await openSession(
    encodeModel(graph),
    { device: 'cpu', threads: 1 },
    { onDevice: [], inMemory: Object.keys(source.inputs), sharesMemory: false, isLong: false, isRecurrent: false },
  );
  const feeds = Object.entries(one.inputs).map(([name, { shape, data }]) => [
    `input:${name}`,
    tensorOver(data, { shape, dtype: 'float32' }),
  ]);
  const outputs = await session.run(Object.fromEntries(feeds));
  await session.release();
  const results = Object.fromEntries(recorded.map(([name]) => [name, dataOf(outputs[name] as never)]));
  return { operators, results };
}

async function expectAsReference(one: Case, { results }: Lowered): Promise<void> {
  for (const [name, values] of Object.entries(await resultsOn(createReferenceEngine(), one))) {
    expect(distance(results[name], values), `${one.name}, ${name}`).toBeLessThan(1e-5);
  }
}

const convolutions = imageCases.filter(({ name }) => !name.startsWith('max pooling'));

/** A layer with a response, on images of ten by ten: the second of two, so that its images have a gradient. */
const responseLayers: Case = {
  name: 'two response layers',
  inputs: {
    x: draws([3, 10, 10, 2]),
    first: draws([3, 3, 2, 9], { stream: 'first' }),
    firstResponse: draws([3, 3, 2, 9], { stream: 'first response' }),
    second: draws([3, 3, 9, 4], { stream: 'second', low: -0.5, high: 0.5 }),
    secondResponse: draws([3, 3, 9, 4], { stream: 'second response', low: -0.5, high: 0.5 }),
    factors: draws([3, 9], { stream: 'factors' }),
    secondFactors: draws([3, 4], { stream: 'second factors' }),
  },
  compute: (tensors) => {
    const at = (name: string) => tensors[name] as tf.Tensor;
    const layer = (x: tf.Tensor, name: string, factors: tf.Tensor): tf.Tensor => {
      const convolve = (filter: string) => tf.conv2d(x as tf.Tensor4D, at(filter) as tf.Tensor4D, 1, 1);
      const [rows = 0, channels = 0] = factors.shape;
      return tf.add(convolve(name), tf.mul(tf.reshape(factors, [rows, 1, 1, channels]), convolve(`${name}Response`)));
    };
    return layer(tf.tanh(layer(at('x'), 'first', at('factors'))), 'second', at('secondFactors'));
  },
};

describe('convolutions', () => {
  it.each(convolutions.map((one) => [one.name, one] as const))(
    "as ONNX's own operators agree with the reference: %s",
    async (_, one) => {
      const seen = await lowered(one, { form: 'operators' });
      expect(seen.operators.Conv).toBeGreaterThan(0);
      expect(seen.operators.ConvTranspose).toBeGreaterThan(0);
      await expectAsReference(one, seen);
    },
  );

  it.each(convolutions.slice(0, 2).map((one) => [one.name, one] as const))(
    'whose matrix of windows would be too large take their filters’ gradient from pieces of the batch: %s',
    async (_, one) => {
      const seen = await lowered(one, { form: 'products', largest: 300 });
      const whole = await lowered(one, { form: 'products' });
      expect(seen.operators.Conv).toBeGreaterThan(0);
      expect(seen.operators.Gemm).toBe(2);
      expect(whole.operators.Conv).toBeUndefined();
      await expectAsReference(one, seen);
    },
  );
});

/** Enough channels for Winograd's products, on images of one tile and of several, cut and whole. */
const smallImages: readonly Case[] = [
  { height: 4, width: 4, pad: 1 },
  { height: 8, width: 8, pad: 1 },
  { height: 7, width: 5, pad: 1 },
  { height: 6, width: 8, pad: 0 },
  { height: 2, width: 3, pad: 1 },
].map(({ height, width, pad }) => ({
  name: `${height} by ${width}, border ${pad}`,
  inputs: {
    x: draws([2, height, width, 20]),
    filter: draws([3, 3, 20, 16], { stream: 'filter' }),
    response: draws([3, 3, 20, 16], { stream: 'response' }),
    factors: draws([2, 1, 1, 16], { stream: 'factors' }),
  },
  compute: ({ x, filter, response, factors }) => {
    const convolve = (weights: tf.Tensor | undefined) => tf.conv2d(x as tf.Tensor4D, weights as tf.Tensor4D, 1, pad);
    return tf.add(convolve(filter), tf.mul(factors as tf.Tensor, convolve(response)));
  },
}));

describe('convolutions of small images with many channels', () => {
  it.each(smallImages.map((one) => [one.name, one] as const))(
    'take a quarter of the multiplications and agree with the reference: %s',
    async (_, one) => {
      const seen = await lowered(one, { form: 'products' });
      // Forward, the images' gradient and the filters' gradient: three of products; four of transformations of the images and the sums.
      expect(seen.operators.MatMul).toBe(7);
      expect(seen.operators.Gather).toBeUndefined();
      await expectAsReference(one, seen);
    },
  );

  it('are computed as others are where the products would be too many', async () => {
    const [one] = smallImages;
    if (one === undefined) throw new Error('There is no case.');
    const seen = await lowered(one, { form: 'products', largest: 36 * 2 * 2 * 20 - 1 });
    expect(seen.operators.Conv).toBeGreaterThan(0);
    await expectAsReference(one, seen);
  });
});

describe('a response layer', () => {
  it('is one stacked product, with its gradients, and gives the same numbers', async () => {
    const seen = await lowered(responseLayers, { form: 'products' });
    // Two sums, the gradients of four filters and two factors by one product a layer, and the inputs' gradients.
    expect(seen.operators.MatMul).toBe(6);
    await expectAsReference(responseLayers, seen);
  });

  it('stays two convolutions where their matrix would be too large', async () => {
    const seen = await lowered(responseLayers, { form: 'products', largest: 1000 });
    expect(seen.operators.MatMul).toBeUndefined();
    await expectAsReference(responseLayers, seen);
  });

  it('stays two convolutions where the response is asked for by itself', async () => {
    const one: Case = {
      name: 'a response that is seen',
      inputs: Object.fromEntries(
        ['x', 'first', 'firstResponse', 'factors'].map((name) => [name, responseLayers.inputs[name] ?? draws([1])]),
      ),
      compute: (tensors) => {
        const [x, filter, response] = [tensors.x, tensors.first, tensors.firstResponse] as tf.Tensor4D[];
        const [first, second] = [filter, response].map((weights) =>
          tf.conv2d(x as tf.Tensor4D, weights as tf.Tensor4D, 1, 1),
        ) as [tf.Tensor, tf.Tensor];
        const scaled = tf.mul(tf.reshape(tensors.factors as tf.Tensor, [3, 1, 1, 9]), second);
        return tf.mul(tf.add(first, scaled), second);
      },
    };
    const seen = await lowered(one, { form: 'products' });
    expect(seen.operators.MatMul).toBeUndefined();
    await expectAsReference(one, seen);
  });
});
