import { describe, expect, it } from 'vitest';
import { comparisonTable, comparisonVerdicts, groupsOfRuns, groupsOfStudy } from '../../src-main/cli/comparison.ts';
import { conclusionOf } from '../../src-main/cli/study-conclusion.ts';
import { parseAtOnce, parseBudget, parseSeeds } from '../../src-main/cli/study-options.ts';
import { studyLines, studyObject } from '../../src-main/cli/study-summary.ts';
import type { RunRow } from '../../src-shared/contract/runs.ts';
import type { StudyDetails, StudyRow } from '../../src-shared/contract/studies.ts';
import { tableToMarkdown } from '../../src-shared/tables/table-markdown.ts';
import { testStudy } from '../studies/study-fixtures.ts';

describe('options of studies', () => {
  it.each([
    ['40trials', { unit: 'trials', amount: 40 }],
    ['1 trial', { unit: 'trials', amount: 1 }],
    ['600s', { unit: 'seconds', amount: 600 }],
    ['2.5s', { unit: 'seconds', amount: 2.5 }],
    ['50epochs', { unit: 'epochs', amount: 50 }],
    ['20000steps', { unit: 'steps', amount: 20_000 }],
  ])('read %s as a budget', (text, budget) => {
    expect(parseBudget(text)).toEqual(budget);
  });

  it.each(['', '40', 'trials', '0s', '-3s', '5days', '1e9toString'])('refuse %j as a budget', (text) => {
    expect(() => parseBudget(text)).toThrow('is no budget. Write 40trials, 600s');
  });

  it('take a number of seeds, or the seeds themselves', () => {
    expect(parseSeeds('3', 7)).toEqual([7, 8, 9]);
    expect(parseSeeds('5,1', 7)).toEqual([5, 1]);
    expect(() => parseSeeds('0', 1)).toThrow('from 1 to 100 seeds');
    expect(() => parseSeeds('a,b', 1)).toThrow('"a" is no seed');
    expect(() => parseAtOnce('0')).toThrow('from 1 to 16');
    expect(parseAtOnce(undefined)).toBe(1);
  });
});

const arm = (label: string, best: number[], bestRuns: number[]) => ({
  label,
  method: 'random' as const,
  trials: { done: 3, failed: 1, live: 0 },
  spent: 1,
  best,
  bestRuns,
});

/** A study that has ended, of two arms unless told otherwise. */
function details(changes: Partial<Record<keyof StudyRow, unknown>> = {}): StudyDetails {
  const row = {
    id: 4,
    name: 'Wine',
    purpose: 'comparison',
    state: 'finished',
    reason: 'Done.',
    budget: { unit: 'trials', amount: 4 },
    seeds: [5, 6],
    arms: [arm('First', [0.5, 0.4], [1, 2]), arm('Second', [0.3, Number.NaN], [3, 4])],
    ...changes,
  } as unknown as StudyRow;
  const trials = [
    { run: 3, place: { study: 4, arm: 1, seed: 0, trial: 0 }, parent: null, values: { 'input.dropout': 0.123456 } },
  ] as unknown as StudyDetails['trials'];
  return { row, config: testStudy(), trials };
}

describe('what a study came to', () => {
  const study = { details: details(), valuesOf: () => ({ 'dense1.l2': 0.5 }) };

  it('names the best of each arm with its values, and the losses of all seeds', () => {
    expect(studyLines(study)).toEqual([
      'Study 4 finished. Done.',
      'First: 4 trials, 1 of them failed. Best validation loss 0.4 (each seed: 0.5, 0.4), run 2.',
      '  Its values: dense1.l2 0.5.',
      'Second: 4 trials, 1 of them failed. Best validation loss 0.3 (each seed: 0.3, none), run 3.',
      '  Its values: input.dropout 0.123.',
    ]);
    expect(studyLines({ ...study, details: details({ state: 'stopped' }) }).at(-1)).toBe(
      'Go on with it: selftune study 4',
    );
  });

  it('is one object for programs; of one arm its best stands at the top', () => {
    expect(studyObject(study)).toMatchObject({ type: 'study', studyId: 4, status: 'finished', trials: 8 });
    expect(studyObject(study)).not.toHaveProperty('best');
    const [only] = details().row.arms;
    expect(studyObject({ ...study, details: details({ arms: [only] }) })).toMatchObject({
      trials: 4,
      best: { seed: 6, loss: 0.4, runId: 2, values: { 'dense1.l2': 0.5 } },
    });
  });

  it('holds each arm against the first, of a verification the schedule against the others', () => {
    const { verdicts } = conclusionOf(details().row);
    expect(verdicts).toMatchObject([{ first: 'Second', baseline: 'First', kind: 'single', pairs: 1 }]);
    const arms = [arm('Schedule', [0.1, 0.2], [1, 2]), arm('Final values', [0.2, 0.3], [3, 4])];
    const { lines } = conclusionOf(details({ purpose: 'verification', arms }).row);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^Replaying the schedule reached a validation loss 0\.1\d* lower than its final values/);
    expect(conclusionOf(details({ arms: [arms[0]] }).row)).toEqual({ verdicts: [], lines: [] });
  });
});

const row = (id: number, seed: number, loss: number, changes: Partial<RunRow> = {}) =>
  ({
    id,
    seed,
    name: 'Wine',
    experiment: 'e',
    method: 'stn',
    metric: 'accuracy',
    seconds: 10,
    best: { epoch: 3, loss, metric: 0.9 },
    last: { epoch: 9, loss: 2 * loss, metric: 0.8 },
    test: null,
    ...changes,
  }) as unknown as RunRow;

describe('a comparison', () => {
  it('brings the seeds of an experiment together', () => {
    const groups = groupsOfRuns([row(1, 1, 0.2), row(2, 2, 0.4), row(3, 1, 0.3, { experiment: 'f', name: '' })]);
    expect(groups.map(({ label }) => label)).toEqual(['Wine (runs 1, 2)', 'Run 3 (run 3)']);
    const table = tableToMarkdown(comparisonTable(groups, 'Results', 'best'));
    expect(table).toContain('0.300 ± 0.141');
    expect(table).not.toContain('Sealed test');
    expect(tableToMarkdown(comparisonTable(groups, 'Results', 'last'))).toContain('0.600 ± 0.283');
    const [found] = comparisonVerdicts(groups, 'best');
    expect(found?.pairs).toEqual([{ seed: 1, first: 0.3, baseline: 0.2, difference: expect.closeTo(0.1) }]);
  });

  it('shows the sealed test only where it was opened, with the date', () => {
    const test = { loss: 0.5, metric: 0.7, at: Date.UTC(2026, 0, 2) };
    const groups = groupsOfRuns([row(1, 1, 0.2, { test })]);
    const table = tableToMarkdown(comparisonTable(groups, 'Results', 'best'));
    expect(table).toContain('Sealed test');
    expect(table).toContain('2026-01-02');
  });

  it('takes the best trial of each seed of a search, and the time of all its trials', () => {
    const trials = [1, 2, 3].map((run) => ({
      run,
      place: { study: 4, arm: 0, seed: 0, trial: run - 1 },
      parent: null,
      values: {},
    }));
    const study = { ...details({ arms: [arm('Random', [0.2], [2])] }), trials } as unknown as StudyDetails;
    const all = new Map([1, 2, 3].map((id) => [id, row(id, 5, id / 10)]));
    const [group] = groupsOfStudy(study, all as never);
    expect(group?.rows.map(({ id }) => id)).toEqual([2]);
    expect([...(group?.spent ?? [])]).toEqual([[2, 30]]);
  });
});
