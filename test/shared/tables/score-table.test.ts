import { describe, expect, it } from 'vitest';
import { decimalsOf } from '../../../src-shared/tables/result-table.ts';
import {
  isStillImproving,
  type ScoreAt,
  type ScoredExperiment,
  type ScoredRun,
  scoreTable,
} from '../../../src-shared/tables/score-table.ts';
import { tableToCsv } from '../../../src-shared/tables/table-csv.ts';
import { latexText, tableToLatex } from '../../../src-shared/tables/table-latex.ts';
import { tableToMarkdown } from '../../../src-shared/tables/table-markdown.ts';

const accuracy = { title: 'Accuracy', unit: '%', factor: 100 };
const run = (loss: number, metric: number, test: ScoredRun['test'] = null): ScoredRun => ({
  score: { epoch: 12, loss, metric },
  seconds: 60,
  isStillImproving: false,
  test,
});
const at = (epoch: number) => ({ epoch, loss: 1, metric: 1 });
const day = Date.UTC(2026, 10, 26, 9);
const tuned: ScoredExperiment = {
  label: 'wine & co_1',
  method: 'Self-tuning',
  isSearch: false,
  metric: accuracy,
  runs: [run(0.2, 0.9), run(0.4, 0.92)],
};
const search: ScoredExperiment = {
  ...tuned,
  label: 'a|b',
  method: 'Grid search',
  isSearch: true,
  runs: [run(0.5, 0.8)],
};
const table = (experiments: readonly ScoredExperiment[], at: ScoreAt = 'best') =>
  scoreTable('Study 3', experiments, { at, spread: 'sd' });
const heads = (at: ScoreAt) => table([tuned], at).columns.map(({ head }) => head);

describe('the table of scores', () => {
  it('names best, last or the epoch in every head that depends on it', () => {
    expect(heads('best').slice(2, 5)).toEqual([
      'Validation loss, best',
      'Best epoch',
      'Accuracy at the best epoch (%)',
    ]);
    expect(heads('last').slice(2, 5)).toEqual(['Validation loss, last', 'Last epoch', 'Accuracy, last (%)']);
    expect(heads({ epoch: 7 }).slice(2, 4)).toEqual(['Validation loss at epoch 7', 'Accuracy at epoch 7 (%)']);
  });

  it('says whose best trials ended while they were still getting better, of searches alone', () => {
    const early = (experiment: ScoredExperiment): ScoredExperiment => ({
      ...experiment,
      runs: experiment.runs.map((one) => ({ ...one, isStillImproving: true })),
    });
    const words = 'still getting better when they ended';
    expect(table([early(tuned), search]).notes.join(' ')).not.toContain(words);
    expect(table([tuned, early(search)]).notes.join(' ')).toContain(`best trials of "a|b" were ${words}`);
    expect(isStillImproving({ best: at(3), last: at(3) })).toBe(true);
    expect(isStillImproving({ best: at(2), last: at(3) })).toBe(false);
    expect(isStillImproving({ best: null, last: null })).toBe(false);
  });

  it('has no test column while all is sealed; opened seeds stand in columns of their own with their date and number', () => {
    expect(heads('best')).toHaveLength(6);
    const opened = { ...tuned, runs: [run(0.2, 0.9, { loss: 0.3, metric: 0.85, at: day }), run(0.4, 0.92)] };
    const markdown = tableToMarkdown(table([opened, search]));
    expect(markdown).toContain('| 0.300 (n = 1 of 2) | 85.0 (n = 1 of 2) | 2026-11-26 |');
    expect(markdown).toContain('| sealed | sealed | – |');
    expect(markdown).toContain('Where fewer seeds were opened than there are, n says how many.');
  });

  it('counts seeds without a score of that epoch out, and says of how many', () => {
    const short = { ...tuned, runs: [...tuned.runs, { ...run(0, 0), score: null }] };
    expect(tableToMarkdown(table([short]))).toContain('0.300 ± 0.141 (n = 2 of 3)');
  });

  it('says which metric a value is where experiments differ in it', () => {
    const other = { ...search, metric: { title: 'RMSE', unit: '', factor: 1 } };
    expect(tableToMarkdown(table([tuned, other]))).toContain('RMSE 0.800 (n = 1)');
    expect(table([tuned, other]).columns[4]?.head).toBe('Metric at the best epoch');
  });

  it('says that a search was chosen among trials, and that few seeds are few', () => {
    expect(table([tuned, search]).notes).toEqual([
      'Of a search each seed is its best trial, and its time that of all trials.',
      'Every experiment has fewer than 5 seeds.',
    ]);
  });
});

describe('a table of results as a file', () => {
  it('is LaTeX with the rules of booktabs, and no sign that LaTeX would obey', () => {
    const latex = tableToLatex(table([tuned]));
    expect(latex.match(/\\(top|mid|bottom)rule/g)).toEqual(['\\toprule', '\\midrule', '\\bottomrule']);
    expect(latex).toContain('wine \\& co\\_1 & Self-tuning & $0.300 \\pm 0.141$ ($n = 2$)');
    expect(latex).toContain('Accuracy at the best epoch (\\%)');
    expect(latex).toContain('\\begin{tabular}{llrrrr}');
    expect(latex).toContain('\\caption{Study 3: scores on the validation rows. Mean $\\pm$ SD over n seeds.');
    expect(latexText('a\\b{c}^~#')).toBe('a\\textbackslash{}b\\{c\\}\\textasciicircum{}\\textasciitilde{}\\#');
  });

  it('is Markdown whose cells hold no bar of their own', () => {
    const lines = tableToMarkdown(table([search])).split('\n');
    expect(lines[3]).toBe('| --- | --- | ---: | ---: | ---: | ---: |');
    expect(lines[4]?.startsWith('| a\\|b | Grid search | 0.500 (n = 1) | 12.0 (n = 1) |')).toBe(true);
  });

  it('is CSV with mean, width and counts apart, in full precision', () => {
    const [head, line] = tableToCsv(table([tuned])).split('\n');
    expect(head).toContain('"Validation loss, best, mean","Validation loss, best, SD","Validation loss, best, n"');
    // The deviation of 0.2 and 0.4 is 0.2 over the square root of 2.
    expect(line?.split(',').slice(2, 6).map(Number)).toEqual([0.30000000000000004, 0.14142135623730953, 2, 2]);
  });
});

describe('the decimals of a mean and its width', () => {
  it('give three digits of the mean, and at least one of a narrow width', () => {
    expect(decimalsOf({ mean: 0.912, width: 0.006 })).toBe(3);
    expect(decimalsOf({ mean: 0.912, width: 0.0004 })).toBe(4);
    expect(decimalsOf({ mean: 91.2, width: 0.61 })).toBe(1);
    expect(decimalsOf({ mean: 1234, width: 20 })).toBe(0);
    expect(decimalsOf({ mean: 0, width: null })).toBe(2);
  });
});
