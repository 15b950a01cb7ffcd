// Fills in what a migration's SQL could not tell of older runs. Done once, when the home is opened for writing.
import { runIdSchema } from '../../src-shared/domain/ids.ts';
import { runConfigSchema } from '../../src-shared/domain/run-config.ts';
import { fromCanonicalJson } from './canonical-json.ts';
import { inTransaction, type WriteDb } from './database.ts';
import { experimentOf } from './experiment.ts';
import { recomputeStanding } from './standing.ts';

/** What a config that this version cannot read belongs to: an experiment of its own. */
const unknownExperiment = (run: number) => `run-${run}`;

/** Gives every run without an experiment its own and its standing. */
export function completeRows(db: WriteDb): void {
  const rows = db.prepare<[], { id: number; config: string }>("SELECT id, config FROM run WHERE experiment = ''").all();
  if (rows.length === 0) return;
  const update = db.prepare('UPDATE run SET experiment = ? WHERE id = ?');
  inTransaction(db, () => {
    for (const { id, config } of rows) {
      const parsed = runConfigSchema.safeParse(fromCanonicalJson(config));
      update.run(parsed.success ? experimentOf(parsed.data) : unknownExperiment(id), id);
      recomputeStanding(db, runIdSchema.parse(id));
    }
  });
}
