// From a frozen configuration to an optimiser.
import type { OptimizerConfig } from '../../src-shared/domain/run-config.ts';
import { adam } from './adam.ts';
import type { Optimizer } from './optimizer.ts';
import { sgd } from './sgd.ts';

/** The optimiser a configuration asks for; its learning rate is an input of every update. */
export function optimizerFrom(config: OptimizerConfig): Optimizer {
  switch (config.name) {
    case 'sgd':
      return sgd(config);
    case 'adam':
      return adam(config);
    default:
      return config satisfies never;
  }
}
