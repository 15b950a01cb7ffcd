// Data sets: samples, uploads, drafts of an import, cards, previews, divisions into parts.
import { z } from 'zod';
import { columnRoleSchema, dataCardSchema, taskSchema, tokenLevels } from '../domain/data-card.ts';
import { datasetIdSchema } from '../domain/ids.ts';
import { imageChoices } from '../domain/image-choices.ts';
import { splitConfigSchema } from '../domain/run-config.ts';
import { textChoices } from '../domain/text-choices.ts';
import { bytesSchema, emptySchema, lineSchema, textSchema, uploadTokenSchema } from './fields.ts';
import { largestUploadBytes, longestFilePath, mostNamedFiles, mostUploadFiles, uploadChunkBytes } from './limits.ts';
import { procedure } from './procedure.ts';

const columnName = z.string().max(1_000);

/**
 * A file's path inside an uploaded folder, `train/cat/0001.png`: names with single slashes between them, none of them `.` or `..`.
 * It tells the class; it is never a path on disk.
 */
export const filePathSchema = z
  .string()
  .min(1)
  .max(longestFilePath)
  .regex(
    /^(?!\.{1,2}(?:\/|$))[^/\p{Cc}]+(?:\/(?!\.{1,2}(?:\/|$))[^/\p{Cc}]+)*$/u,
    'A path inside a folder is made of names with "/" between them, without "..".',
  );

/** How a file is read, where the user has chosen; what is absent is found out. Mirrors the importers' choices. */
const readingChoicesSchema = z.strictObject({
  target: columnName.optional(),
  task: taskSchema.optional(),
  roles: z.record(columnName, columnRoleSchema).optional(),
  delimiter: z.enum([',', ';', '\t', '|']).optional(),
  decimal: z.enum(['.', ',']).optional(),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']).optional(),
  header: z.boolean().optional(),
  /** Cells that mean "no value"; an empty cell always does. */
  missing: z.array(z.string().max(200)).max(100).optional(),
  ...imageChoices,
  ...textChoices,
});
export type ReadingChoices = z.infer<typeof readingChoicesSchema>;

const sampleSchema = z.strictObject({
  name: lineSchema,
  /** What it is called where it is shown. */
  title: lineSchema,
  description: textSchema,
  field: lineSchema,
  source: textSchema,
  licence: lineSchema,
  target: columnName,
  task: taskSchema,
  form: dataCardSchema.shape.form,
  /** Rows, or the tokens of a running text. */
  rows: z.number().int(),
  /** Inputs of one row: columns, pixels, or tokens of the longest sequence; of a running text 1. */
  inputs: z.number().int(),
});
export type Sample = z.infer<typeof sampleSchema>;

const cells = z.array(z.union([z.string(), z.number(), z.null()]));

/** A stretch of a line: tokens that are known, or one that is not. */
const linePieceSchema = z.strictObject({ text: z.string(), isUnknown: z.boolean() });

/** The first rows of a table, some images, the first lines of a text, the first sequences. */
const previewSchema = z.discriminatedUnion('form', [
  z.strictObject({
    form: z.literal('table'),
    columns: z.array(z.string()),
    /** Row by row; null is a missing value. */
    rows: z.array(cells),
    totalRows: z.number().int(),
  }),
  z.strictObject({
    form: z.literal('images'),
    /** [height, width, channels] */
    imageShape: z.tuple([z.number().int(), z.number().int(), z.number().int()]),
    /** [images, height, width, channels], row-major. */
    pixels: bytesSchema,
    /** Class name of each image. */
    labels: z.array(z.string()),
    totalRows: z.number().int(),
  }),
  z.strictObject({
    form: z.literal('text'),
    level: z.enum(tokenLevels),
    /** What the files set apart, in the order train, validation, test; one without a name where they hold one text. */
    parts: z.array(
      z.strictObject({
        part: z.enum(['train', 'validation', 'test']).nullable(),
        tokens: z.number().int(),
        totalLines: z.number().int(),
        /** Lines from `offset` on, at most `limit`. A line is its pieces, one after the other; a long one is cut. */
        lines: z.array(z.strictObject({ pieces: z.array(linePieceSchema), isCut: z.boolean() })),
      }),
    ),
    /** Tokens of all parts. */
    totalRows: z.number().int(),
  }),
  z.strictObject({
    form: z.literal('sequences'),
    columns: z.array(z.string()),
    /** Which of the columns holds the sequences. */
    sequence: z.number().int(),
    /** Row by row; null is a missing value. A sequence is shown as text, cut where it is long. */
    rows: z.array(cells),
    /** Tokens of the sequence of each row. */
    lengths: z.array(z.number().int()),
    totalRows: z.number().int(),
  }),
]);
export type Preview = z.infer<typeof previewSchema>;

const datasetEntrySchema = z.strictObject({
  card: dataCardSchema,
  bytes: z.number(),
  /** Runs that cite it, those in the trash included. */
  runs: z.number().int(),
});
export type DatasetEntry = z.infer<typeof datasetEntrySchema>;

const partCounts = z.strictObject({ train: z.number().int(), validation: z.number().int(), test: z.number().int() });

const divisionSchema = z.strictObject({
  /** Tokens where there is a running text. */
  rows: partCounts,
  /** Rows of each class in each part, in label order; empty for a regression. */
  classes: z.array(z.strictObject({ name: z.string(), ...partCounts.shape })),
  /** Rows of training data that turn up again, inputs alike, in another part. */
  duplicates: z.strictObject({ validation: z.number().int(), test: z.number().int() }),
  /** For a grouped split: groups in each part and how many are in more than one (0, or the split is broken). */
  groups: z.strictObject({ ...partCounts.shape, overlapping: z.number().int() }).nullable(),
  warnings: z.array(textSchema),
});
export type Division = z.infer<typeof divisionSchema>;

const importProgressSchema = z.strictObject({
  /** `looking` at the files' sizes, `reading` what is in them, `storing` the rows; `idle` where none of it goes on. */
  phase: z.enum(['idle', 'looking', 'reading', 'storing']),
  /** Files or rows that are done. */
  done: z.number().int().min(0),
  /** Of so many; 0 where that is not known. */
  total: z.number().int().min(0),
});
export type ImportProgress = z.infer<typeof importProgressSchema>;

const uploads = z.array(uploadTokenSchema).min(1).max(8);

export const dataProcedures = {
  'data.samples': procedure(emptySchema, z.array(sampleSchema)),
  'data.importSample': procedure(z.strictObject({ name: lineSchema }), dataCardSchema),
  'data.list': procedure(
    emptySchema,
    z.strictObject({
      datasets: z.array(datasetEntrySchema),
      unreadable: z.array(z.strictObject({ directory: textSchema, reason: textSchema })),
    }),
  ),
  'data.card': procedure(z.strictObject({ dataset: datasetIdSchema }), dataCardSchema),
  'data.preview': procedure(
    z.strictObject({
      dataset: datasetIdSchema,
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(200),
    }),
    previewSchema,
  ),
  /**
   * Begins an upload; its bytes follow in chunks, in order. The name is only ever shown, never a path. With `files` it is a folder of
   * that many files: `data.nameFiles` says which, and the bytes are those of all of them, one after the other in that order.
   */
  'data.beginUpload': procedure(
    z.strictObject({
      name: lineSchema,
      bytes: z.number().int().min(0).max(largestUploadBytes),
      files: z.number().int().min(1).max(mostUploadFiles).optional(),
    }),
    z.strictObject({ upload: uploadTokenSchema }),
  ),
  /** The next files of a folder, in the order of their bytes. */
  'data.nameFiles': procedure(
    z.strictObject({
      upload: uploadTokenSchema,
      files: z
        .array(z.strictObject({ path: filePathSchema, bytes: z.number().int().min(0).max(largestUploadBytes) }))
        .min(1)
        .max(mostNamedFiles),
    }),
    z.strictObject({ named: z.number().int() }),
  ),
  'data.uploadChunk': procedure(
    z.strictObject({
      upload: uploadTokenSchema,
      offset: z.number().int().min(0),
      bytes: bytesSchema.refine((bytes) => bytes.length <= uploadChunkBytes, 'A chunk has at most 4 MiB.'),
    }),
    z.strictObject({ received: z.number().int() }),
  ),
  'data.discardUpload': procedure(z.strictObject({ upload: uploadTokenSchema }), emptySchema),
  /** Reads uploaded files as the choices say and shows what would be imported; stores nothing. */
  'data.inspect': procedure(
    z.strictObject({ uploads, choices: readingChoicesSchema }),
    z.strictObject({
      card: dataCardSchema,
      preview: previewSchema,
      /** How the file was read: every choice made, also those that were found out. */
      reading: readingChoicesSchema,
    }),
  ),
  'data.import': procedure(
    z.strictObject({ uploads, choices: readingChoicesSchema, name: lineSchema.optional() }),
    z.strictObject({ card: dataCardSchema, isNew: z.boolean() }),
  ),
  /** How far the reading or storing of these uploads is; to be asked a few times a second. */
  'data.importProgress': procedure(z.strictObject({ uploads }), importProgressSchema),
  /** Gives up the reading or storing of these uploads: the call that waits for it is refused with `data/cancelled`. They stay. */
  'data.cancelImport': procedure(z.strictObject({ uploads }), emptySchema),
  /** How a split would divide a data set. */
  'data.divide': procedure(z.strictObject({ dataset: datasetIdSchema, split: splitConfigSchema }), divisionSchema),
  /** Removes a data set that no run cites; `data.restore` brings it back until the app ends. */
  'data.remove': procedure(z.strictObject({ dataset: datasetIdSchema }), emptySchema),
  'data.restore': procedure(z.strictObject({ dataset: datasetIdSchema }), emptySchema),
} as const;
