// What a person may choose when a file is imported; whatever is left out is sniffed from the file.
import { z } from 'zod';
import { type ColumnRole, columnRoleSchema, taskSchema } from '../../../src-shared/domain/data-card.ts';
import { imageChoices } from '../../../src-shared/domain/image-choices.ts';
import { textChoices } from '../../../src-shared/domain/text-choices.ts';

/** Choices of one import. They are part of the data set's identity: other choices, other id. */
export const importChoicesSchema = z.strictObject({
  /** Name of the column to predict. */
  target: z.string().optional(),
  task: taskSchema.optional(),
  /** Roles of columns by name. */
  roles: z.record(z.string(), columnRoleSchema).optional(),
  /** The character between values. */
  delimiter: z.string().length(1).optional(),
  decimal: z.enum(['.', ',']).optional(),
  /** A name that iconv knows, for example `utf-8`, `utf-16le`, `windows-1252`. */
  encoding: z.string().optional(),
  /** Whether the first line holds the columns' names. */
  header: z.boolean().optional(),
  /** Cells that mean "no value"; replaces the usual ones. An empty cell always does. */
  missing: z.array(z.string()).optional(),
  ...imageChoices,
  ...textChoices,
});
export type ImportChoices = z.infer<typeof importChoicesSchema>;

/** The chosen roles by column; a map, because a column may be called "constructor". */
export function rolesOf(choices: ImportChoices): ReadonlyMap<string, ColumnRole> {
  return new Map(Object.entries(choices.roles ?? {}));
}
