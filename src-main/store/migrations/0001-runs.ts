// Version 1: runs with their frozen configs, what they log, and when their test rows were unsealed.
import type { Migration } from './migration.ts';

export const runs: Migration = {
  version: 1,
  sql: `
    CREATE TABLE run (
      -- AUTOINCREMENT: a number is never used twice, its folder on disk may outlive its row.
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN
        ('queued', 'starting', 'running', 'paused', 'finished', 'stopped', 'failed', 'interrupted')),
      method TEXT NOT NULL,
      dataset_id TEXT NOT NULL,
      config TEXT NOT NULL,
      -- Times are milliseconds since 1970, UTC.
      created_at INTEGER NOT NULL,
      queued_at INTEGER NOT NULL,
      started_at INTEGER,
      finished_at INTEGER,
      reason TEXT NOT NULL DEFAULT '',
      summary TEXT,
      engine TEXT,
      device TEXT,
      engine_verdict TEXT,
      checkpoint_file TEXT,
      checkpoint_step INTEGER,
      -- The trainer that was started last; null once it is known to have ended.
      pid INTEGER,
      heartbeat_at INTEGER
    ) STRICT;

    CREATE INDEX run_by_state ON run (state, queued_at);

    CREATE TRIGGER run_config_is_frozen BEFORE UPDATE OF config, method, dataset_id ON run
    BEGIN
      SELECT RAISE(ABORT, 'The config of a run is frozen once it is queued.');
    END;

    CREATE TABLE series (
      id INTEGER PRIMARY KEY,
      run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      UNIQUE (run_id, name)
    ) STRICT;

    CREATE TABLE point (
      series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
      step INTEGER NOT NULL,
      -- SQLite has no NaN: null stands for it. Infinities are stored as they are.
      value REAL,
      PRIMARY KEY (series_id, step)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE event (
      id INTEGER PRIMARY KEY,
      run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      step INTEGER NOT NULL,
      epoch REAL NOT NULL,
      kind TEXT NOT NULL,
      text TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;

    CREATE INDEX event_by_run ON event (run_id, step);

    CREATE TABLE unsealing (
      id INTEGER PRIMARY KEY,
      run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      at INTEGER NOT NULL,
      -- Null until the scores have come back, and for ever when they never did: the rows were open all the same.
      scores TEXT
    ) STRICT;

    CREATE INDEX unsealing_by_run ON unsealing (run_id);
  `,
};
