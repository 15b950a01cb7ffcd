// The data card: what a data set is, in numbers, without its rows. Every run cites one by its id.
import { z } from 'zod';
import { datasetIdSchema } from './ids.ts';

/** `language`: to predict every next token of a running text. */
export const taskSchema = z.enum(['classification', 'regression', 'language']);
export type Task = z.infer<typeof taskSchema>;

/** `sequence`: the one column whose cells are read token by token; a table with one has no other inputs. */
export const columnRoleSchema = z.enum(['input', 'target', 'group', 'split', 'ignore', 'sequence']);
export type ColumnRole = z.infer<typeof columnRoleSchema>;

const columnSummarySchema = z.strictObject({
  name: z.string(),
  kind: z.enum(['numeric', 'categorical', 'sequence']),
  role: columnRoleSchema,
  missing: z.number().int().min(0),
  /** Distinct values seen, for categorical columns, most frequent first. */
  categories: z.array(z.string()).optional(),
  /** Of the finite values, for numeric columns. */
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  mean: z.number().optional(),
});
export type ColumnSummary = z.infer<typeof columnSummarySchema>;

export const tokenLevels = ['word', 'character'] as const;
export type TokenLevel = (typeof tokenLevels)[number];

const vocabularySummarySchema = z.strictObject({
  level: z.enum(tokenLevels),
  /** Tokens that are told apart, V: marks for padding, unknown tokens and line ends included. */
  size: z.number().int().positive(),
  /** Tokens of the data that are not in the vocabulary and stand as `<unk>`. */
  unknown: z.number().int().min(0),
  /** Most frequent first, at most 100. */
  commonest: z.array(z.strictObject({ token: z.string(), count: z.number().int() })).max(100),
});
export type VocabularySummary = z.infer<typeof vocabularySummarySchema>;

export const dataCardSchema = z.strictObject({
  version: z.literal(1),
  id: datasetIdSchema,
  name: z.string(),
  /**
   * A table of columns; images of one size with 8 or 16 bits for each sample; a running text, whose rows are its tokens; or a table with
   * a sequence of tokens in each row.
   */
  form: z.enum(['table', 'images', 'text', 'sequences']),
  /** `csv`, `idx`, `pictures`, `cifar`, `npy`, `text`, `fasta`, or `sample:<name>`. */
  source: z.string(),
  /** Where the data came from, in words: citation and licence for samples, file names for imports. */
  provenance: z.string(),
  /** SHA-256 of the imported bytes and the choices made at import, 64 hex digits; the id is its start. */
  contentHash: z.string().regex(/^[0-9a-f]{64}$/),
  task: taskSchema,
  target: z.string(),
  rows: z.number().int().positive(),
  /** Names of the classes in label order, for classification. */
  classes: z.array(z.string()).optional(),
  /** Rows of each class, in label order. */
  classCounts: z.array(z.number().int()).optional(),
  columns: z.array(columnSummarySchema),
  /** For images: [height, width, channels]. */
  imageShape: z.tuple([z.number().int(), z.number().int(), z.number().int()]).optional(),
  /** For texts and sequences: what the tokens are. */
  vocabulary: vocabularySummarySchema.optional(),
  /** For sequences: tokens of the shortest row, of the one in the middle, and of the longest. */
  lengths: z.strictObject({ shortest: z.number().int(), median: z.number(), longest: z.number().int() }).optional(),
  /**
   * Rows that the files themselves set apart, in this order: train, validation, test. Without validation rows they are taken from those
   * for training; so are test rows where there are 0.
   */
  givenSplit: z
    .strictObject({ train: z.number().int(), validation: z.number().int().optional(), test: z.number().int() })
    .optional(),
  /** Sentences the user should read: imbalance, ID-like columns, a column that equals the target, filled values. */
  warnings: z.array(z.string()),
});
export type DataCard = z.infer<typeof dataCardSchema>;
