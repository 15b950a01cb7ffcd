// A verdict in sentences, the same in the window and on the command line. Not here: how numbers look in a locale (given), the verdict.
import { enoughSeeds, type SeedLosses, type Verdict } from './verdict.ts';

/** How numbers are written. */
export interface NumberWords {
  /** With so many decimals. */
  readonly number: (value: number, decimals: number) => string;
  /** A share as a percentage with its sign: 0.034 is "3.4 %". */
  readonly percent: (share: number) => string;
}

/** Numbers as English writes them. */
const plainNumbers: NumberWords = {
  number: (value, decimals) => value.toFixed(decimals),
  percent: (share) => `${(100 * share).toFixed(Math.abs(share) < 0.1 ? 1 : 0)} %`,
};

/** All that is to be said, one sentence each: the difference first, then what weakens it. */
export function verdictSentences(verdict: Verdict, words: NumberWords = plainNumbers): readonly string[] {
  return [
    ...differenceSentences(verdict, words),
    ...probabilitySentence(verdict, words),
    ...weaknessSentences(verdict),
    ...seedSentences(verdict),
  ];
}

/** The sentences as one paragraph. */
export function verdictText(verdict: Verdict, words: NumberWords = plainNumbers): string {
  return verdictSentences(verdict, words).join(' ');
}

/** Decimals that give the width of the interval, or the difference without one, two digits. */
function verdictDecimals({ difference, pairs }: Verdict): number {
  const width = pairs.length > 1 ? (difference.high - difference.low) / 2 : Math.abs(difference.mean);
  const scale = width > 0 && Number.isFinite(width) ? width : Math.abs(difference.mean);
  if (!(scale > 0 && Number.isFinite(scale))) return 3;
  return Math.min(Math.max(1 - Math.floor(Math.log10(scale)), 0), 10);
}

function subjectOf({ subject, label }: SeedLosses): string {
  return subject ?? `"${label}"`;
}

function objectOf({ object, label }: SeedLosses): string {
  return object ?? `"${label}"`;
}

function differenceSentences(verdict: Verdict, words: NumberWords): readonly string[] {
  const { question, pairs, difference, baselineMean, kind } = verdict;
  const { first, baseline, quantity } = question;
  const [subject, object] = [subjectOf(first), objectOf(baseline)];
  if (kind === 'none')
    return [`No seed of both ${subject} and ${object} ended with a ${quantity}. Nothing can be said.`];
  const decimals = verdictDecimals(verdict);
  const size = words.number(Math.abs(difference.mean), decimals);
  const isNothing = Number(Math.abs(difference.mean).toFixed(decimals)) === 0;
  const found = isNothing
    ? `the same ${quantity} as ${object}, to ${decimals} decimals`
    : `a ${quantity} ${size} ${directionOf(difference.mean)} than ${object}`;
  const behind =
    kind === 'single'
      ? 'n = 1 seed, so that there is no interval'
      : `${intervalWords(verdict, words, decimals)}, n = ${pairs.length} seeds`;
  const sentence = `${subject} reached ${found} (${behind}).`;
  if (isNothing || !(baselineMean > 0)) return [sentence];
  const share = words.percent(Math.abs(difference.mean) / baselineMean);
  return [sentence, `That is ${share} of the ${words.number(baselineMean, decimals)} of ${object}.`];
}

function directionOf(difference: number): 'lower' | 'higher' {
  return difference < 0 ? 'lower' : 'higher';
}

/** Ends in the sentence's own direction; both directions are named where the interval holds 0. */
function intervalWords({ difference: { mean, low, high } }: Verdict, words: NumberWords, decimals: number): string {
  const end = (value: number) => words.number(Math.abs(value), decimals);
  if (low < 0 && high > 0) return `95 % interval from ${end(low)} lower to ${end(high)} higher`;
  const [near, far] = mean < 0 ? [high, low] : [low, high];
  return `95 % interval ${end(near)} to ${end(far)} ${directionOf(mean)}`;
}

function probabilitySentence({ kind, practical, question }: Verdict, words: NumberWords): readonly string[] {
  if (kind === 'none' || kind === 'single') return [];
  const { better, same, worse, region } = practical;
  const decimals = region > 0 ? Math.min(Math.max(1 - Math.floor(Math.log10(region)), 0), 10) : 0;
  const claim = {
    better: 'It is better',
    worse: 'It is worse',
    same: 'Both are practically the same',
    open: 'Which is better is not settled',
  }[kind];
  const chance = (probability: number) =>
    probability > 0.995 ? 'over 0.99' : probability < 0.005 ? 'under 0.01' : words.number(probability, 2);
  return [
    `${claim}: the probability of a lower ${question.quantity} is ${chance(better)}, of practically the same one (within ${words.number(region, decimals)}) ${chance(same)}, of a higher one ${chance(worse)}.`,
  ];
}

function weaknessSentences({ isWeak, kind, comparisons, question }: Verdict): readonly string[] {
  const sentences: string[] = [];
  if (isWeak && kind !== 'none') sentences.push(`With fewer than ${enoughSeeds} seeds this is weak evidence.`);
  if (question.ways > 2) {
    sentences.push(
      `${question.ways} ways were compared, which makes ${comparisons} pairs: of pairs that do not differ, about one in 20 shows a difference at 95 % by chance.`,
    );
  }
  return sentences;
}

function seedSentences({ question, failed, unpaired }: Verdict): readonly string[] {
  const { first, baseline } = question;
  return [
    ...leftOut(failed.first, `of ${objectOf(first)} failed`),
    ...leftOut(failed.baseline, `of ${objectOf(baseline)} failed`),
    ...leftOut(unpaired.first, `of ${objectOf(first)} ${has(unpaired.first)} no counterpart`),
    ...leftOut(unpaired.baseline, `of ${objectOf(baseline)} ${has(unpaired.baseline)} no counterpart`),
  ];
}

function has(seeds: readonly number[]): string {
  return seeds.length === 1 ? 'has' : 'have';
}

function leftOut(seeds: readonly number[], why: string): readonly string[] {
  if (seeds.length === 0) return [];
  return seeds.length === 1
    ? [`Seed ${seeds[0]} ${why} and is left out.`]
    : [`Seeds ${seeds.slice(0, -1).join(', ')} and ${seeds.at(-1)} ${why} and are left out.`];
}
