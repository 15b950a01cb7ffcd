import { describe, expect, it } from 'vitest';
import { compareValues, sortRuns } from '../../../../src-renderer/views/runs/sort-runs.ts';
import { spreadOf, spreadWords } from '../../../../src-renderer/views/runs/spread.ts';
import { experimentLines, runLines, type TableLine } from '../../../../src-renderer/views/runs/table-lines.ts';
import { row } from './row.ts';

const scored = (id: number, loss: number, over: Parameters<typeof row>[1] = {}) =>
  row(id, { best: { epoch: 1, loss, metric: 0.5 }, ...over });
const ids = (lines: readonly TableLine[]) =>
  lines.map((line) => (line.kind === 'run' ? line.row.id : line.experiment.key));

describe('the order of runs', () => {
  const rows = [scored(1, 0.3), scored(2, Number.NaN), scored(3, 0.1), row(4, { best: null }), scored(5, 0.3)];

  it('keeps what has no value and NaN last whichever way it goes', () => {
    const up = sortRuns(rows, { by: 'loss', isDescending: false }, 'best').map((one) => one.id);
    const down = sortRuns(rows, { by: 'loss', isDescending: true }, 'best').map((one) => one.id);
    expect(up).toEqual([3, 5, 1, 4, 2]);
    expect(down).toEqual([5, 1, 3, 4, 2]);
  });

  it('goes by the epoch that the table shows', () => {
    const rows = [
      row(1, { best: { epoch: 1, loss: 0.1, metric: 1 }, last: { epoch: 2, loss: 0.9, metric: 1 } }),
      row(2, { best: { epoch: 1, loss: 0.2, metric: 1 }, last: { epoch: 2, loss: 0.3, metric: 1 } }),
    ];
    expect(sortRuns(rows, { by: 'loss', isDescending: false }, 'best').map((one) => one.id)).toEqual([1, 2]);
    expect(sortRuns(rows, { by: 'loss', isDescending: false }, 'last').map((one) => one.id)).toEqual([2, 1]);
  });

  it('sorts by one hyperparameter', () => {
    const rows = [0.4, 0.1, 0.2].map((value, index) =>
      row(index + 1, { finalHyperparameters: { 'dense1.dropout': value } }),
    );
    const order = { by: 'hyperparameter:dense1.dropout', isDescending: true };
    expect(sortRuns(rows, order, 'last').map((one) => one.id)).toEqual([1, 3, 2]);
  });

  it('ranks infinities as the numbers they are', () => {
    expect(compareValues(Infinity, 1, false)).toBeGreaterThan(0);
    expect(compareValues(Infinity, Infinity, false)).toBe(0);
  });
});

describe('a mean over seeds', () => {
  const show = (value: number) => value.toFixed(3);

  it('has the sample standard deviation and its n', () => {
    // By hand: mean 2, squares 1 + 0 + 1, divided by n − 1 = 2.
    expect(spreadOf([1, 2, 3])).toEqual({ mean: 2, sd: 1, n: 3, total: 3 });
    expect(spreadWords(spreadOf([1, 2, 3]), show)).toBe('2.000 ± 1.000 (n = 3)');
  });

  it('has no deviation of one seed', () => {
    expect(spreadWords(spreadOf([0.5]), show)).toBe('0.500 (n = 1)');
  });

  it('counts a NaN without averaging it, and leaves out what is not there yet', () => {
    expect(spreadWords(spreadOf([1, 3, Number.NaN, null]), show)).toBe('2.000 ± 1.414 (n = 2 of 3)');
    expect(spreadWords(spreadOf([Number.NaN]), show)).toBe('NaN (n = 0 of 1)');
    expect(spreadWords(spreadOf([null, undefined]), show)).toBe('–');
  });
});

describe('lines by experiment', () => {
  const sort = { by: 'loss', isDescending: false };
  const rows = sortRuns(
    [
      scored(1, 0.2, { experiment: 'a', seed: 1 }),
      scored(2, 0.5, { experiment: 'b', seed: 1 }),
      scored(3, 0.9, { experiment: 'a', seed: 2 }),
      scored(4, 0.3, { experiment: 'b', seed: 2 }),
    ],
    sort,
    'best',
  );

  it('are one a run while runs are not grouped', () => {
    expect(ids(runLines(rows))).toEqual([1, 4, 2, 3]);
  });

  it('are ordered by the mean, not by the best seed', () => {
    expect(ids(experimentLines(rows, { open: new Set(), sort, at: 'best' }))).toEqual(['b', 'a']);
  });

  it('show the seeds of an open experiment below it, in the same order', () => {
    const lines = experimentLines(rows, { open: new Set(['a']), sort, at: 'best' });
    expect(ids(lines)).toEqual(['b', 'a', 1, 3]);
    expect(lines.map((line) => (line.kind === 'run' ? line.level : 0))).toEqual([0, 0, 2, 2]);
  });

  it('average loss, sum sizes', () => {
    const [line] = experimentLines(rows, { open: new Set(), sort, at: 'best' });
    if (line?.kind !== 'experiment') throw new Error('Expected an experiment.');
    expect(line.experiment.loss.mean).toBeCloseTo(0.4, 12);
    expect(line.experiment.bytes).toBe(2_000_000);
  });
});
