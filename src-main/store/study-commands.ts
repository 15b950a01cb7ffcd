// Everything that changes a study's row. Which changes make sense when is decided in `studies`.
import type { RunId } from '../../src-shared/domain/ids.ts';
import { type StudyConfig, type StudyId, type StudyState, studyIdSchema } from '../../src-shared/domain/study.ts';
import { toCanonicalJson } from './canonical-json.ts';
import { inTransaction, type WriteDb } from './database.ts';

/** Adds a running study with its config frozen. @param at milliseconds since 1970 */
export function insertStudy(db: WriteDb, config: StudyConfig, at: number): StudyId {
  return inTransaction(db, () => {
    const { lastInsertRowid } = db
      .prepare(
        "INSERT INTO study (name, purpose, state, config, source_run, created_at) VALUES (?, ?, 'running', ?, ?, ?)",
      )
      .run(config.name, config.purpose, toCanonicalJson(config), config.source, at);
    return studyIdSchema.parse(Number(lastInsertRowid));
  });
}

/** What changes with a study's state. */
export interface StudyChange {
  readonly state: StudyState;
  readonly reason: string;
  /** Milliseconds since 1970; null while it has not ended. */
  readonly finishedAt: number | null;
}

/** Moves a study to another state. */
export function updateStudy(db: WriteDb, study: StudyId, { state, reason, finishedAt }: StudyChange): void {
  inTransaction(db, () =>
    db
      .prepare('UPDATE study SET state = ?, reason = ?, finished_at = ? WHERE id = ?')
      .run(state, reason, finishedAt, study),
  );
}

/** Gives a study another name. */
export function renameStudy(db: WriteDb, study: StudyId, name: string): void {
  inTransaction(db, () => db.prepare('UPDATE study SET name = ? WHERE id = ?').run(name, study));
}

/** Notes that a study counts some of its trials as over, whatever their state, or with `false` that it does not any more. */
export function settleTrials(db: WriteDb, runs: readonly RunId[], isSettled: boolean): void {
  const update = db.prepare('UPDATE run SET is_settled = ? WHERE id = ?');
  inTransaction(db, () => {
    for (const run of runs) update.run(Number(isSettled), run);
  });
}
