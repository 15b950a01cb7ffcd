// A network that gives all weights of another from its hyperparameters: base + map . phi(offset), phi being nothing or hidden ReLU layers.
// Not here: which offsets it learns from, and around what they are measured (methods/hypernetwork).
import * as tf from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../stn/network.ts';
import type { ParameterSpec } from '../zoo/model.ts';

/** Names of the hypernetwork's parameters; the base of a weight has the weight's own name, as in an ordinary network. */
const names = {
  weight: (layer: number) => `hyper${layer + 1}/weight`,
  bias: (layer: number) => `hyper${layer + 1}/bias`,
  map: (weight: string) => `hyper-map/${weight}`,
};

export interface Hypernetwork {
  /** Bases, maps and hidden layers. It starts as the ordinary network whatever the hyperparameters: all maps are zero. */
  readonly parameters: readonly ParameterSpec[];
  /**
   * All weights of the network.
   * @param offset [H], of deviation about 1 / sqrt(H) a value, so that its norm is about 1
   */
  weightsAt(parameters: NamedTensors, offset: tf.Tensor1D): NamedTensors;
  /** The bases with which the weights at offset zero are what they were at `offset`. */
  movedBases(parameters: NamedTensors, offset: tf.Tensor1D): NamedTensors;
}

/**
 * @param network parameters of the network that is given its weights
 * @param hidden units of the hidden layers; none: weights are linear in the hyperparameters
 * @param hyperparameters H
 * Source: Lorraine & Duvenaud 2018.
 */
export function hypernetwork(
  network: readonly ParameterSpec[],
  { hidden, hyperparameters }: { readonly hidden: readonly number[]; readonly hyperparameters: number },
): Hypernetwork {
  const widths = [hyperparameters, ...hidden];
  const width = widths.at(-1) ?? hyperparameters;
  const sizeOf = (shape: readonly number[]): number => shape.reduce((product, extent) => product * extent, 1);
  const layers = hidden.flatMap((units, layer): ParameterSpec[] => {
    const seen = widths[layer] ?? 1;
    // He's deviation, sqrt(2 / seen), as a uniform draw's.
    const initial = { kind: 'uniform', bound: Math.sqrt(6 / seen) } as const;
    return [
      { name: names.weight(layer), shape: [seen, units], initial },
      // Spread out, so that the kinks of a single hyperparameter's units do not all lie at offset zero.
      { name: names.bias(layer), shape: [units], initial: { kind: 'uniform', bound: 1 } },
    ];
  });
  const maps = network.map(
    ({ name, shape }): ParameterSpec => ({
      name: names.map(name),
      shape: [width, sizeOf(shape)],
      initial: { kind: 'constant', value: 0 },
    }),
  );

  const part = (parameters: NamedTensors, name: string): tf.Tensor => {
    const tensor = parameters[name];
    if (tensor === undefined) throw new Error(`The hypernetwork lacks ${name}.`);
    return tensor;
  };
  /** [1, last], of a norm of about 1: maps see as much of it as biases do, and learn at the network's own learning rate. */
  const features = (parameters: NamedTensors, offset: tf.Tensor1D): tf.Tensor2D => {
    const whole = tf.reshape(offset, [1, hyperparameters]) as tf.Tensor2D;
    if (hidden.length === 0) return whole;
    const last = hidden.reduce<tf.Tensor2D>((activity, _, layer) => {
      const sum = tf.matMul(activity, part(parameters, names.weight(layer)) as tf.Tensor2D);
      return tf.relu(tf.add(sum, part(parameters, names.bias(layer)))) as tf.Tensor2D;
    }, whole);
    return tf.div(last, Math.sqrt(width)) as tf.Tensor2D;
  };
  const mapped = (parameters: NamedTensors, by: tf.Tensor2D): NamedTensors =>
    Object.fromEntries(
      network.map(({ name, shape }) => {
        const change = tf.matMul(by, part(parameters, names.map(name)) as tf.Tensor2D);
        return [name, tf.add(part(parameters, name), tf.reshape(change, [...shape]))];
      }),
    );
  return {
    parameters: [...network, ...maps, ...layers],
    weightsAt: (parameters, offset) => mapped(parameters, features(parameters, offset)),
    movedBases: (parameters, offset) => {
      const before = features(parameters, tf.zerosLike(offset));
      return mapped(parameters, tf.sub(features(parameters, offset), before));
    },
  };
}
