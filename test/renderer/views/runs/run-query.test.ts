import { describe, expect, it } from 'vitest';
import { valuesOf, withValues } from '../../../../src-renderer/views/runs/query-tokens.ts';
import { parseQuery } from '../../../../src-renderer/views/runs/run-query.ts';
import { studyIdSchema } from '../../../../src-shared/domain/study.ts';
import { row } from './row.ts';

const rows = [
  row(1, {
    name: 'baseline',
    tags: ['paper'],
    finalHyperparameters: { 'dense1.dropout': 0.41, 'input.dropout': 0.05 },
  }),
  row(2, { name: 'wide net', state: 'failed', datasetName: 'my table', best: null, last: null, seconds: 200 }),
  row(3, { state: 'running', method: 'fixed', isStarred: true, best: { epoch: 1, loss: Number.NaN, metric: 0.2 } }),
  row(4, { metric: 'rmse', best: { epoch: 3, loss: 0.1, metric: 51 }, bytes: 3_500_000, notes: 'Batch B repeats' }),
];

/** Numbers of the rows a filter keeps. */
function kept(text: string, at: 'best' | 'last' = 'best'): number[] {
  const { test, problem } = parseQuery(text);
  expect(problem).toBe('');
  return rows.filter((candidate) => test(candidate, at)).map((candidate) => candidate.id);
}

describe('a typed filter', () => {
  it.each<[string, number[]]>([
    ['', [1, 2, 3, 4]],
    ['state:failed', [2]],
    ['state:failed,running', [2, 3]],
    ['state:live', [3]],
    ['-state:finished', [2, 3]],
    ['data:digits', [1, 3, 4]],
    ['data:"my table"', [2]],
    ['tag:paper', [1]],
    ['tag:pap', []],
    ['method:fixed', [3]],
    ['method:"self-tuning"', [1, 2, 4]],
    ['name:wide', [2]],
    ['loss<0.35', [1, 4]],
    ['loss>=0.3', [1]],
    ['-loss<0.35', [2, 3]],
    ['accuracy>85%', [1]],
    ['rmse<60', [4]],
    ['dropout>0.4', [1]],
    ['input.dropout>0.4', []],
    ['seconds>2min', [2]],
    ['size>=3.5MB', [4]],
    ['is:starred', [3]],
    ['#2', [2]],
    ['run=4', [4]],
    ['BASELINE', [1]],
    ['batch', [4]],
    ['dropout', [1]],
    ['state:finished data:digits loss<0.4 tag:paper dropout', [1]],
  ])('%j keeps the runs it says', (text, expected) => expect(kept(text)).toEqual(expected));

  it('finds the trials of a study, counted from 1', () => {
    const place = { study: studyIdSchema.parse(3), arm: 0, seed: 1, trial: 4 };
    const found = (text: string) => parseQuery(text).test(row(7, { place }), 'best');
    expect(['study:3', 'study:2', 'study:3 trial>=5', 'trial:4', '-study:3'].map(found)).toEqual([
      true,
      false,
      true,
      false,
      false,
    ]);
    expect(parseQuery('study:3').test(row(8), 'best')).toBe(false);
  });

  it('knows the scores of texts and every kind of hyperparameter', () => {
    const lstm = row(5, {
      metric: 'perplexity',
      best: { epoch: 3, loss: 4.8, metric: 121.5 },
      finalHyperparameters: { 'lstm2.dropout': 0.6, 'recurrent.dropConnect': 0.4, 'recurrent.temporalPenalty': 1.2 },
    });
    const letters = row(6, { metric: 'bitsPerCharacter', best: { epoch: 3, loss: 1, metric: 1.44 } });
    const found = (text: string) => {
      const { test, problem } = parseQuery(text);
      expect(problem).toBe('');
      return [lstm, letters].filter((one) => test(one, 'best')).map(({ id }) => id);
    };
    expect(found('perplexity<130')).toEqual([5]);
    expect(found('bits<1.5')).toEqual([6]);
    expect(found('bitsPerCharacter<1.4')).toEqual([]);
    expect(found('dropConnect>0.3')).toEqual([5]);
    expect(found('lstm2.dropout>=0.6 recurrent.temporalPenalty>1')).toEqual([5]);
  });

  it('compares the scores at the epoch that the table shows', () => {
    expect(kept('loss=0.3', 'best')).toEqual([1]);
    expect(kept('loss=0.4', 'last')).toEqual([1, 3, 4]);
  });

  it('says in one sentence what it does not understand, and goes by the rest', () => {
    const { problem, test } = parseQuery('state:done data:digits');
    expect(problem).toBe(
      '"done" is no state. States are live, queued, starting, running, paused, finished, stopped, failed, interrupted.',
    );
    expect(rows.filter((candidate) => test(candidate, 'best'))).toHaveLength(3);
    expect(parseQuery('los<0.4').problem).toMatch(/^"los" is not known here\. Fields are state, data/);
    expect(parseQuery('loss<abc').problem).toBe('In "loss<abc" a number is expected after "<".');
    expect(parseQuery('loss<').problem).toBe('After "loss<" a value is missing, for example "loss<0.4".');
    expect(parseQuery('data<3').problem).toBe('"data" is a text: write "data:3".');
    expect(parseQuery('is:new').problem).toBe('After "is:" only "starred" can follow.');
  });

  it('reads hostile text as text', () => {
    expect(kept('(((')).toEqual([]);
    expect(kept('"unclosed')).toEqual([]);
    // "Self-tuning" has a hyphen in it; "Fixed values" has none.
    expect(kept('-')).toEqual([1, 2, 4]);
  });

  it('tests ten thousand rows within the time of one key', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => row(index + 1));
    const { test } = parseQuery('state:finished data:digits loss<0.4 run');
    const start = performance.now();
    expect(many.filter((candidate) => test(candidate, 'best'))).toHaveLength(10_000);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});

describe('a clicked filter', () => {
  it('writes the same text that could have been typed', () => {
    expect(withValues('dropout', 'state', ['failed', 'stopped'])).toBe('dropout state:failed,stopped');
    expect(withValues('state:failed loss<0.4', 'state', ['running'])).toBe('loss<0.4 state:running');
    expect(withValues('state:failed loss<0.4', 'state', [])).toBe('loss<0.4');
    expect(withValues('', 'data', ['my table'])).toBe('data:"my table"');
  });

  it('leaves what turns a condition around alone', () => {
    expect(withValues('-tag:test', 'tag', ['paper'])).toBe('-tag:test tag:paper');
  });

  it('reads back what it wrote', () => {
    const text = withValues('', 'tag', ['to do', 'a,b', 'Paper']);
    expect(valuesOf(text, 'tag')).toEqual(['to do', 'a,b', 'paper']);
    expect(valuesOf('-tag:test', 'tag')).toEqual([]);
  });
});
