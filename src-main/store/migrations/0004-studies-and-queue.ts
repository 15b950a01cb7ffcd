// Version 4: studies, the place of a run in one, and a queue whose order, pauses and starts outlive the process.
import type { Migration } from './migration.ts';

export const studiesAndQueue: Migration = {
  version: 4,
  sql: `
    CREATE TABLE study (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL,
      purpose TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('running', 'paused', 'stopped', 'finished', 'failed')),
      reason TEXT NOT NULL DEFAULT '',
      config TEXT NOT NULL,
      -- No reference: the run may be deleted, the study stays.
      source_run INTEGER,
      created_at INTEGER NOT NULL,
      finished_at INTEGER
    ) STRICT;

    CREATE TRIGGER study_config_is_frozen BEFORE UPDATE OF config, purpose, source_run ON study
    BEGIN
      SELECT RAISE(ABORT, 'The config of a study is frozen once it is started.');
    END;

    -- The run's place in a study; all null for a run of its own.
    ALTER TABLE run ADD COLUMN study_id INTEGER REFERENCES study (id);
    ALTER TABLE run ADD COLUMN arm INTEGER;
    ALTER TABLE run ADD COLUMN seed_index INTEGER;
    ALTER TABLE run ADD COLUMN trial INTEGER;
    ALTER TABLE run ADD COLUMN parent_trial INTEGER;
    -- 1: its study counts it as over, whatever its state; a person stopped it, or it could not be brought to its end.
    ALTER TABLE run ADD COLUMN is_settled INTEGER NOT NULL DEFAULT 0;
    -- Order among those that wait, lowest first.
    ALTER TABLE run ADD COLUMN queue_position INTEGER;
    ALTER TABLE run ADD COLUMN not_before INTEGER;
    -- What its trainer was given where the config leaves it open and others train beside it.
    ALTER TABLE run ADD COLUMN threads INTEGER;

    CREATE UNIQUE INDEX run_by_place ON run (study_id, arm, seed_index, trial) WHERE study_id IS NOT NULL;

    -- One row, of the whole home.
    CREATE TABLE queue (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      is_paused INTEGER NOT NULL DEFAULT 0,
      at_once INTEGER NOT NULL DEFAULT 1,
      pauses_on_failure INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    INSERT INTO queue (id) VALUES (1);
  `,
};
