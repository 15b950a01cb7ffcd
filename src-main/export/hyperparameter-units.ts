// What one unit of each kind of hyperparameter means, for files that leave the program.
import type { HyperparameterKind } from '../../src-shared/domain/hyperparameter.ts';

/** Units in words. Source: stn/penalties.ts for the penalties, stn/dropout.ts and stn/input-noise.ts for the rest. */
export const hyperparameterUnits: Readonly<Record<HyperparameterKind, string>> = {
  dropout: 'probability that a unit is dropped',
  featureDropout: 'probability that an input column is dropped',
  gaussianNoise: 'standard deviation, in units of the preprocessed input',
  l2: 'lambda of lambda/2 times the sum of squared weights, added to the mean loss',
  l1: 'lambda of lambda times the sum of absolute weights, added to the mean loss',
};
