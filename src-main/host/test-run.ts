// The sealed test set from the user's side: opened once for a trained model; asked again, the answer of the first time is shown.
import type { RunId } from '../../src-shared/domain/ids.ts';
import type { Scores } from '../../src-shared/trainer-protocol/messages.ts';
import { type UnsealOptions, unsealTest } from '../runs/unseal.ts';
import { runDetails } from '../store/queries/run-details.ts';
import { type Unsealing, unsealings } from '../store/queries/unsealings.ts';

export interface TestReport {
  readonly run: RunId;
  readonly scores: Scores;
  /** When the scores were made, milliseconds since 1970. */
  readonly scoredAt: number;
  /** When the run's test rows were first opened. */
  readonly firstOpenedAt: number;
  /** How often they have been opened, this time included. */
  readonly openings: number;
  /** Whether they were opened for this report; otherwise it repeats what is on record. */
  readonly isNew: boolean;
}

/**
 * Scores a run on its sealed test rows, or repeats the scores that are on record for the model as it is.
 * @throws AppError `runs/cannot-test`, `runs/test-failed`, `store/unknown-run`
 */
export async function testRun(options: UnsealOptions): Promise<TestReport> {
  const { home, run } = options;
  const before = unsealings(home.db, run);
  const { finishedAt } = runDetails(home.db, run);
  // A run that was resumed after its test has another model: old scores would not be its own.
  const valid = before.find(({ at, scores }) => scores !== null && at >= (finishedAt ?? Number.POSITIVE_INFINITY));
  if (valid !== undefined && valid.scores !== null) {
    return { run, scores: valid.scores, scoredAt: valid.at, ...openingsIn(before), isNew: false };
  }
  const scores = await unsealTest(options);
  const after = unsealings(home.db, run);
  return { run, scores, scoredAt: after.at(-1)?.at ?? 0, ...openingsIn(after), isNew: true };
}

function openingsIn(record: readonly Unsealing[]): Pick<TestReport, 'firstOpenedAt' | 'openings'> {
  return { firstOpenedAt: record[0]?.at ?? 0, openings: record.length };
}
