// What a verification says: the schedule against its final values and against the best values held, seed by seed, in numbers and words.
import type { ArmStanding, StudyRow } from '../../../src-shared/contract/studies.ts';
import { type Summary, summarize } from '../../../src-shared/stats/summary.ts';
import { countWords, numberWords } from '../../words/quantities.ts';

export type Judgement = 'lower' | 'higher' | 'open' | 'unknown';

/** The schedule against one other arm; a difference below 0 is in favour of the schedule. */
export interface Difference {
  /** As the arm is called. */
  readonly against: string;
  /** Of the best validation losses, seed by seed. */
  readonly summary: Summary;
  readonly judgement: Judgement;
  readonly words: string;
}

export interface Verdict {
  readonly differences: readonly Difference[];
  readonly sentence: string;
}

/** Seeds below which a difference is no more than a hint. */
const fewSeeds = 5;

function judge({ n, mean, ci95 }: Summary): Judgement {
  if (n < 2 || !Number.isFinite(mean) || !Number.isFinite(ci95)) return 'unknown';
  if (mean + ci95 < 0) return 'lower';
  return mean - ci95 > 0 ? 'higher' : 'open';
}

function differenceWords(against: string, summary: Summary, judgement: Judgement, locale: string): string {
  const { n, mean, ci95 } = summary;
  const name = against.charAt(0).toLowerCase() + against.slice(1);
  if (judgement === 'unknown') return `Too few seeds to hold it against ${name} (n = ${countWords(n, locale)}).`;
  const number = (value: number) => numberWords(value, locale);
  const facts = `by ${number(Math.abs(mean))} on average (95 % interval ${number(mean - ci95)} to ${number(mean + ci95)}, n = ${countWords(n, locale)} seeds)`;
  if (judgement === 'lower') return `Its best validation loss is lower than that of ${name}, ${facts}.`;
  if (judgement === 'higher') return `Its best validation loss is higher than that of ${name}, ${facts}.`;
  return `It cannot be told from ${name}: the losses differ ${facts}.`;
}

const judgementWords: Readonly<Record<Judgement, string>> = {
  lower: 'better than',
  higher: 'worse than',
  open: 'not to be told from',
  unknown: 'not held against',
};

/** The verdict on the schedule; an arm of another kind than those of a verification is passed over. */
export function verdictOf({ arms }: Pick<StudyRow, 'arms'>, locale: string): Verdict {
  const schedule = arms.find(({ method }) => method === 'replay');
  if (schedule === undefined) return { differences: [], sentence: 'The study replays no schedule.' };
  const differences = arms
    .filter((arm) => arm !== schedule)
    .map((arm): Difference => {
      const summary = summarize(pairs(schedule, arm));
      const judgement = judge(summary);
      return { against: arm.label, summary, judgement, words: differenceWords(arm.label, summary, judgement, locale) };
    });
  const n = Math.max(0, ...differences.map(({ summary }) => summary.n));
  const said = differences.map(
    ({ against, judgement }) => `${judgementWords[judgement]} ${against.charAt(0).toLowerCase()}${against.slice(1)}`,
  );
  const caution = n < fewSeeds ? ' Fewer than 5 seeds: a hint, no proof.' : '';
  return {
    differences,
    sentence: `Verified on n = ${countWords(n, locale)} seeds: ${said.join(', ')}, by best validation loss.${caution}`,
  };
}

/** Differences of the seeds that both have trained. */
function pairs(one: ArmStanding, other: ArmStanding): number[] {
  return one.best.flatMap((loss, seed) => {
    const difference = loss - (other.best[seed] ?? Number.NaN);
    return Number.isFinite(difference) ? [difference] : [];
  });
}
