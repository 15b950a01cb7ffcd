import { describe, expect, it } from 'vitest';
import { foundIn, siblingsOf } from '../../../../src-renderer/views/new/found-values.ts';
import type { RunRow } from '../../../../src-shared/contract/runs.ts';

const row = (experiment: string, state: RunRow['state'], value: number) =>
  ({ experiment, state, finalHyperparameters: { 'input.dropout': value } }) as unknown as RunRow;
const rows = [row('a', 'finished', 0.2), row('a', 'finished', 0.4), row('b', 'finished', 0.9), row('a', 'failed', 0.9)];

describe('what runs of a config found', () => {
  it('comes from finished runs of the same experiment', () => {
    expect(siblingsOf(rows[0], rows)).toEqual([rows[0], rows[1]]);
    expect(siblingsOf(undefined, rows)).toEqual([]);
  });

  it('is a mean over the runs and says over how many', () => {
    const siblings = siblingsOf(rows[0], rows);
    expect(foundIn('input.dropout', { siblings, path: [], locale: 'en' })).toEqual({
      short: '→ 0.3',
      sentence: 'Dropout of input ended at 0.3 (mean of the last values, 2 runs).',
      path: [],
    });
    expect(foundIn('dense1.dropout', { siblings, path: [], locale: 'en' })).toBe(null);
  });
});
