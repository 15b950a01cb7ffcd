// Random search: every trial somewhere else in the space, evenly on each axis. Source: Bergstra & Bengio 2012.
import type { SearchAxis } from '../../src-shared/domain/search-space.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import { listedSize, untriedPlaces, valuesAt } from '../search/untried.ts';
import type { Search } from './search.ts';

/** Draws trial by trial; of a small space of whole numbers no place twice, and all of them at most. */
export function random(axes: readonly SearchAxis[], seed: number): Search {
  const noise = new CounterNoise(seed);
  const isListed = Number.isFinite(listedSize(axes));
  return {
    propose(trials) {
      const draws = noise.uniform('random search', trials.length, new Float32Array(axes.length));
      if (!isListed) return { values: valuesAt(axes, draws), parent: null, epochs: null };
      const left = untriedPlaces(
        axes,
        trials.map(({ values }) => values),
      );
      const [draw = 0] = noise.uniform('random place', trials.length, new Float32Array(1));
      const place = left[Math.floor(draw * left.length)];
      return place === undefined ? 'exhausted' : { values: valuesAt(axes, place), parent: null, epochs: null };
    },
  };
}
