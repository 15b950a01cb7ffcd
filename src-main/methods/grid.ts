// Grid search: every combination of evenly spread values, in a shuffled order, so that a budget that ends early has not seen one corner
// of the space alone.
import type { GridConfig } from '../../src-shared/domain/search-config.ts';
import { gridSize, gridValues, type SearchAxis } from '../../src-shared/domain/search-space.ts';
import { shuffledIndex } from '../search/shuffled-index.ts';
import type { Search } from './search.ts';

/** Combinations are numbered like an odometer's readings and never listed: 3^15 of them take no memory. */
export function grid(axes: readonly SearchAxis[], { points }: GridConfig, seed: number): Search {
  const columns = axes.map((axis) => ({ name: axis.name, values: gridValues(axis, points) }));
  const size = gridSize(axes, points);
  return {
    propose(trials) {
      const position = BigInt(trials.length);
      if (position >= size) return 'exhausted';
      let rest = shuffledIndex(size, seed, position);
      const values: Record<SearchAxis['name'], number> = {};
      for (const column of columns) {
        const count = BigInt(column.values.length);
        values[column.name] = column.values[Number(rest % count)] ?? Number.NaN;
        rest /= count;
      }
      return { values, parent: null, epochs: null };
    },
  };
}
