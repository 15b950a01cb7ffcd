// The columns of the table: heads, widths, and what stands in a cell, in words.
import type { RunRow } from '../../../src-shared/contract/runs.ts';
import { hyperparameterWords, kindWords } from '../../words/hyperparameter-words.ts';
import {
  bytesWords,
  columnNumberWords,
  countWords,
  durationWords,
  momentWords,
  numberWords,
} from '../../words/quantities.ts';
import { methodWords, metricValueWords, metricWords } from '../../words/run-words.ts';
import { hyperparameterValues, type ScoreAt, scoreOf } from './run-scores.ts';
import { hyperparameterPrefix } from './sort-runs.ts';
import { spreadOf, spreadWords } from './spread.ts';
import { type Experiment, metricOf, runsOf, type TableLine } from './table-lines.ts';

export interface TableColumn {
  readonly id: string;
  readonly title: string;
  /** In pixels at 13 px type; the least, for a column that grows. */
  readonly width: number;
  /** Its part of the room that is left over; what does not grow has none. */
  readonly grows?: number;
  readonly isRight?: boolean;
  /** Cannot be taken out of the table. */
  readonly isFixed?: boolean;
  /** First press of the head sorts downwards. */
  readonly startsDescending?: boolean;
  /** Stays in view when the table is moved sideways, so far from its left edge. */
  readonly left?: number;
}

/** What words depend on. */
export interface CellContext {
  readonly at: ScoreAt;
  readonly locale: string;
  readonly now: number;
  /** The metric of all rows shown, or null where they differ. */
  readonly metric: string | null;
}

/** Metrics of which the best is the lowest. */
const lowIsGood = ['rmse', 'mae', 'perplexity', 'bitsPerCharacter'];

/** Every column but those of single hyperparameters. @param metric as in {@link CellContext}; @param hasStudies whether any run is a trial */
export function tableColumns(
  at: ScoreAt,
  { metric, isGrouped, hasStudies = false }: { metric: string | null; isGrouped: boolean; hasStudies?: boolean },
): readonly TableColumn[] {
  return [
    { id: 'star', title: 'Star', width: 32, isFixed: true, left: 36, startsDescending: true },
    { id: 'state', title: 'Status', width: 108, isFixed: true, left: 68 },
    { id: 'id', title: '#', width: 52, isFixed: true, left: 176, isRight: true, startsDescending: true },
    { id: 'name', title: 'Name', width: 140, grows: 3, isFixed: true, left: 228 },
    { id: 'data', title: 'Data', width: 88, grows: 1 },
    { id: 'method', title: 'Method', width: 104, grows: 0.5 },
    ...(hasStudies ? [{ id: 'study', title: 'Study', width: isGrouped ? 92 : 116 }] : []),
    { id: 'seed', title: 'Seed', width: 52, isRight: true },
    { id: 'tags', title: 'Tags', width: 112 },
    { id: 'loss', title: `Validation loss, ${at}`, width: isGrouped ? 168 : 128, isRight: true },
    {
      id: 'metric',
      title: `${metric === null ? 'Metric' : metricWords(metric)}, ${at}`,
      width: isGrouped ? (metric === null ? 232 : 176) : metric === null ? 140 : 116,
      isRight: true,
      startsDescending: metric === null || !lowIsGood.includes(metric),
    },
    { id: 'hyperparameters', title: `Hyperparameters, ${at}`, width: isGrouped ? 132 : 224, grows: 4 },
    { id: 'epochs', title: 'Epochs', width: isGrouped ? 96 : 80, isRight: true, startsDescending: true },
    { id: 'seconds', title: 'Duration', width: isGrouped ? 112 : 84, isRight: true, startsDescending: true },
    { id: 'bytes', title: 'Size', width: 88, isRight: true, startsDescending: true },
    { id: 'started', title: 'Started', width: 132, isRight: true, startsDescending: true },
  ];
}

/** The column of one hyperparameter. */
export function hyperparameterColumn(name: string, at: ScoreAt): TableColumn {
  return {
    id: `${hyperparameterPrefix}${name}`,
    title: `${hyperparameterWords(name)}, ${at}`,
    width: 168,
    isRight: true,
    startsDescending: true,
  };
}

/** Hyperparameters by kind, with the range over the layers: "Dropout 0.05 to 0.41 · L2 0.0001". */
export function hyperparameterSummary(values: Readonly<Record<string, number>>, locale: string): string {
  const kinds = new Map<string, number[]>();
  for (const [name, value] of Object.entries(values)) {
    const kind = name.slice(name.lastIndexOf('.') + 1);
    kinds.set(kind, [...(kinds.get(kind) ?? []), value]);
  }
  return [...kinds]
    .map(([kind, all]) => {
      const title = kindWords[kind as keyof typeof kindWords]?.name ?? kind;
      const low = numberWords(Math.min(...all), locale, 2);
      const high = numberWords(Math.max(...all), locale, 2);
      return low === high ? `${title} ${low}` : `${title} ${low} to ${high}`;
    })
    .join(' · ');
}

/** What stands in a cell of a plain column. Star, status, number, name and tags are drawn, not written. */
export function cellWords(line: TableLine, column: string, context: CellContext): string {
  return line.kind === 'run' ? runCell(line.row, column, context) : experimentCell(line.experiment, column, context);
}

function runCell(row: RunRow, column: string, { at, locale, now, metric }: CellContext): string {
  switch (column) {
    case 'data':
      return row.datasetName;
    case 'method':
      return methodWords(row.method);
    case 'study':
      return row.place === null ? '–' : `${row.place.study}, trial ${row.place.trial + 1}`;
    case 'seed':
      return String(row.seed);
    case 'loss':
      return columnNumberWords(scoreOf(row, at)?.loss, locale);
    case 'metric': {
      const value = metricValueWords(row.metric, scoreOf(row, at)?.metric, locale);
      return metric === null && scoreOf(row, at) !== null ? `${metricWords(row.metric)} ${value}` : value;
    }
    case 'hyperparameters':
      return hyperparameterSummary(hyperparameterValues(row, at), locale) || '–';
    case 'epochs':
      return row.epochs === null ? '–' : `${countWords(row.epochs, locale)}/${countWords(row.plannedEpochs, locale)}`;
    case 'seconds':
      return durationWords(row.seconds);
    case 'bytes':
      return bytesWords(row.bytes, locale);
    case 'started':
      return momentWords(row.startedAt, locale, now);
    default:
      return numberWords(hyperparameterValues(row, at)[column.slice(hyperparameterPrefix.length)], locale);
  }
}

function experimentCell(experiment: Experiment, column: string, context: CellContext): string {
  const { at, locale, metric } = context;
  const { first, runs } = experiment;
  const plain = (value: number, like: number) => columnNumberWords(value, locale, like);
  switch (column) {
    case 'study':
      return studiesOf(runs);
    case 'seed':
      return `n = ${runs.length}`;
    case 'loss':
      return spreadWords(experiment.loss, plain);
    case 'metric': {
      const words = spreadWords(experiment.metric, (value, like) =>
        metricValueWords(experiment.metricName, value, locale, like),
      );
      return metric === null && experiment.metric.n > 0 ? `${metricWords(experiment.metricName)} ${words}` : words;
    }
    case 'hyperparameters':
      return runs.length === 1 ? runCell(first, column, context) : meanSummary(runs, at, locale);
    case 'epochs':
      return experiment.epochs.mean === null ? '–' : `mean ${numberWords(experiment.epochs.mean, locale)}`;
    case 'seconds':
      return experiment.seconds.mean === null ? '–' : `mean ${durationWords(experiment.seconds.mean)}`;
    case 'bytes':
      return bytesWords(experiment.bytes, locale);
    default:
      return column.startsWith(hyperparameterPrefix)
        ? spreadWords(
            spreadOf(runs.map((row) => hyperparameterValues(row, at)[column.slice(hyperparameterPrefix.length)])),
            plain,
          )
        : runCell(first, column, context);
  }
}

/** Numbers of the studies that runs are trials of. */
function studiesOf(runs: readonly RunRow[]): string {
  const studies = [...new Set(runs.flatMap(({ place }) => place?.study ?? []))];
  return studies.length === 0 ? '–' : studies.sort((left, right) => left - right).join(', ');
}

function meanSummary(runs: readonly RunRow[], at: ScoreAt, locale: string): string {
  const sums = new Map<string, { sum: number; n: number }>();
  for (const row of runs) {
    for (const [name, value] of Object.entries(hyperparameterValues(row, at))) {
      const { sum, n } = sums.get(name) ?? { sum: 0, n: 0 };
      sums.set(name, { sum: sum + value, n: n + 1 });
    }
  }
  const means = Object.fromEntries([...sums].map(([name, { sum, n }]) => [name, sum / n]));
  const words = hyperparameterSummary(means, locale);
  return words === '' ? '–' : `${words} (mean)`;
}

/** The metric that all lines share, or null. */
export function sharedMetric(lines: readonly TableLine[]): string | null {
  let shared: string | null = null;
  for (const line of lines) {
    const metric = metricOf(runsOf(line));
    if (metric === '' || metric === shared) continue;
    if (shared !== null) return null;
    shared = metric;
  }
  return shared;
}
