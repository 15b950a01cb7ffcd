// Names of activations as people write them.
import type { Activation } from '../../src-shared/domain/run-config.ts';

export const activationWords: Readonly<Record<Activation, string>> = {
  relu: 'ReLU',
  tanh: 'tanh',
  sigmoid: 'sigmoid',
  elu: 'ELU',
  linear: 'none (linear)',
};
