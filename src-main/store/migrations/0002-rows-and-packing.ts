// Version 2: what a table of runs shows without opening a run (labels, standing, size), and points of series packed into blobs.
// What SQL cannot tell of older runs (experiment, standing) is filled in when the home is opened (complete-rows).
import type { Migration } from './migration.ts';

export const rowsAndPacking: Migration = {
  version: 2,
  sql: `
    -- Hash of the config without seed and name; empty until it was filled in.
    ALTER TABLE run ADD COLUMN experiment TEXT NOT NULL DEFAULT '';
    ALTER TABLE run ADD COLUMN seed INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE run ADD COLUMN planned_epochs INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE run ADD COLUMN dataset_name TEXT NOT NULL DEFAULT '';
    ALTER TABLE run ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
    ALTER TABLE run ADD COLUMN notes TEXT NOT NULL DEFAULT '';
    ALTER TABLE run ADD COLUMN is_starred INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE run ADD COLUMN trashed_at INTEGER;
    -- accuracy or rmse; empty until one was logged.
    ALTER TABLE run ADD COLUMN metric TEXT NOT NULL DEFAULT '';
    ALTER TABLE run ADD COLUMN train_seconds REAL;
    -- At the newest epoch's end and at the one with the lowest validation loss. The epoch is null where there was none;
    -- then a null loss or metric is a NaN.
    ALTER TABLE run ADD COLUMN last_epoch REAL;
    ALTER TABLE run ADD COLUMN last_loss REAL;
    ALTER TABLE run ADD COLUMN last_metric REAL;
    ALTER TABLE run ADD COLUMN best_epoch REAL;
    ALTER TABLE run ADD COLUMN best_loss REAL;
    ALTER TABLE run ADD COLUMN best_metric REAL;
    -- Checkpoints and points, as measured last.
    ALTER TABLE run ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;

    UPDATE run SET
      seed = coalesce(json_extract(config, '$.training.seed'), 0),
      planned_epochs = coalesce(json_extract(config, '$.training.epochs'), 0);

    -- Consecutive points of one series. A number is never used twice: what is known of a chunk stays true.
    CREATE TABLE chunk (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
      first_step INTEGER NOT NULL,
      last_step INTEGER NOT NULL,
      points INTEGER NOT NULL,
      -- Steps and values, see point-codec.
      data BLOB NOT NULL,
      -- The smallest and largest points of every 64 and of every 1024, in the same code.
      outline_fine BLOB NOT NULL,
      outline_coarse BLOB NOT NULL
    ) STRICT;

    CREATE UNIQUE INDEX chunk_by_step ON chunk (series_id, first_step, last_step, points);
  `,
};
