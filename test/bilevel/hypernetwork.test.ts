import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { hypernetwork } from '../../src-main/bilevel/hypernetwork.ts';
import { countValues } from '../../src-main/zoo/layer-parameters.ts';
import type { ParameterSpec } from '../../src-main/zoo/model.ts';
import { hypernetworkSize } from '../../src-shared/domain/hypernetwork-size.ts';
import { modelConfigSchema } from '../../src-shared/domain/run-config.ts';
import { largestDifference, normal, valuesOf } from '../support/tensors.ts';

const uniform = { kind: 'uniform', bound: 1 } as const;
const network: readonly ParameterSpec[] = [
  { name: 'dense1/weight', shape: [4, 3], initial: uniform },
  { name: 'dense1/bias', shape: [3], initial: uniform },
  { name: 'output/weight', shape: [3, 2], initial: uniform },
  { name: 'output/bias', shape: [2], initial: uniform },
];
const offset = tf.tensor1d([0.4, -0.8]);
const none = tf.tensor1d([0, 0]);

describe.each([{ hidden: [] }, { hidden: [7] }, { hidden: [5, 6] }])('with hidden layers $hidden', ({ hidden }) => {
  const given = hypernetwork(network, { hidden, hyperparameters: 2 });
  const drawn = Object.fromEntries(given.parameters.map(({ name, shape }) => [name, normal(name, ...shape)]));

  it('all weights depend on the hyperparameters, and have the shapes of the network', () => {
    const [here, there] = [given.weightsAt(drawn, none), given.weightsAt(drawn, offset)];
    expect(Object.fromEntries(Object.entries(here).map(([name, { shape }]) => [name, shape]))).toEqual(
      Object.fromEntries(network.map(({ name, shape }) => [name, shape])),
    );
    for (const { name } of network) {
      expect(largestDifference(valuesOf(here[name]), valuesOf(there[name])), name).toBeGreaterThan(0.01);
    }
  });

  it('begins as the ordinary network whatever the hyperparameters', () => {
    const zero = Object.fromEntries(
      given.parameters.map(({ name, shape, initial }) => [
        name,
        initial.kind === 'constant' ? tf.fill([...shape], initial.value) : normal(name, ...shape),
      ]),
    );
    const weights = given.weightsAt(zero, offset);
    for (const { name } of network) expect(valuesOf(weights[name])).toEqual(valuesOf(zero[name]));
  });

  it('has the weights of a place at offset zero once its bases have moved there', () => {
    const moved = { ...drawn, ...given.movedBases(drawn, offset) };
    const [expected, found] = [given.weightsAt(drawn, offset), given.weightsAt(moved, none)];
    for (const { name } of network) {
      expect(largestDifference(valuesOf(found[name]), valuesOf(expected[name])), name).toBeLessThan(1e-5);
    }
  });

  it('has as many parameters as are said before it is built', () => {
    const model = modelConfigSchema.parse({ kind: 'mlp', hidden: [{ width: 3 }] });
    const size = hypernetworkSize({ hidden }, { model, data: { inputs: 4, imageShape: null }, outputs: 2, tuned: 2 });
    expect(size).toEqual({ network: countValues(network), hypernetwork: countValues(given.parameters) });
  });
});
