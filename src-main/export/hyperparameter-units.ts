// What one unit of each kind of hyperparameter means, for files that leave the program.
import type { HyperparameterKind } from '../../src-shared/domain/hyperparameter.ts';

/** Units in words. Source: stn/penalties.ts for the penalties, stn/dropout.ts and stn/input-noise.ts and stn/augment for the rest. */
export const hyperparameterUnits: Readonly<Record<HyperparameterKind, string>> = {
  dropout: 'probability that a unit is dropped',
  featureDropout: 'probability that an input column is dropped',
  embeddingDropout: 'probability that a token of the vocabulary is dropped, for a whole step',
  dropConnect: 'probability that a hidden-to-hidden weight is dropped, for a whole step',
  gaussianNoise: 'standard deviation, in units of the preprocessed input',
  inputScaling: 's of a factor drawn between 1 / (1 + s) and 1 + s',
  brightness: 'j of a factor drawn between max(0, 1 - j) and 1 + j',
  contrast: 'j of a factor drawn between max(0, 1 - j) and 1 + j',
  saturation: 'j of a factor drawn between max(0, 1 - j) and 1 + j',
  hue: 'j of a rotation drawn between -j and j, in turns of the colour circle',
  cutoutHoles: 'holes, rounded down',
  cutoutLength: 'side of a hole in pixels (or columns), rounded down',
  shift: 's of a shift drawn between -s and s, as a share of the side',
  horizontalFlip: 'probability of a mirror image, left and right swapped',
  verticalFlip: 'probability of a mirror image, top and bottom swapped',
  rotation: 'r of an angle drawn between -r and r, in degrees',
  activationPenalty:
    "alpha of alpha times the mean square of the last LSTM layer's dropped outputs, added to the mean loss",
  temporalPenalty:
    "beta of beta times the mean square of the change of the last LSTM layer's outputs, added to the mean loss",
  l2: 'lambda of lambda/2 times the sum of squared weights, added to the mean loss',
  l1: 'lambda of lambda times the sum of absolute weights, added to the mean loss',
};
