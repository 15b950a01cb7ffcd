// Runs in words: what they are called, by which method they tune, and how they came out, in one sentence.
import type { RunRow } from '../../src-shared/contract/runs.ts';
import { numberFormat } from './formatters.ts';
import type { AnyMethodName } from './method-words.ts';
import { columnNumberWords, countedWords, numberWords } from './quantities.ts';
import { reasonWords } from './reason-words.ts';

const methodTitles: Readonly<Record<AnyMethodName, string>> = {
  stn: 'Self-tuning',
  'delta-stn': 'Delta-STN',
  hypernetwork: 'Hypernetwork',
  implicit: 'Implicit differentiation',
  unrolled: 'Unrolled differentiation',
  grid: 'Grid search',
  random: 'Random search',
  bayes: 'Bayesian search',
  pbt: 'Population-based training',
  fixed: 'Fixed values',
  replay: 'Replay of a schedule',
  final: 'Final values held',
  gaussian: 'Values with noise',
  sinusoid: 'Values with a wave',
};

/** A method as people read it. */
export function methodWords(method: string): string {
  return (methodTitles as Readonly<Record<string, string>>)[method] ?? method;
}

/** What a run is called: its name, or its number where it has none. */
export function runTitle(row: Pick<RunRow, 'id' | 'name'>): string {
  return row.name.trim() === '' ? `Run ${row.id}` : row.name;
}

/** A run in a list, number first: "#12 baseline", or "Run 12" where it has no name. */
export function runLabel(row: Pick<RunRow, 'id' | 'name'>): string {
  return row.name.trim() === '' ? `Run ${row.id}` : `#${row.id} ${row.name}`;
}

/** What tells a run from others in a list: data set, method and seed. */
export function runFacts(row: Pick<RunRow, 'datasetName' | 'method' | 'seed'>): string {
  return `${row.datasetName}, ${methodWords(row.method).toLowerCase()}, seed ${row.seed}`;
}

const metricTitles: Readonly<Record<string, string>> = {
  accuracy: 'Accuracy',
  'balanced-accuracy': 'Balanced accuracy',
  rmse: 'RMSE',
  mae: 'MAE',
  r2: 'R²',
  perplexity: 'Perplexity',
  bitsPerCharacter: 'Bits per character',
};

/** A metric as people read it. */
export function metricWords(metric: string): string {
  return metricTitles[metric] ?? metric;
}

/** The same within a sentence: abbreviations stay as they are. */
export function metricInSentence(metric: string): string {
  const title = metricWords(metric);
  return title === title.toUpperCase() ? title : title.toLowerCase();
}

/** Decimals in which metrics of texts are given. */
const metricDecimals: Readonly<Record<string, number>> = { perplexity: 1, bitsPerCharacter: 3 };
/** Perplexities from which on a decimal says nothing. */
const tooLargeForDecimals = 1e6;

/** A metric's value: a share as a percentage, a perplexity with one decimal, everything else in the target's unit.
 * @param like as in columnNumberWords */
export function metricValueWords(
  metric: string,
  value: number | null | undefined,
  locale: string,
  like: number | null | undefined = value,
): string {
  const decimals = metricDecimals[metric];
  if (decimals !== undefined && typeof value === 'number' && Math.abs(value) < tooLargeForDecimals) {
    return numberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
  }
  if (value === null || value === undefined || !metric.endsWith('accuracy') || !Number.isFinite(value)) {
    return columnNumberWords(value, locale, like);
  }
  return numberFormat(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value);
}

/** How a run came out, or where it stands, in one sentence. */
export function outcomeWords(row: RunRow, locale: string): string {
  const { state, best, epochs } = row;
  const done = countedWords(epochs ?? 0, 'epoch', 'epochs', locale);
  const score =
    best === null
      ? 'No epoch was scored.'
      : `Best validation loss ${numberWords(best.loss, locale)} at epoch ${numberWords(best.epoch, locale)} (${metricInSentence(row.metric)} ${metricValueWords(row.metric, best.metric, locale)}, n = 1 seed).`;
  switch (state) {
    case 'queued':
      return `Waits for its turn; ${countedWords(row.plannedEpochs, 'epoch', 'epochs', locale)} planned.`;
    case 'starting':
      return 'Its trainer is starting.';
    case 'running':
    case 'paused':
      return `${state === 'running' ? 'Trains' : 'Paused'}: ${done} of ${row.plannedEpochs}.${best === null ? '' : ` ${score}`}`;
    case 'finished':
      return score;
    case 'stopped':
      return `Stopped after ${done}. ${score}`;
    case 'failed':
      return row.reason === '' ? 'Failed; its log has the reason.' : reasonWords(row.reason, locale);
    case 'interrupted':
      return row.reason === '' ? `Interrupted after ${done}.` : reasonWords(row.reason, locale);
    default:
      return state satisfies never;
  }
}
