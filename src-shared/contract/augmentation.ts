// Some training images as they are and as training disturbs them at given strengths: what a person looks at to believe a schedule.
import { z } from 'zod';
import { hyperparameterKinds } from '../domain/hyperparameter.ts';
import { datasetIdSchema } from '../domain/ids.ts';
import { splitConfigSchema } from '../domain/run-config.ts';
import { bytesSchema, lineSchema } from './fields.ts';
import { procedure } from './procedure.ts';

/** Images that one preview shows. */
export const mostPreviewedImages = 16;

const inputNames = hyperparameterKinds.map((kind) => `input.${kind}` as const);
/** No strength of any kind makes sense beyond it. */
const largestStrength = 1e6;

const requestSchema = z.strictObject({
  dataset: datasetIdSchema,
  /** Of the run; the one that suits the data unless given. Only training rows are shown. */
  split: splitConfigSchema.optional(),
  /** Strengths of the input, in the units people see: `input.cutoutLength` in pixels. */
  values: z.partialRecord(z.enum(inputNames), z.number().min(0).max(largestStrength)),
  count: z.number().int().min(1).max(mostPreviewedImages),
  /** Another seed, other draws: the same request always shows the same. */
  seed: z.number().int().min(0).max(0xffff_ffff),
  /** Position of the first image among the training rows; past the end it starts over. */
  first: z.number().int().min(0).optional(),
  /** Names who looks, at random: a newer request of the same viewer gives up the older one (`augmentation/superseded`). */
  viewer: lineSchema,
});
export type AugmentationRequest = z.infer<typeof requestSchema>;

const answerSchema = z.strictObject({
  /** [height, width, channels] */
  imageShape: z.tuple([z.number().int(), z.number().int(), z.number().int()]),
  /** Class name of each image; fewer than were asked for where they would not fit into a message. */
  labels: z.array(z.string()),
  /** [images, height, width, channels], 8 bits each, row-major. */
  originals: bytesSchema,
  augmented: bytesSchema,
  /** The names among the values that were used, in the order in which they apply. */
  used: z.array(lineSchema),
});
export type AugmentedImages = z.infer<typeof answerSchema>;

export const augmentationProcedures = {
  /** @throws `data/no-images` for a table, `config/…` for a strength that does not fit the data, `augmentation/superseded` */
  'augmentation.preview': procedure(requestSchema, answerSchema),
} as const;
