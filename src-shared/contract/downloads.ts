// Well-known public data sets that can be fetched: the only thing Selftune ever asks of another computer, and only when told to.
import { z } from 'zod';
import { datasetIdSchema } from '../domain/ids.ts';
import { emptySchema, lineSchema, textSchema } from './fields.ts';
import { procedure } from './procedure.ts';

const bytes = z.number().int().min(0);

const phaseSchema = z.discriminatedUnion('phase', [
  /** Nothing goes on; bytes that are there already are not fetched again. */
  z.strictObject({ phase: z.literal('idle') }),
  z.strictObject({ phase: z.literal('fetching') }),
  /** All bytes are there; they are compared with the SHA-256 that is known. */
  z.strictObject({ phase: z.literal('checking') }),
  z.strictObject({ phase: z.literal('importing') }),
  /** In the home, under this number. */
  z.strictObject({ phase: z.literal('done'), dataset: datasetIdSchema }),
  /** A sentence that says why, and what to do. */
  z.strictObject({ phase: z.literal('failed'), message: textSchema }),
]);
export type DownloadPhase = z.infer<typeof phaseSchema>;

/** How far the download of one set is. */
export const downloadSchema = z.strictObject({
  name: lineSchema,
  /** Bytes of its files that are there. */
  received: bytes,
  total: bytes,
  state: phaseSchema,
});
export type Download = z.infer<typeof downloadSchema>;

const knownSetSchema = z.strictObject({
  name: lineSchema,
  title: lineSchema,
  /** What it is, in sentences. */
  description: textSchema,
  rows: z.number().int(),
  /** [height, width, channels] */
  imageShape: z.tuple([z.number().int(), z.number().int(), z.number().int()]),
  classes: z.number().int(),
  /** To be fetched, and on the disk once it is imported. */
  bytes,
  storedBytes: bytes,
  /** The addresses that are asked, and no others, with what their answers must be. */
  files: z.array(
    z.strictObject({
      name: lineSchema,
      url: textSchema,
      bytes,
      /** 64 hexadecimal digits. */
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
  /** Its authors' page. */
  page: textSchema,
  licence: textSchema,
  citation: textSchema,
  /** The data set of the home that came of it; null: it is not there. */
  dataset: datasetIdSchema.nullable(),
  download: downloadSchema,
});
export type KnownSet = z.infer<typeof knownSetSchema>;

const named = z.strictObject({ name: lineSchema });

export const downloadProcedures = {
  /** Contacts nobody. */
  'downloads.list': procedure(emptySchema, z.array(knownSetSchema)),
  /** Begins to fetch, goes on where it ended, and imports; answers at once. The rest is told as events `download`. */
  'downloads.start': procedure(named, downloadSchema),
  /** Stops fetching; what has come stays for next time. */
  'downloads.cancel': procedure(named, downloadSchema),
  /** Deletes what has come of a download that is not going on. */
  'downloads.discard': procedure(named, downloadSchema),
} as const;
