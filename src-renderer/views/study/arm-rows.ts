// The arms of a study in numbers and words: how good each is so far, over its seeds, and which leads.
import type { ArmStanding } from '../../../src-shared/contract/studies.ts';
import type { RunId } from '../../../src-shared/domain/ids.ts';
import { type Summary, summarize } from '../../../src-shared/stats/summary.ts';
import { columnNumberWords, countWords } from '../../words/quantities.ts';

export interface ArmRow extends ArmStanding {
  /** Position in the study. */
  readonly index: number;
  /** Of the best validation losses of the seeds that have one. */
  readonly summary: Summary;
  /** The run with the lowest loss of all seeds. */
  readonly bestRun: RunId | null;
  /** Lowest mean of all arms with as many seeds. */
  readonly leads: boolean;
}

/** The arms in the order of the study. */
export function armRows(arms: readonly ArmStanding[]): readonly ArmRow[] {
  const rows = arms.map((arm, index) => {
    const scored = arm.best.flatMap((loss, seed) =>
      Number.isFinite(loss) ? [{ loss, run: arm.bestRuns[seed] ?? null }] : [],
    );
    const [lowest] = scored.toSorted((left, right) => left.loss - right.loss);
    return { ...arm, index, summary: summarize(scored.map(({ loss }) => loss)), bestRun: lowest?.run ?? null };
  });
  const most = Math.max(0, ...rows.map(({ summary }) => summary.n));
  const means = rows.flatMap(({ summary }) => (summary.n === most && most > 0 ? [summary.mean] : []));
  const least = Math.min(...means);
  return rows.map((row) => ({
    ...row,
    leads: rows.length > 1 && row.summary.n === most && row.summary.mean === least,
  }));
}

/** A mean with its deviation and the number of seeds: "0.312 ± 0.004 (n = 3)". */
export function meanWords({ n, mean, sd }: Summary, locale: string): string {
  if (n === 0) return '–';
  const spread = Number.isNaN(sd) ? '' : ` ± ${columnNumberWords(sd, locale, mean)}`;
  return `${columnNumberWords(mean, locale)}${spread} (n = ${countWords(n, locale)})`;
}

/** Which method is ahead, in one sentence. @param isOver nothing more will come */
export function leadWords(arms: readonly ArmStanding[], locale: string, isOver = false): string {
  const rows = armRows(arms).filter(({ summary }) => summary.n > 0);
  const [first] = rows.toSorted((left, right) => left.summary.mean - right.summary.mean);
  const lead = rows.find(({ leads }) => leads) ?? first;
  if (lead === undefined) return 'No epoch was scored yet.';
  const loss = `best validation loss ${meanWords(lead.summary, locale)}`;
  return rows.length === 1 ? `${lead.label}: ${loss}.` : `Lowest${isOver ? '' : ' so far'}: ${lead.label}, ${loss}.`;
}
