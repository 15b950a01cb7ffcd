// What experiments scored over their seeds, as a table of results: validation rows at the best epoch, the last, or one that is named, and
// what the sealed test rows said where they were opened. The two are never put into one number.
import type { RunRow } from '../contract/runs.ts';
import type { RunId } from '../domain/ids.ts';
import { type Spread, summarize } from '../stats/summary.ts';
import { emptyCell, type ResultTable, summaryCell, type TableCell, textCell } from './result-table.ts';

/** Which epoch's scores are told. */
export type ScoreAt = 'best' | 'last' | { readonly epoch: number };

/** One seed of an experiment; of a search its best trial. */
export interface ScoredRun {
  /** At the epoch that is told; null where the run has none. */
  readonly score: { readonly epoch: number; readonly loss: number; readonly metric: number } | null;
  /** Training seconds; of a search those of all its trials. */
  readonly seconds: number | null;
  /** Whether its lowest validation loss was that of its last epoch: it may have ended too early. */
  readonly isStillImproving: boolean;
  /** Null while its test rows are sealed. */
  readonly test: { readonly loss: number; readonly metric: number; readonly at: number } | null;
}

export interface ScoredExperiment {
  readonly label: string;
  /** In words. */
  readonly method: string;
  /** Whether its seeds are the best of several trials. */
  readonly isSearch: boolean;
  /** What stands beside the loss. */
  readonly metric: MetricHead;
  readonly runs: readonly ScoredRun[];
}

/** A run among the seeds of an experiment. @param spent seconds of all trials of the same seed, by run */
export function scoredRun(row: RunRow, score: ScoredRun['score'], spent?: ReadonlyMap<RunId, number>): ScoredRun {
  return {
    score,
    seconds: spent?.get(row.id) ?? row.seconds,
    isStillImproving: isStillImproving(row),
    test: row.test,
  };
}

/** Whether a run ended at its best. */
export function isStillImproving({ best, last }: Pick<RunRow, 'best' | 'last'>): boolean {
  return best !== null && last !== null && best.epoch >= last.epoch;
}

/** How a metric is written. */
export interface MetricHead {
  /** In words: "Accuracy". */
  readonly title: string;
  /** "%", or empty. */
  readonly unit: string;
  /** From what was logged to the unit: 100 for a share as a percentage. */
  readonly factor: number;
}

/** How a metric of runs is written: shares as percentages. @param title in the reader's words */
export function metricHead(metric: string, title: string): MetricHead {
  const isShare = metric.endsWith('accuracy');
  return { title: metric === '' ? 'Metric' : title, unit: isShare ? '%' : '', factor: isShare ? 100 : 1 };
}

/** "Validation loss, best", "Validation loss, last", "Validation loss at epoch 12". */
export function headAt(quantity: string, at: ScoreAt): string {
  if (typeof at === 'object') return `${quantity} at epoch ${at.epoch}`;
  return `${quantity}, ${at}`;
}

/** The same of what was not looked for itself: "Accuracy at the best epoch". */
function headBeside(quantity: string, at: ScoreAt): string {
  return at === 'best' ? `${quantity} at the best epoch` : headAt(quantity, at);
}

const withUnit = (head: string, unit: string): string => (unit === '' ? head : `${head} (${unit})`);

interface Look {
  readonly at: ScoreAt;
  readonly spread: Spread;
  /** The metric of all experiments; null where they differ. */
  readonly metric: MetricHead | null;
  readonly hasTest: boolean;
}

function testCells({ runs, metric }: ScoredExperiment, look: Look): readonly TableCell[] {
  const opened = runs.flatMap(({ test }) => test ?? []);
  if (opened.length === 0) return look.hasTest ? [textCell('sealed'), textCell('sealed'), emptyCell] : [];
  const cell = (values: readonly number[], quantity?: string) =>
    summaryCell(summarize(values), look.spread, runs.length, quantity);
  const dates = opened.map(({ at }) => at);
  return [
    cell(opened.map(({ loss }) => loss)),
    cell(
      opened.map((test) => test.metric * metric.factor),
      look.metric === null ? withUnit(metric.title, metric.unit) : undefined,
    ),
    { kind: 'dates', from: Math.min(...dates), to: Math.max(...dates) },
  ];
}

function rowOf(experiment: ScoredExperiment, look: Look): readonly TableCell[] {
  const { label, method, metric, runs } = experiment;
  const scores = runs.flatMap(({ score }) => score ?? []);
  const cell = (values: readonly number[], quantity?: string) =>
    summaryCell(summarize(values), look.spread, runs.length, quantity);
  return [
    textCell(label),
    textCell(method),
    cell(scores.map(({ loss }) => loss)),
    ...(typeof look.at === 'object' ? [] : [cell(scores.map(({ epoch }) => epoch))]),
    cell(
      scores.map((score) => score.metric * metric.factor),
      look.metric === null ? withUnit(metric.title, metric.unit) : undefined,
    ),
    cell(runs.flatMap(({ seconds }) => seconds ?? [])),
    ...testCells(experiment, look),
  ];
}

function notesOf(experiments: readonly ScoredExperiment[], { hasTest }: Look): readonly string[] {
  const few = experiments.filter(({ runs }) => runs.length < 5).length;
  const partly = experiments.some(({ runs }) => {
    const opened = runs.filter(({ test }) => test !== null).length;
    return opened > 0 && opened < runs.length;
  });
  return [
    ...(experiments.some(({ isSearch }) => isSearch)
      ? ['Of a search each seed is its best trial, and its time that of all trials.']
      : []),
    ...cutShortNotes(experiments),
    ...(hasTest ? ['Test values are of the sealed rows, of the weights kept at the best epoch.'] : []),
    ...(partly ? ['Where fewer seeds were opened than there are, n says how many.'] : []),
    ...(few > 0
      ? [
          `${few === experiments.length ? 'Every experiment has' : few === 1 ? 'One experiment has' : `${few} experiments have`} fewer than 5 seeds.`,
        ]
      : []),
  ];
}

/** Trials that end too early make a search look worse than it is. */
function cutShortNotes(experiments: readonly ScoredExperiment[]): readonly string[] {
  const cut = experiments.filter(
    ({ isSearch, runs }) => isSearch && runs.filter((run) => run.isStillImproving).length > runs.length / 2,
  );
  if (cut.length === 0) return [];
  const names = cut.map(({ label }) => `"${label}"`).join(', ');
  return [
    `Most of the best trials of ${names} were still getting better when they ended: with longer trials a search may do better than this.`,
  ];
}

/** Within a head: abbreviations stay as they are. */
const inSentence = (title: string): string => (title === title.toUpperCase() ? title : title.toLowerCase());

/** The table of scores. @param title what is compared */
export function scoreTable(
  title: string,
  experiments: readonly ScoredExperiment[],
  { at, spread }: { readonly at: ScoreAt; readonly spread: Spread },
): ResultTable {
  const metrics = new Set(experiments.map(({ metric }) => metric.title));
  const metric = metrics.size === 1 ? (experiments[0]?.metric ?? null) : null;
  const hasTest = experiments.some(({ runs }) => runs.some(({ test }) => test !== null));
  const look: Look = { at, spread, metric, hasTest };
  const named = metric?.title ?? 'Metric';
  const unit = metric?.unit ?? '';
  const numeric = (head: string) => ({ head, isNumeric: true });
  const plain = (head: string) => ({ head, isNumeric: false });
  return {
    caption: `${title}: scores on the validation rows`,
    columns: [
      plain('Experiment'),
      plain('Method'),
      numeric(headAt('Validation loss', at)),
      ...(typeof at === 'object' ? [] : [numeric(at === 'best' ? 'Best epoch' : 'Last epoch')]),
      numeric(withUnit(headBeside(named, at), unit)),
      numeric('Training time (s)'),
      ...(hasTest
        ? [
            numeric('Sealed test: loss'),
            numeric(withUnit(`Sealed test: ${inSentence(named)}`, unit)),
            plain('Test opened'),
          ]
        : []),
    ],
    rows: experiments.map((experiment) => rowOf(experiment, look)),
    spread,
    notes: notesOf(experiments, look),
  };
}
