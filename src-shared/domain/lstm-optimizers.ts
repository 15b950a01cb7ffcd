// How LSTMs are usually trained, by what they read: what is suggested, and what the window sets for another optimiser. Not here: epochs
// and batches (host/config/suggest-lstm).
import type { DecayConfig, OptimizerConfig } from './run-config.ts';

type Optimizers = Readonly<Record<OptimizerConfig['name'], OptimizerConfig>>;

const adam = { name: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

/**
 * On a running text: the rate of one is far off for the other.
 * Source: reference lstm/train.py: SGD of 30 without momentum. Adam's rate: tried on characters, see host/config/suggest-lstm.
 */
export const optimizersOfTexts = {
  sgd: { name: 'sgd', learningRate: 30, momentum: 0 },
  adam: { ...adam, learningRate: 3e-3 },
} as const satisfies Optimizers;

/** On sequences. Tried on splice junctions and solubilities: Adam with 3e-3 is much slower. */
export const optimizersOfSequences = {
  sgd: { name: 'sgd', learningRate: 1, momentum: 0 },
  adam: { ...adam, learningRate: 1e-2 },
} as const satisfies Optimizers;

/** Source: reference lstm/train.py: a quarter of the rate after 5 epochs in vain. */
export const decayOfLstms = { kind: 'nonmonotone', window: 5, factor: 0.25 } as const satisfies DecayConfig;
