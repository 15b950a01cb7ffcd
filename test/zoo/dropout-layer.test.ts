import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import type { Conditions } from '../../src-main/stn/network.ts';
import { dropBehind, dropoutNoise, inUse } from '../../src-main/zoo/dropout-layer.ts';
import { valuesOf } from '../support/tensors.ts';

const draws = tf.tensor2d([
  [0.1, 0.9],
  [0.6, 0.2],
]);
const conditions: Conditions = {
  response: null,
  valueOf: (name) => (name === 'layer.dropout' ? tf.tensor1d([0.5, 0.75]) : null),
  noise: { 'layer.dropout': draws, 'other.dropout': draws },
};

it('units are dropped one by one, with the rate of their example', () => {
  expect(valuesOf(dropBehind(tf.ones([2, 2]), 'layer', conditions))).toEqual([2, 0, 0, 4]);
});

it('channels are dropped as a whole', () => {
  const dropped = dropBehind(tf.ones<tf.Rank.R4>([2, 2, 1, 2]), 'layer', conditions);
  expect(dropped.arraySync()).toEqual([
    [[[2, 0]], [[2, 0]]],
    [[[0, 4]], [[0, 4]]],
  ]);
});

it('nothing is dropped without draws, without a rate, or in evaluation', () => {
  const x = tf.ones([2, 2]);
  expect(dropBehind(x, 'third', conditions)).toBe(x);
  expect(dropBehind(x, 'other', conditions)).toBe(x);
  expect(dropBehind(x, 'layer', { ...conditions, noise: null })).toBe(x);
  expect(inUse('layer.dropout', conditions)?.draws).toBe(draws);
});

it('a rate that the whole batch shares serves every example', () => {
  const shared = { ...conditions, valueOf: () => tf.tensor1d([0.5]) };
  expect(valuesOf(dropBehind(tf.ones([2, 2]), 'layer', shared))).toEqual([2, 0, 0, 2]);
});

it('draws are asked for where the dropout is in use', () => {
  expect(dropoutNoise('layer', 3, new Set(['layer.dropout']))).toEqual([
    { name: 'layer.dropout', kind: 'uniform', shape: [3] },
  ]);
  expect(dropoutNoise('layer', 3, new Set(['layer.l2']))).toEqual([]);
});
