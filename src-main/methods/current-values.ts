// The hyperparameters of a network without a response, in the state: a vector `u` of those that move, a scalar each of those that are held.
// Not here: what moves them.
import * as tf from '@tensorflow/tfjs-core';
import type { HyperparameterName } from '../../src-shared/domain/hyperparameter.ts';
import type { Feeds, NamedTensors, TensorSpecs } from '../engine/engine.ts';
import { constrainTensor } from '../stn/hyperparameter-vector.ts';
import { constrain, unconstrain } from '../stn/transforms.ts';
import type { Model } from '../zoo/model.ts';
import { buildModel } from '../zoo/registry.ts';
import type { HyperparameterReading, LearningProblem } from './method.ts';
import { dataOf, float, heldName } from './programs.ts';

export interface CurrentValues {
  /** The ordinary network in which they are used. */
  readonly model: Model;
  /** Their part of the state, and its start. */
  readonly specs: TensorSpecs;
  start(): Feeds;
  /** In the unit people see, scalars by name, at u [H]; differentiable in u but for what is used as a whole number. */
  at(state: NamedTensors, u: tf.Tensor1D): NamedTensors;
  read(state: Readonly<Record<string, ArrayLike<number>>>): HyperparameterReading;
}

/** The values of a problem. */
export function currentValues(problem: LearningProblem): CurrentValues {
  const { tuned, held } = problem.hyperparameters;
  const heldNames = Object.keys(held) as HyperparameterName[];
  const active = new Set([...tuned.map(({ name }) => name), ...heldNames]);
  return {
    model: buildModel(problem.model, { ...dataOf(problem), form: 'none', hyperparameters: 0, active }),
    specs: { ...Object.fromEntries(heldNames.map((name) => [heldName(name), float()])), u: float(tuned.length) },
    start: () => ({
      ...Object.fromEntries(heldNames.map((name) => [heldName(name), Float32Array.of(held[name] ?? Number.NaN)])),
      u: Float32Array.from(tuned, ({ start, range }) => unconstrain(start, range)),
    }),
    at: (state, u) => ({
      ...Object.fromEntries(heldNames.map((name) => [name, state[heldName(name)] as tf.Tensor])),
      ...Object.fromEntries(
        tuned.map(({ name, range, discrete }, index) => {
          const value = constrainTensor(tf.reshape(tf.slice(u, [index], [1]), []), range);
          return [name, discrete ? tf.floor(value) : value];
        }),
      ),
    }),
    read: ({ u }) => ({
      values: tuned.map(({ range }, index) => constrain(u?.[index] ?? Number.NaN, range)),
      scales: [],
    }),
  };
}
