// Version 3: the hyperparameters of a run that has no summary, because it lives or was cut off.
import type { Migration } from './migration.ts';

export const loggedHyperparameters: Migration = {
  version: 3,
  sql: `
    -- By name, in the unit people see: as logged last, and as they were at the best epoch's end.
    ALTER TABLE run ADD COLUMN last_hyperparameters TEXT NOT NULL DEFAULT '{}';
    ALTER TABLE run ADD COLUMN best_hyperparameters TEXT NOT NULL DEFAULT '{}';
  `,
};
