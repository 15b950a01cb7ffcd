// Branded identifiers: a run id cannot be handed in where a dataset id is wanted.
import { z } from 'zod';

/** SHA-256 of a data set's content and column roles, first 16 hex digits. */
export const datasetIdSchema = z
  .string()
  .regex(/^[0-9a-f]{16}$/, 'A data set id has 16 hexadecimal digits.')
  .brand<'DatasetId'>();
export type DatasetId = z.infer<typeof datasetIdSchema>;

/** A run's number in its home, counted from 1 and never used twice. */
export const runIdSchema = z.number().int().positive().brand<'RunId'>();
export type RunId = z.infer<typeof runIdSchema>;
