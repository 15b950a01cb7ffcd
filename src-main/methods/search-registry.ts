// From a search's name to the search. One more search is one more case. Apart from the registry of learners: what asks for trials in the
// host must not load tensors.
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { SearchConfig } from '../../src-shared/domain/search-config.ts';
import type { SearchAxis } from '../../src-shared/domain/search-space.ts';
import { bayes } from './bayes.ts';
import { grid } from './grid.ts';
import { pbt } from './pbt.ts';
import { random } from './random.ts';
import type { Search } from './search.ts';

/**
 * Builds the search that a config asks for.
 * @param axes of {@link searchSpace}, in the order of the hyperparameters
 * @param seed the seed of the trials: equal seeds propose equal trials
 * @throws AppError `search/nothing-tuned` where there is no axis
 */
export function buildSearch(config: SearchConfig, axes: readonly SearchAxis[], seed: number): Search {
  if (axes.length === 0) {
    throw new AppError(
      'search/nothing-tuned',
      'No hyperparameter is tuned, so there is nothing to search for. Set at least one to tuned.',
    );
  }
  switch (config.name) {
    case 'grid':
      return grid(axes, config, seed);
    case 'random':
      return random(axes, seed);
    case 'bayes':
      return bayes(axes, config, seed);
    case 'pbt':
      return pbt(axes, config, seed);
    default:
      return config satisfies never;
  }
}
