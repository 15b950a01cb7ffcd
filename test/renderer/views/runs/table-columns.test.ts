import { describe, expect, it } from 'vitest';
import { changedLabels, tagsIn } from '../../../../src-renderer/views/runs/label-changes.ts';
import {
  cellWords,
  hyperparameterSummary,
  sharedMetric,
  tableColumns,
} from '../../../../src-renderer/views/runs/table-columns.ts';
import { experimentLines, runLines } from '../../../../src-renderer/views/runs/table-lines.ts';
import { studyIdSchema } from '../../../../src-shared/domain/study.ts';
import { row } from './row.ts';

const context = { at: 'best', locale: 'en', now: 1_700_000_000_000, metric: 'accuracy' } as const;

describe('a cell', () => {
  it('shows the scores of the epoch that the head names', () => {
    const [line] = runLines([row(1)]);
    if (line === undefined) throw new Error('Expected a line.');
    expect(cellWords(line, 'loss', context)).toBe('0.300');
    expect(cellWords(line, 'loss', { ...context, at: 'last' })).toBe('0.400');
    expect(cellWords(line, 'metric', context)).toBe('90.0%');
    const titles = tableColumns('last', { metric: 'accuracy', isGrouped: false }).map((column) => column.title);
    expect(titles).toContain('Validation loss, last');
    expect(titles).toContain('Accuracy, last');
  });

  it('names its metric where rows of several stand together', () => {
    const lines = runLines([row(1), row(2, { metric: 'rmse', best: { epoch: 1, loss: 1, metric: 51.27 } })]);
    expect(sharedMetric(lines)).toBeNull();
    expect(lines.map((line) => cellWords(line, 'metric', { ...context, metric: null }))).toEqual([
      'Accuracy 90.0%',
      'RMSE 51.3',
    ]);
  });

  it('writes a perplexity with one decimal and bits with three, the lowest first in their column', () => {
    const scored = (id: number, metric: string, value: number) =>
      row(id, { metric, best: { epoch: 1, loss: 4.9, metric: value } });
    const lines = runLines([
      scored(1, 'perplexity', 134.28),
      scored(2, 'bitsPerCharacter', 1.4),
      scored(3, 'perplexity', 10_000),
    ]);
    expect(lines.map((line) => cellWords(line, 'metric', context))).toEqual(['134.3', '1.400', '10,000.0']);
    const column = (metric: string) =>
      tableColumns('best', { metric, isGrouped: false }).find(({ id }) => id === 'metric');
    expect(column('perplexity')).toMatchObject({ title: 'Perplexity, best', startsDescending: false });
    expect(column('bitsPerCharacter')).toMatchObject({ title: 'Bits per character, best', startsDescending: false });
    expect(column('accuracy')).toMatchObject({ startsDescending: true });
  });

  it('names the study of a trial, and only where there are any', () => {
    const place = { study: studyIdSchema.parse(3), arm: 0, seed: 1, trial: 4 };
    const rows = [row(1, { place }), row(2)];
    expect(runLines(rows).map((line) => cellWords(line, 'study', context))).toEqual(['3, trial 5', '–']);
    const [line] = experimentLines(rows, { open: new Set(), sort: { by: 'id', isDescending: true }, at: 'best' });
    if (line === undefined) throw new Error('Expected a line.');
    expect(cellWords(line, 'study', context)).toBe('3');
    const ids = (hasStudies: boolean) =>
      tableColumns('best', { metric: 'accuracy', isGrouped: false, hasStudies }).map(({ id }) => id);
    expect([ids(true).includes('study'), ids(false).includes('study')]).toEqual([true, false]);
  });

  it('has mean, deviation and n for an experiment, with the same decimals', () => {
    const rows = [0.91, 0.92, 0.9].map((loss, index) =>
      row(index + 1, { seed: index + 1, best: { epoch: 1, loss, metric: loss } }),
    );
    const [line] = experimentLines(rows, { open: new Set(), sort: { by: 'id', isDescending: true }, at: 'best' });
    if (line === undefined) throw new Error('Expected a line.');
    expect(cellWords(line, 'loss', context)).toBe('0.910 ± 0.010 (n = 3)');
    expect(cellWords(line, 'metric', context)).toBe('91.0% ± 1.0% (n = 3)');
    expect(cellWords(line, 'seed', context)).toBe('n = 3');
    expect(cellWords(line, 'bytes', context)).toBe('3 MB');
  });

  it('takes the metric from a seed that knows it while others still wait', () => {
    const rows = [row(2, { state: 'queued', metric: '', best: null, last: null, seed: 2 }), row(1)];
    const lines = experimentLines(rows, { open: new Set(), sort: { by: 'id', isDescending: true }, at: 'best' });
    expect(sharedMetric(lines)).toBe('accuracy');
    expect(sharedMetric(runLines(rows))).toBe('accuracy');
    expect(lines.map((line) => cellWords(line, 'metric', context))).toEqual(['90.0% (n = 1)']);
  });

  it('sums hyperparameters up by kind, with the range over the layers', () => {
    const values = { 'input.dropout': 0.05, 'dense1.dropout': 0.41, 'dense1.l2': 1e-4 };
    expect(hyperparameterSummary(values, 'en')).toBe('Dropout 0.05 to 0.41 · L2 1e-4');
    expect(hyperparameterSummary({}, 'en')).toBe('');
  });
});

describe('an edit of labels', () => {
  it('replaces those of one run', () => {
    const edited = { name: ' new ', tags: ['b'], removed: [], notes: 'seen', isSingle: true };
    expect(changedLabels(row(1, { tags: ['a'] }), edited)).toEqual({ name: 'new', tags: ['b'], notes: 'seen' });
  });

  it('adds to and takes from those of several', () => {
    const edited = { name: '', tags: ['b'], removed: ['old'], notes: 'more', isSingle: false };
    expect(changedLabels(row(1, { tags: ['old', 'a'], notes: 'first' }), edited)).toEqual({
      tags: ['a', 'b'],
      notes: 'first\nmore',
    });
    expect(changedLabels(row(1), { ...edited, notes: ' ' })).toEqual({ tags: ['b'] });
  });

  it('reads tags divided by commas, each once', () => {
    expect(tagsIn(' paper, base line,,paper ')).toEqual(['paper', 'base line']);
  });
});
