// The dropout behind a layer, when it is in use and the pass is one of training.
import * as tf from '@tensorflow/tfjs-core';
import { dropout } from '../stn/dropout.ts';
import type { Conditions } from '../stn/network.ts';
import type { NoiseInput } from './model.ts';

/** A hyperparameter's value and draws in a training pass; null where it is off or nothing is disturbed. */
export function inUse(
  name: string,
  conditions: Conditions,
): { readonly value: tf.Tensor; readonly draws: tf.Tensor } | null {
  const draws = conditions.noise?.[name];
  const value = draws === undefined ? null : conditions.valueOf(name);
  return value === null || draws === undefined ? null : { value, draws };
}

/** The draws that the dropout behind a layer asks for; none when it is off. @param size units, or channels */
export function dropoutNoise(layer: string, size: number, active: ReadonlySet<string>): readonly NoiseInput[] {
  const name = `${layer}.dropout`;
  return active.has(name) ? [{ name, kind: 'uniform', shape: [size] }] : [];
}

/** One mask for all times of an example. @param x times first, [T, B, units] */
export function dropLocked(x: tf.Tensor3D, layer: string, conditions: Conditions): tf.Tensor3D {
  const used = inUse(`${layer}.dropout`, conditions);
  return used === null
    ? x
    : (dropout({ x, p: used.value, uniform: tf.expandDims(used.draws, 0), axis: 1 }) as tf.Tensor3D);
}

/** Drops single units, [B, units], or whole channels, [B, height, width, channels]. */
export function dropBehind<T extends tf.Tensor>(x: T, layer: string, conditions: Conditions): T {
  const used = inUse(`${layer}.dropout`, conditions);
  if (used === null) return x;
  const [rows = 0] = x.shape;
  const uniform = x.rank === 4 ? tf.reshape(used.draws, [rows, 1, 1, x.shape[3] as number]) : used.draws;
  return dropout({ x, p: used.value, uniform }) as T;
}
