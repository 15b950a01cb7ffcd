// What training examples go through before the first layer, the same for every model.
import * as tf from '@tensorflow/tfjs-core';
import { gridOf } from '../../src-shared/domain/input-shape.ts';
import { featureDropout } from '../stn/dropout.ts';
import { addGaussianNoise, scaleInput } from '../stn/input-noise.ts';
import type { Conditions } from '../stn/network.ts';
import { augmentationNoise, augmentImages } from './augment-images.ts';
import { dropBehind, dropoutNoise, inUse } from './dropout-layer.ts';
import type { ModelSurroundings, NoiseInput } from './model.ts';

type InputSurroundings = Pick<ModelSurroundings, 'inputs' | 'imageShape' | 'pixelScale' | 'featureOfInput' | 'active'>;

/** The draws that the hyperparameters in use ask for. */
export function inputNoise(surroundings: InputSurroundings): readonly NoiseInput[] {
  const { inputs, featureOfInput, active } = surroundings;
  const features = 1 + featureOfInput.reduce((highest, feature) => Math.max(highest, feature), -1);
  const known: readonly NoiseInput[] = [
    { name: 'input.gaussianNoise', kind: 'normal', shape: [inputs] },
    { name: 'input.featureDropout', kind: 'uniform', shape: [features] },
    ...dropoutNoise('input', inputs, active),
    { name: 'input.inputScaling', kind: 'uniform', shape: [] },
  ];
  return [...augmentationNoise(surroundings), ...known.filter(({ name }) => active.has(name))];
}

/**
 * Order: augmentation of images and of rows of an ordered axis, Gaussian noise, then whole columns and single inputs are dropped, then
 * each example is scaled.
 * @param x [B, I]
 * @returns [B, I]
 */
export function disturbInput(x: tf.Tensor2D, surroundings: InputSurroundings, conditions: Conditions): tf.Tensor2D {
  if (conditions.noise === null) return x;
  let disturbed: tf.Tensor = augmented(x, surroundings, conditions);
  const normal = inUse('input.gaussianNoise', conditions);
  if (normal !== null) disturbed = addGaussianNoise(disturbed, normal.value, normal.draws);
  const columns = inUse('input.featureDropout', conditions);
  if (columns !== null) {
    disturbed = featureDropout({
      x: disturbed as tf.Tensor2D,
      p: columns.value,
      uniform: columns.draws as tf.Tensor2D,
      featureOfInput: surroundings.featureOfInput,
    });
  }
  disturbed = dropBehind(disturbed, 'input', conditions);
  const scaling = inUse('input.inputScaling', conditions);
  if (scaling !== null) disturbed = scaleInput(disturbed, scaling.value, scaling.draws);
  return disturbed as tf.Tensor2D;
}

/** As images, or as rows of an ordered axis, and flat again. */
function augmented(x: tf.Tensor2D, surroundings: InputSurroundings, conditions: Conditions): tf.Tensor2D {
  if (augmentationNoise(surroundings).length === 0) return x;
  const [rows, inputs] = x.shape;
  const images = tf.reshape(x, [rows, ...gridOf(surroundings)]) as tf.Tensor4D;
  return tf.reshape(augmentImages(images, surroundings, conditions), [rows, inputs]);
}
