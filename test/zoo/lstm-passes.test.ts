import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { Conditions, NamedTensors, Pass } from '../../src-main/stn/network.ts';
import { type LstmSpec, lstm } from '../../src-main/zoo/lstm.ts';
import type { Model } from '../../src-main/zoo/model.ts';
import { randomLstmParameters, randomTokenBatch, smallLstm, smallSequences, smallText } from '../support/small-lstm.ts';
import { largestDifference, normal, valuesOf } from '../support/tensors.ts';

const rows = 4;
const silent: Conditions = { response: null, valueOf: () => null, noise: null };
function batchOf(model: Model, spec: LstmSpec) {
  const { x, carried } = randomTokenBatch(model, spec, rows);
  return { x: x as tf.Tensor2D, carried };
}

const under = (conditions: Conditions, carried: NamedTensors | undefined): Conditions => ({
  ...conditions,
  ...(carried === undefined ? {} : { carried }),
});

describe('on sequences', () => {
  const strength = (name: string): tf.Tensor | null => (name.startsWith('recurrent.') ? tf.scalar(0.7) : null);

  it.each(['mean', 'last'] as const)('padding in front changes nothing (%s)', (readOut) => {
    const spec = { ...smallSequences, readOut, inputs: 9, length: 9 };
    const model = lstm(spec);
    const parameters = randomLstmParameters(model);
    const response = normal<tf.Tensor2D>('d', rows, spec.hyperparameters);
    const { x } = batchOf(model, smallSequences);
    const padded = tf.concat([tf.zeros([rows, 3], 'int32'), x], 1);
    const [short, long] = [x, padded].map((tokens) =>
      model.forward(parameters, tokens, under({ ...silent, response, valueOf: strength }, undefined)),
    ) as [Pass, Pass];
    expect(largestDifference(valuesOf(long.output), valuesOf(short.output))).toBeLessThan(1e-6);
    expect(valuesOf(long.penalty)[0]).toBeCloseTo(valuesOf(short.penalty)[0] as number, 6);
    expect(valuesOf(short.penalty)[0]).toBeGreaterThan(1e-3);
  });

  it('a sequence of padding alone gives finite outputs', () => {
    const model = lstm(smallSequences);
    const output = model.forward(randomLstmParameters(model), tf.zeros([rows, 6], 'int32'), silent).output;
    expect(valuesOf(output).every(Number.isFinite)).toBe(true);
  });

  it('the last tokens of a longer sequence count', () => {
    const model = lstm(smallSequences);
    const parameters = randomLstmParameters(model);
    const { x } = batchOf(model, smallSequences);
    const longer = tf.concat([tf.fill([rows, 2], 3, 'int32'), x], 1);
    expect(valuesOf(model.forward(parameters, longer, silent).output)).toEqual(
      valuesOf(model.forward(parameters, x, silent).output),
    );
  });
});

describe('on a running text', () => {
  it('two halves with the state handed on are one pass over the whole', () => {
    const model = smallLstm();
    const parameters = randomLstmParameters(model);
    const { x, carried } = batchOf(model, smallText);
    const response = normal<tf.Tensor2D>('d', rows, smallText.hyperparameters);
    const whole = model.forward(parameters, x, under({ ...silent, response }, carried));
    const [first, second] = tf.split(x, 2, 1) as [tf.Tensor2D, tf.Tensor2D];
    const early = model.forward(parameters, first, under({ ...silent, response }, carried));
    const late = model.forward(parameters, second, under({ ...silent, response }, early.carried));
    const byTime = (pass: Pass): tf.Tensor => tf.reshape(pass.output, [rows, -1, smallText.outputs]);
    expect(
      largestDifference(valuesOf(tf.concat([byTime(early), byTime(late)], 1)), valuesOf(byTime(whole))),
    ).toBeLessThan(1e-6);
    for (const [name, state] of Object.entries(whole.carried)) {
      expect(largestDifference(valuesOf(late.carried[name]), valuesOf(state)), name).toBeLessThan(1e-6);
    }
  });

  it('drops a token of the vocabulary wherever it stands, and no other', () => {
    const model = smallLstm({ active: new Set(['embedding.embeddingDropout']) });
    const parameters = randomLstmParameters(model);
    const draws = tf.tensor1d([0, 0, 0.9, 0, 0, 0, 0]);
    const outputOf = (tokens: number[][], isDropped: boolean): number[] =>
      valuesOf(
        model.forward(parameters, tf.tensor2d(tokens, [1, 3], 'int32'), {
          ...silent,
          valueOf: () => tf.scalar(0.5),
          noise: isDropped ? { 'embedding.embeddingDropout': draws } : null,
        }).output,
      );
    const withoutToken = { ...parameters, 'embedding/weight': tf.mul(parameters['embedding/weight'] as tf.Tensor, 0) };
    const silence = valuesOf(
      model.forward(
        { ...withoutToken, 'output/bias': parameters['output/bias'] as tf.Tensor },
        tf.tensor2d([[2, 2, 2]], [1, 3], 'int32'),
        silent,
      ).carried['lstm1/h'],
    );
    const dropped = model.forward(parameters, tf.tensor2d([[2, 2, 2]], [1, 3], 'int32'), {
      ...silent,
      valueOf: () => tf.scalar(0.5),
      noise: { 'embedding.embeddingDropout': draws },
    });
    expect(largestDifference(valuesOf(dropped.carried['lstm1/h']), silence)).toBeLessThan(1e-6);
    expect(outputOf([[2, 2, 2]], true)).not.toEqual(outputOf([[2, 2, 2]], false));
  });

  it('rows in groups have masks and penalties of their group', () => {
    const model = smallLstm();
    const parameters = randomLstmParameters(model);
    const batch = randomTokenBatch(model, smallText, rows);
    const response = normal<tf.Tensor2D>('d', rows, smallText.hyperparameters);
    const half = <T extends tf.Tensor>(tensor: T, index: number): T => tf.split(tensor, 2, 0)[index] as T;
    const halved = (tensors: NamedTensors | undefined, index: number): NamedTensors =>
      Object.fromEntries(Object.entries(tensors ?? {}).map(([name, tensor]) => [name, half(tensor, index)]));
    const rates = [0.2, 0.6];
    const whole = model.forward(parameters, batch.x, {
      response,
      valueOf: (name) => (name.endsWith('.dropout') ? tf.tensor1d([0.2, 0.2, 0.6, 0.6]) : tf.tensor1d(rates)),
      noise: { ...batch.noise, ...batch.sharedNoise },
      carried: batch.carried ?? {},
      groups: 2,
    });
    const parts = rates.map((rate, index) =>
      model.forward(parameters, half(batch.x, index), {
        response: half(response, index),
        valueOf: () => tf.scalar(rate),
        noise: { ...halved(batch.noise, index), ...batch.sharedNoise },
        carried: halved(batch.carried, index),
      }),
    );
    expect(
      largestDifference(
        valuesOf(whole.output),
        valuesOf(
          tf.concat(
            parts.map(({ output }) => output),
            0,
          ),
        ),
      ),
    ).toBeLessThan(1e-5);
    const penalties = parts.map(({ penalty }) => valuesOf(penalty)[0] as number);
    expect(valuesOf(whole.penalty)[0]).toBeCloseTo(((penalties[0] ?? 0) + (penalties[1] ?? 0)) / 2, 5);
  });
});
