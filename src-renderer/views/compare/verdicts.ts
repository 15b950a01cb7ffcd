// Each experiment against the baseline, seed by seed: what is asked of the statistics, and what their answers are called here.
import type { RunRow } from '../../../src-shared/contract/runs.ts';
import type { RunId } from '../../../src-shared/domain/ids.ts';
import { type Verdict, type VerdictKind, verdict } from '../../../src-shared/stats/verdict.ts';
import { headAt, type ScoreAt } from '../../../src-shared/tables/score-table.ts';
import type { DifferenceLine } from '../../charts/difference-figure.ts';
import type { LabelledGroup } from './group-labels.ts';
import { metricHeadOf, scoreAt } from './scores.ts';

/** What is compared: of the validation rows, or of the sealed test rows where they were opened. */
export const verdictQuantities = ['loss', 'metric', 'test-loss', 'test-metric'] as const;
export type VerdictQuantity = (typeof verdictQuantities)[number];

export interface VerdictChoices {
  readonly quantity: VerdictQuantity;
  readonly at: ScoreAt;
  readonly ofEpoch: ReadonlyMap<RunId, NonNullable<RunRow['best']>>;
  /** The metric that all experiments share; null: none. */
  readonly metric: string | null;
}

/** A metric as something that is better when it is lower: of a share what is missing to all of it. */
function asLoss(metric: string, value: number): number {
  const { unit, factor } = metricHeadOf(metric);
  return unit === '%' ? factor * (1 - value) : value;
}

/** "error (100 % − accuracy)", "RMSE". */
function metricAsLoss(metric: string): string {
  const { title, unit } = metricHeadOf(metric);
  return unit === '%' ? `error in % (100 − ${title.toLowerCase()})` : title;
}

/** The same at an epoch, in a sentence: "best validation loss", "validation loss at epoch 12". */
function spokenAt(name: string, at: ScoreAt): string {
  return typeof at === 'object' ? headAt(name, at) : `${at} ${name}`;
}

/** What is compared, as a head has it or within a sentence. */
export function quantityWords(
  { quantity, metric, at }: Pick<VerdictChoices, 'quantity' | 'metric' | 'at'>,
  place: 'head' | 'sentence' = 'head',
): string {
  const named = place === 'head' ? headAt : spokenAt;
  const name = metricAsLoss(metric ?? '');
  switch (quantity) {
    case 'loss':
      return named('validation loss', at);
    case 'metric':
      // Of a metric the epoch was chosen by the loss.
      return at === 'best' ? `validation ${name} at the best epoch` : named(`validation ${name}`, at);
    case 'test-loss':
      return 'test loss';
    case 'test-metric':
      return `test ${name}`;
    default:
      return quantity satisfies never;
  }
}

/** NaN where the run has no such value. */
export function lossOf(row: RunRow, { quantity, at, ofEpoch }: VerdictChoices): number {
  const score = scoreAt(row, at, ofEpoch);
  switch (quantity) {
    case 'loss':
      return score?.loss ?? Number.NaN;
    case 'metric':
      return score === null ? Number.NaN : asLoss(row.metric, score.metric);
    case 'test-loss':
      return row.test?.loss ?? Number.NaN;
    case 'test-metric':
      return row.test === null ? Number.NaN : asLoss(row.metric, row.test.metric);
    default:
      return quantity satisfies never;
  }
}

export interface GroupVerdict {
  readonly group: LabelledGroup;
  /** Its place among all groups, which gives its colour. */
  readonly ordinal: number;
  readonly verdict: Verdict;
}

/** Every group but the baseline against it. @param region null: a hundredth of the baseline's mean */
export function verdictsAgainst(
  groups: readonly LabelledGroup[],
  baseline: LabelledGroup,
  { choices, region }: { readonly choices: VerdictChoices; readonly region: number | null },
): readonly GroupVerdict[] {
  const lossesOf = ({ label, rows }: LabelledGroup) => ({
    label,
    // A run whose rows are sealed has not failed: it has no value to compare.
    losses: rows
      .filter((row) => !choices.quantity.startsWith('test') || row.test !== null)
      .map((row) => ({ seed: row.seed, loss: lossOf(row, choices) })),
  });
  return groups.flatMap((group, ordinal) => {
    if (group.id === baseline.id || group.rows.length === 0) return [];
    const question = {
      first: lossesOf(group),
      baseline: lossesOf(baseline),
      quantity: quantityWords(choices, 'sentence'),
      ways: groups.filter(({ rows }) => rows.length > 0).length,
    };
    return [{ group, ordinal, verdict: verdict(region === null ? question : { ...question, region }) }];
  });
}

/** A verdict in a word or two. */
const verdictTitles: Readonly<Record<VerdictKind, string>> = {
  better: 'better',
  same: 'practically the same',
  worse: 'worse',
  open: 'not settled',
  single: 'one shared seed',
  none: 'no shared seed',
};

/** As the figure takes it. */
export function differenceLine({ group, ordinal, verdict: found }: GroupVerdict): DifferenceLine {
  const { difference, bootstrap, practical, pairs, kind } = found;
  return {
    label: group.label,
    ordinal,
    n: pairs.length,
    mean: difference.mean,
    interval: [difference.low, difference.high],
    bootstrap: [bootstrap.low, bootstrap.high],
    better: practical.better,
    same: practical.same,
    worse: practical.worse,
    verdict: verdictTitles[kind],
  };
}
