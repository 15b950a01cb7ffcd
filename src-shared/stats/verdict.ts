// What the seeds of two ways say about which is better: pairs, interval, probabilities, and everything that weakens the answer.
// Not here: the words (verdict-words), where losses come from.
import { type BootstrapInterval, pairedBootstrap } from './paired-bootstrap.ts';
import { type PracticalDifference, practicalDifference } from './practical-difference.ts';
import { summarize } from './summary.ts';

/** Losses of one way, one for each seed. */
export interface SeedLosses {
  /** As it stands in tables. */
  readonly label: string;
  /** How it begins a sentence: "Replaying the schedule". The label in quotes if left out. */
  readonly subject?: string;
  /** How it stands within one: "its final values". The label in quotes if left out. */
  readonly object?: string;
  /** A loss of NaN or infinity: the seed's training failed. A seed that stands more than once counts once, with its mean. */
  readonly losses: readonly { readonly seed: number; readonly loss: number }[];
}

export interface Question {
  readonly first: SeedLosses;
  readonly baseline: SeedLosses;
  /** What is compared, in words; lower is better: "validation loss". */
  readonly quantity: string;
  /** Ways that were compared with each other in all, these two among them. */
  readonly ways: number;
  /** Half the width of what counts as practically the same; left out: a hundredth of the baseline's mean. */
  readonly region?: number;
}

/**
 * `better`, `same`, `worse`: more than 95 % probable. `open`: none of them is. `single`: one pair, so that there is no interval.
 * `none`: no pair.
 */
export type VerdictKind = 'better' | 'same' | 'worse' | 'open' | 'single' | 'none';

export interface Verdict {
  readonly kind: VerdictKind;
  readonly question: Question;
  readonly pairs: readonly {
    readonly seed: number;
    readonly first: number;
    readonly baseline: number;
    /** First minus baseline: below 0 the first is better. */
    readonly difference: number;
  }[];
  /** Mean of the baseline's losses in the pairs. */
  readonly baselineMean: number;
  /** Mean difference with its 95 % interval by Student's t, which is also the posterior that the probabilities are from. */
  readonly difference: { readonly mean: number; readonly low: number; readonly high: number };
  /** The same by drawing the pairs again. Too narrow of few seeds. */
  readonly bootstrap: BootstrapInterval;
  readonly practical: PracticalDifference;
  /** Seeds whose training failed. */
  readonly failed: { readonly first: readonly number[]; readonly baseline: readonly number[] };
  /** Seeds that only one of them has. */
  readonly unpaired: { readonly first: readonly number[]; readonly baseline: readonly number[] };
  /** Fewer pairs than {@link enoughSeeds}. */
  readonly isWeak: boolean;
  /** Pairs of ways that could be compared; more than one of them needs a warning. */
  readonly comparisons: number;
}

/** From so many seeds on a difference is not called weak evidence. */
export const enoughSeeds = 5;

const sure = 0.95;
/** Share of the baseline that is too small to matter unless someone says otherwise. */
const usualRegion = 0.01;

/** Compares two ways seed by seed; seeds that failed or stand alone are left out and named. */
export function verdict(question: Question): Verdict {
  const { ways } = question;
  const [first, baseline] = [bySeed(question.first), bySeed(question.baseline)];
  const pairs = [...first].flatMap(([seed, loss]) => {
    const other = baseline.get(seed) ?? Number.NaN;
    return Number.isFinite(loss) && Number.isFinite(other)
      ? [{ seed, first: loss, baseline: other, difference: loss - other }]
      : [];
  });
  const differences = pairs.map(({ difference }) => difference);
  const { mean, ci95 } = summarize(differences);
  const baselineMean = summarize(pairs.map((pair) => pair.baseline)).mean;
  const region = question.region ?? usualRegion * Math.abs(baselineMean);
  const practical = practicalDifference(differences, region);
  return {
    kind: kindOf(pairs.length, practical),
    question,
    pairs,
    baselineMean,
    difference: { mean, low: mean - ci95, high: mean + ci95 },
    bootstrap: pairedBootstrap(differences),
    practical,
    failed: { first: failedSeeds(first), baseline: failedSeeds(baseline) },
    unpaired: { first: seedsWithout(first, baseline), baseline: seedsWithout(baseline, first) },
    isWeak: pairs.length < enoughSeeds,
    comparisons: (ways * (ways - 1)) / 2,
  };
}

function kindOf(pairs: number, { better, same, worse }: PracticalDifference): VerdictKind {
  if (pairs === 0) return 'none';
  if (pairs === 1) return 'single';
  if (better > sure) return 'better';
  if (worse > sure) return 'worse';
  return same > sure ? 'same' : 'open';
}

/** One loss for each seed: two runs of one seed are not two pieces of evidence. NaN where all of them failed. */
function bySeed({ losses }: SeedLosses): ReadonlyMap<number, number> {
  const grouped = Map.groupBy(losses, ({ seed }) => seed);
  return new Map(
    [...grouped].map(([seed, runs]) => {
      const finite = runs.map(({ loss }) => loss).filter(Number.isFinite);
      return [seed, summarize(finite).mean];
    }),
  );
}

function failedSeeds(losses: ReadonlyMap<number, number>): readonly number[] {
  return [...losses].flatMap(([seed, loss]) => (Number.isFinite(loss) ? [] : [seed]));
}

function seedsWithout(losses: ReadonlyMap<number, number>, other: ReadonlyMap<number, number>): readonly number[] {
  return [...losses.keys()].filter((seed) => !other.has(seed));
}
