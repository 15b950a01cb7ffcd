// When a run's test rows were opened, and what came of it.
import type { RunId } from '../../../src-shared/domain/ids.ts';
import type { Scores } from '../../../src-shared/trainer-protocol/messages.ts';
import { scoresSchema } from '../../../src-shared/trainer-protocol/messages.ts';
import { fromCanonicalJson } from '../canonical-json.ts';
import type { ReadDb } from '../database.ts';

export interface Unsealing {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Null when the test never came to its end. */
  readonly scores: Scores | null;
}

/** Every unsealing of a run's test rows, oldest first. */
export function unsealings(db: ReadDb, run: RunId): Unsealing[] {
  return db
    .prepare<[RunId], { at: number; scores: string | null }>(
      'SELECT at, scores FROM unsealing WHERE run_id = ? ORDER BY id',
    )
    .all(run)
    .map(({ at, scores }) => ({
      at,
      scores: scores === null ? null : scoresSchema.parse(fromCanonicalJson(scores)),
    }));
}
