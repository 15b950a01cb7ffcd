// One case or more for every kernel the recorder knows. Inputs keep clear of kinks, where a gradient is a matter of taste.
import * as tf from '@tensorflow/tfjs-core';
import { type Case, draws, whole } from '../agreement.ts';
import { ofOne, ofTwo } from './case-makers.ts';

const flat = { isFlat: true } as const;
const positive = { low: 0.1, high: 3 } as const;

export const elementwiseCases: readonly Case[] = [
  ofOne('abs', tf.abs),
  ofOne('acosh', tf.acosh, { low: 1.1, high: 3 }),
  ofOne('asin', tf.asin, { low: -0.9, high: 0.9 }),
  ofOne('acos', tf.acos, { low: -0.9, high: 0.9 }),
  ofOne('asinh', tf.asinh),
  ofOne('atan', tf.atan),
  ofOne('atanh', tf.atanh, { low: -0.9, high: 0.9 }),
  ofOne('ceil', tf.ceil),
  ofOne('clip', (x) => tf.clipByValue(x, -0.7, 1.1)),
  ofOne('cos', tf.cos),
  ofOne('cosh', tf.cosh),
  ofOne('elu', tf.elu),
  ofOne('erf', tf.erf),
  ofOne('exp', tf.exp),
  ofOne('expm1', tf.expm1),
  ofOne('expm1 of small numbers', tf.expm1, { low: -1e-5, high: 1e-5 }),
  ofOne('floor', tf.floor),
  ofOne('leaky relu', (x) => tf.leakyRelu(x, 0.1)),
  ofOne('log', tf.log, positive),
  ofOne('log1p', tf.log1p, positive),
  ofOne('log1p of small numbers', tf.log1p, { low: -1e-5, high: 1e-5 }),
  ofOne('log sigmoid', tf.logSigmoid),
  ofOne('neg', tf.neg),
  ofOne('reciprocal', tf.reciprocal, positive),
  ofOne('relu', tf.relu),
  ofOne('relu6', tf.relu6, { low: -3, high: 9 }),
  ofOne('round', tf.round, { low: -5, high: 5 }),
  ofOne('rsqrt', tf.rsqrt, positive),
  ofOne('selu', tf.selu),
  ofOne('sigmoid', tf.sigmoid, { low: -9, high: 9 }),
  ofOne('sign', tf.sign),
  ofOne('sin', tf.sin),
  ofOne('sinh', tf.sinh),
  ofOne('softplus', tf.softplus, { low: -9, high: 9 }),
  ofOne('softplus far below zero', tf.softplus, { low: -14, high: -10 }),
  ofOne('sqrt', tf.sqrt, positive),
  ofOne('square', tf.square),
  ofOne('step', (x) => tf.step(x)),
  ofOne('leaky step', (x) => tf.step(x, 0.25)),
  ofOne('tan', tf.tan, { low: -1, high: 1 }),
  ofOne('tanh', tf.tanh),
  ofOne('cast to whole numbers', (x) => tf.cast(x, 'int32'), { ...flat, low: -5, high: 5 }),
  ofOne('is finite', (x) => tf.isFinite(tf.div(x, tf.relu(x))), flat),
  ofOne('is infinite', (x) => tf.isInf(tf.div(x, tf.relu(x))), flat),
  ofOne('is not a number', (x) => tf.isNaN(tf.log(x)), flat),
  ofTwo('add', tf.add),
  ofTwo('add, broadcasting a row', tf.add, { b: [4] }),
  ofTwo('add, broadcasting both', tf.add, { a: [3, 1], b: [1, 4] }),
  ofTwo('sub', tf.sub, { b: [3, 1] }),
  ofTwo('mul', tf.mul, { a: [1], b: [3, 4] }),
  ofTwo('div', tf.div, { low: 0.3 }),
  ofTwo('pow', tf.pow, { low: 0.3 }),
  ofTwo('maximum', tf.maximum),
  ofTwo('minimum', tf.minimum),
  ofTwo('mod', tf.mod, { low: 0.3 }),
  ofTwo('floor division', tf.floorDiv, { ...flat, low: 0.3 }),
  ofTwo('squared difference', tf.squaredDifference),
  ofTwo('prelu', tf.prelu),
  ofTwo('add many', (a, b) => tf.addN([a, b, tf.mul(a, b)])),
  ofOne('neutral numbers', (a) => tf.div(tf.sub(tf.add(tf.mul(a, 1), 0), 0), 1)),
  ofOne('numbers known while compiling', (a) =>
    tf.mul(a, tf.div(tf.add(tf.ones([3, 4]), 2), tf.sqrt(tf.fill([3, 1], 4)))),
  ),
];

/** TensorFlow.js has no gradient for a condition, so it is a constant here. */
function isOdd(shape: readonly number[]): tf.Tensor {
  const size = shape.reduce((product, extent) => product * extent, 1);
  return tf.tensor(
    Array.from({ length: size }, (_, index) => index % 2 === 1),
    [...shape],
    'bool',
  );
}

export const choiceCases: readonly Case[] = [
  ...[tf.equal, tf.notEqual, tf.greater, tf.greaterEqual, tf.less, tf.lessEqual].map((compare) =>
    ofTwo(`${compare.name} of rounded numbers`, (a, b) => compare(tf.round(a), tf.round(b)), { ...flat, b: [4] }),
  ),
  ofTwo(
    'and, or, not, xor',
    (a, b) => {
      const [p, q] = [tf.greater(a, 0), tf.greater(b, 0)] as const;
      return tf.stack(
        [tf.logicalAnd(p, q), tf.logicalOr(p, q), tf.logicalNot(p), tf.logicalXor(p, q)].map((t) =>
          tf.cast(t, 'float32'),
        ),
      );
    },
    flat,
  ),
  ofTwo('where', (a, b) => tf.where(isOdd([3, 4]), a, tf.mul(b, b))),
  ofTwo('where, broadcasting', (a, b) => tf.where(isOdd([3, 1]), a, b), { b: [1, 4] }),
  {
    name: 'whole numbers: sum, quotient rounded down, comparison',
    inputs: { a: whole([4], [-7, 7, 5, -5]), b: whole([4], [2, 2, -3, -3]) },
    compute: ({ a, b }) =>
      tf.stack([
        tf.add(a as tf.Tensor, b as tf.Tensor),
        tf.floorDiv(a as tf.Tensor, b as tf.Tensor),
        tf.cast(tf.less(a as tf.Tensor, b as tf.Tensor), 'int32'),
      ]),
    isFlat: true,
  },
];

export const reductionCases: readonly Case[] = [
  ofOne('sum of all', (x) => tf.sum(x)),
  ofOne('sum of rows', (x) => tf.sum(x, 0)),
  ofOne('sum of rows of a large matrix', (x) => tf.sum(x, 0), { shape: [128, 64] }),
  ofOne('sum of rows of a large matrix, kept', (x) => tf.sum(x, 0, true), { shape: [128, 64] }),
  ofOne('sum of the last axis, kept', (x) => tf.sum(x, -1, true), { shape: [2, 3, 4] }),
  ofOne('sum of squares', (x) => tf.sum(tf.square(x))),
  ofOne('sum of squares of rows, kept', (x) => tf.sum(tf.square(x), 0, true)),
  ofOne('sum of squares over an axis of one', (x) => tf.sum(tf.square(x), 0), { shape: [1, 5] }),
  ofOne('square of a scalar summed', (x) => tf.sum(tf.square(x)), { shape: [] }),
  ofOne('sum of two axes', (x) => tf.sum(x, [0, 2]), { shape: [2, 3, 4] }),
  ofOne('sum over an axis of one', (x) => tf.sum(x, 0), { shape: [1, 5] }),
  ofOne('mean of all', (x) => tf.mean(x)),
  ofOne('mean of columns', (x) => tf.mean(x, 1, true)),
  ofOne('product', (x) => tf.prod(x, 1), { ...positive, ...flat }),
  ofOne('max', (x) => tf.max(x, 1)),
  ofOne('max, kept', (x) => tf.max(x, [0], true)),
  ofOne('min', (x) => tf.min(x, 1)),
  ofOne(
    'any and all',
    (x) => tf.stack([tf.any(tf.greater(x, 1), 1), tf.all(tf.greater(x, -1), 1)].map((t) => tf.cast(t, 'float32'))),
    flat,
  ),
  ofOne('index of the largest', (x) => tf.argMax(x, -1), flat),
  ofOne('index of the smallest', (x) => tf.argMin(x, 0), flat),
  ofOne('cumulative sum', (x) => tf.cumsum(x, 1)),
  ofOne('cumulative sum from behind, without itself', (x) => tf.cumsum(x, 1, true, true)),
  ofOne('log-sum-exp', (x) => tf.logSumExp(x, 1)),
  ofOne('softmax', (x) => tf.softmax(x as tf.Tensor2D)),
  ofOne('log-softmax', (x) => tf.logSoftmax(x as tf.Tensor2D)),
  ofOne('Euclidean norm', (x) => tf.norm(x)),
  ofOne('softmax cross-entropy', (x) =>
    tf.losses.softmaxCrossEntropy(tf.oneHot(tf.tensor1d([2, 0, 3], 'int32'), 4), x as tf.Tensor2D),
  ),
];

export const arrangementCases: readonly Case[] = [
  ofOne('reshape with one extent left open', (x) => tf.mul(tf.reshape(tf.reshape(x, [2, 6]), [-1, 3]), 2)),
  ofOne('expand and squeeze', (x) => tf.squeeze(tf.expandDims(tf.expandDims(x, -1), 0))),
  ofOne('transpose', (x) => tf.transpose(x)),
  ofOne('transpose of three axes', (x) => tf.transpose(x, [2, 0, 1]), { shape: [2, 3, 4] }),
  ofOne('transpose that moves an axis of one', (x) => tf.transpose(x, [1, 0, 2]), { shape: [1, 3, 4] }),
  ofOne('slice', (x) => tf.slice(x, [1, 0], [2, -1])),
  ofOne('slice of the whole', (x) => tf.slice(x, [0, 0], [3, 4])),
  ofOne('split', (x) => tf.mul(...(tf.split(x, 2, 1) as [tf.Tensor, tf.Tensor]))),
  ofOne('split at given extents', (x) => tf.split(x, [1, 3], 1)[1] as tf.Tensor),
  ofTwo('concat', (a, b) => tf.concat([a, b], 1), { b: [3, 2] }),
  ofTwo('stack and unstack', (a, b) => tf.unstack(tf.stack([a, b, a], 1), 1)[2] as tf.Tensor),
  ofOne('tile', (x) => tf.tile(x, [2, 3])),
  ofOne('broadcast', (x) => tf.broadcastTo(x, [2, 3, 4]), { shape: [3, 1] }),
  ofOne('pad', (x) =>
    tf.pad(
      x,
      [
        [1, 0],
        [0, 2],
      ],
      0.5,
    ),
  ),
  ofOne('reverse', (x) => tf.reverse(x, [1])),
  ofOne('gather rows', (x) => tf.gather(x, tf.tensor1d([2, 0, 2], 'int32'))),
  ofOne('gather columns', (x) => tf.gather(x, tf.tensor1d([3, 1], 'int32'), 1)),
  {
    name: 'gather by an input, as an embedding does',
    inputs: { table: draws([5, 2]), ids: whole([2, 3], [4, 0, 4, 1, 2, 4]) },
    compute: ({ table, ids }) => tf.gather(table as tf.Tensor, ids as tf.Tensor),
  },
  {
    name: 'gather by whole indices',
    inputs: { table: draws([3, 4]), places: whole([3, 2], [0, 3, 1, 0, 2, 3]) },
    compute: ({ table, places }) => tf.gatherND(table as tf.Tensor, places as tf.Tensor),
    isFlat: true,
  },
  {
    name: 'other values at some places',
    inputs: { table: draws([3, 4]), places: whole([2, 2], [0, 3, 2, 1]), updates: draws([2], { stream: 'updates' }) },
    compute: ({ table, places, updates }) =>
      tf.tensorScatterUpdate(table as tf.Tensor, places as tf.Tensor, updates as tf.Tensor),
    isFlat: true,
  },
  {
    name: 'another value in every row',
    inputs: { table: draws([3, 4]), columns: whole([3], [3, 0, 3]), updates: draws([3], { stream: 'updates' }) },
    compute: ({ table, columns, updates }) => {
      const places = tf.stack([tf.range(0, 3, 1, 'int32'), columns as tf.Tensor], 1);
      return tf.tensorScatterUpdate(table as tf.Tensor, places, updates as tf.Tensor);
    },
    isFlat: true,
  },
  {
    name: 'one-hot',
    inputs: { ids: whole([4], [2, 0, 1, 2]) },
    compute: ({ ids }) => tf.oneHot(ids as tf.Tensor1D, 3),
    isFlat: true,
  },
  {
    name: 'one-hot with values of its own',
    inputs: { ids: whole([3], [1, 0, 2]) },
    compute: ({ ids }) => tf.cast(tf.oneHot(ids as tf.Tensor1D, 3, 5, -1), 'float32'),
    isFlat: true,
  },
  ofOne('zeros, ones, ranges', (x) =>
    tf.add(tf.mul(x, tf.onesLike(x)), tf.add(tf.zerosLike(x), tf.mul(tf.range(0, 4), tf.linspace(0, 1, 4)))),
  ),
];
