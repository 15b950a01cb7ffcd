// What a study amounts to: as one object for programs, as a few lines for people.
import type { StudyDetails } from '../../src-shared/contract/studies.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import type { Budget } from '../../src-shared/domain/study.ts';
import { formatNumber } from './numbers.ts';

/** What a summary is made of. */
export interface SummarisedStudy {
  readonly details: StudyDetails;
  /** Hyperparameters of a run at its best epoch. */
  readonly valuesOf: (run: RunId) => Readonly<Record<string, number>>;
}

interface BestOfSeed {
  readonly seed: number;
  readonly loss: number | null;
  readonly runId: RunId | null;
  readonly values: Readonly<Record<string, number>>;
}

function bestsOf({ details, valuesOf }: SummarisedStudy, arm: number): BestOfSeed[] {
  const { row, trials } = details;
  const { best = [], bestRuns = [] } = row.arms[arm] ?? {};
  return row.seeds.map((seed, place) => {
    const runId = bestRuns[place] ?? null;
    const loss = best[place] ?? Number.NaN;
    const proposed = trials.find(({ run }) => run === runId)?.values ?? {};
    const values = Object.keys(proposed).length > 0 || runId === null ? proposed : valuesOf(runId);
    return { seed, loss: Number.isFinite(loss) ? loss : null, runId, values };
  });
}

function lowest(bests: readonly BestOfSeed[]): BestOfSeed | null {
  return bests.reduce<BestOfSeed | null>(
    (kept, one) => (one.loss !== null && (kept?.loss ?? Number.POSITIVE_INFINITY) > one.loss ? one : kept),
    null,
  );
}

/** The last line of `--json`. A study of one method names its best at the top, too. */
export function studyObject(study: SummarisedStudy) {
  const { row } = study.details;
  const arms = row.arms.map(({ label, method, trials, spent }, arm) => ({
    label,
    method,
    trials: trials.done + trials.failed,
    failed: trials.failed,
    spent,
    best: bestsOf(study, arm),
  }));
  const [only] = arms;
  return {
    type: 'study',
    studyId: row.id,
    name: row.name,
    purpose: row.purpose,
    status: row.state,
    reason: row.reason,
    budget: row.budget,
    trials: arms.reduce((sum, arm) => sum + arm.trials, 0),
    ...(arms.length === 1 && only !== undefined ? { best: lowest(only.best) } : {}),
    arms,
  } as const;
}

/** `40 trials`, `600 s`. */
export function budgetWords({ unit, amount }: Budget): string {
  const noun = amount === 1 ? unit.replace(/s$/, '') : unit;
  return unit === 'seconds' ? `${formatNumber(amount)} s` : `${amount.toLocaleString('en-US')} ${noun}`;
}

/** `input.dropout 0.2, dense1.l2 0.001`. */
export function valueWords(values: Readonly<Record<string, number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${formatNumber(value)}`)
    .join(', ');
}

/** What to say about a study that has ended or was stopped. */
export function studyLines(study: SummarisedStudy): string[] {
  const { row } = study.details;
  const arms = row.arms.flatMap(({ label, trials }, arm) => {
    const bests = bestsOf(study, arm);
    const best = lowest(bests);
    const count = trials.done + trials.failed;
    const failed = trials.failed === 0 ? '' : `, ${trials.failed} of them failed`;
    const head = `${label}: ${count === 1 ? '1 trial' : `${count} trials`}${failed}`;
    if (best === null || best.loss === null) return [`${head}.`];
    const seeds =
      bests.length === 1
        ? ''
        : ` (each seed: ${bests.map(({ loss }) => (loss === null ? 'none' : formatNumber(loss))).join(', ')})`;
    const values = valueWords(best.values);
    return [
      `${head}. Best validation loss ${formatNumber(best.loss)}${seeds}, run ${best.runId}.`,
      ...(values === '' ? [] : [`  Its values: ${values}.`]),
    ];
  });
  const next = row.state === 'finished' ? [] : [`Go on with it: selftune study ${row.id}`];
  return [`Study ${row.id} ${row.state}. ${row.reason}`, ...arms, ...next];
}
