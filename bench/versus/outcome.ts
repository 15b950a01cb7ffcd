// What a comparison at equal compute comes to: each method's best validation loss and its sealed-test loss by seed, and how soon it was
// as good as Bayesian search ever became.
import type { RunId } from '../../src-shared/domain/ids.ts';
import { spentUntil } from '../../src-shared/stats/best-so-far.ts';
import { deviation, mean, type Report, table } from '../tunes/table.ts';
import type { FollowedStudy } from './follow.ts';
import type { Problem } from './problems.ts';

export interface MethodOutcome {
  readonly label: string;
  /** By seed. */
  readonly validation: readonly number[];
  readonly test: readonly number[];
  /** Networks trained, all seeds together. */
  readonly trials: number;
  /** Training seconds until as good as the Bayesian search of the same seed ever became; infinite where it never was. */
  readonly secondsToBayes: readonly number[];
}

export interface ProblemOutcome {
  readonly problem: Problem;
  readonly seconds: number;
  readonly methods: readonly MethodOutcome[];
}

const bayes = 'Bayesian search';

/** Gathers a finished study; opens the sealed test rows of each method's best run. */
export async function outcomeOf(
  problem: Problem,
  { details, curves }: FollowedStudy,
  testLoss: (run: RunId) => Promise<number>,
): Promise<ProblemOutcome> {
  const { arms, seeds, budget } = details.row;
  const curveOf = (arm: number, seed: number) => curves.find((curve) => curve.arm === arm && curve.seed === seed);
  const bayesArm = arms.findIndex(({ label }) => label === bayes);
  const methods: MethodOutcome[] = [];
  for (const [index, arm] of arms.entries()) {
    const test: number[] = [];
    for (const run of arm.bestRuns) test.push(run === null ? Number.NaN : await testLoss(run));
    methods.push({
      label: arm.label,
      validation: arm.best,
      test,
      trials: arm.trials.done,
      secondsToBayes: seeds.map((_, seed) => {
        const curve = curveOf(index, seed);
        const level = arms[bayesArm]?.best[seed] ?? Number.NaN;
        return curve === undefined ? Number.POSITIVE_INFINITY : spentUntil(curve, level);
      }),
    });
  }
  return { problem, seconds: budget.amount, methods };
}

/** The middle of three, or of any odd number. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const withDeviation = (values: readonly number[]) => `${mean(values).toFixed(4)} ± ${deviation(values).toFixed(4)}`;

function secondsWords(values: readonly number[], budget: number): string {
  const middle = median(values);
  return Number.isFinite(middle) ? `${middle.toFixed(1)} s (${((100 * middle) / budget).toFixed(0)} %)` : 'not reached';
}

/** Table and verdicts of one problem. */
export function reportOf({ problem, seconds, methods }: ProblemOutcome): Report {
  const [stn] = methods;
  const rivals = methods.filter(({ label }) => label !== 'STN' && label !== 'Delta-STN');
  const own = mean(stn?.validation ?? []);
  const rival = rivals.toSorted((a, b) => mean(a.validation) - mean(b.validation))[0];
  const bayesSeconds = median(methods.find(({ label }) => label === bayes)?.secondsToBayes ?? []);
  const stnSeconds = median(stn?.secondsToBayes ?? []);
  return {
    title: `${problem.title}: ${seconds} s of training each, ${stn?.validation.length ?? 0} seeds`,
    table: table(
      [
        'method',
        'best validation loss',
        'its sealed-test loss',
        'networks trained',
        'as good as Bayesian search’s best after',
      ],
      methods.map(({ label, validation, test, trials, secondsToBayes }) => [
        label,
        withDeviation(validation),
        withDeviation(test),
        String(trials),
        secondsWords(secondsToBayes, seconds),
      ]),
    ),
    verdicts: [
      {
        claim: 'STN’s best validation loss is at or below every search’s at the full budget',
        holds: own <= mean(rival?.validation ?? []),
        seen: `${own.toFixed(4)} against ${mean(rival?.validation ?? []).toFixed(4)} of ${rival?.label}`,
      },
      {
        claim: 'STN reaches Bayesian search’s best in under a quarter of its time',
        holds: stnSeconds < bayesSeconds / 4,
        seen: `${Number.isFinite(stnSeconds) ? `${stnSeconds.toFixed(1)} s` : 'never,'} against ${bayesSeconds.toFixed(1)} s, medians`,
      },
    ],
  };
}
