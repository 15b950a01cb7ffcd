// What turns raw rows into network inputs, as a value that can be saved with a model: fitted once, on training rows only.
// Not here: the fitting and the arithmetic (preprocess, table-inputs).
import { z } from 'zod';
import { letterCases, tokenKinds } from './tokens.ts';

const numericScalingSchema = z.strictObject({
  kind: z.literal('numeric'),
  name: z.string(),
  /** Stands in for missing values. */
  median: z.number(),
  mean: z.number(),
  /** Standard deviation (divisor n); 1 for a constant column. */
  deviation: z.number().positive(),
});
export type NumericScaling = z.infer<typeof numericScalingSchema>;

const categoricalEncodingSchema = z.strictObject({
  kind: z.literal('categorical'),
  name: z.string(),
  /** One input each, 1 where the row holds it. */
  categories: z.array(z.string()),
  /** Whether one more input says that the value is missing. */
  hasMissingInput: z.boolean(),
});
export type CategoricalEncoding = z.infer<typeof categoricalEncodingSchema>;

const columnPreprocessingSchema = z.discriminatedUnion('kind', [numericScalingSchema, categoricalEncodingSchema]);
export type ColumnPreprocessing = z.infer<typeof columnPreprocessingSchema>;

const targetPreprocessingSchema = z.discriminatedUnion('task', [
  z.strictObject({ task: z.literal('classification'), name: z.string(), classes: z.array(z.string()) }),
  z.strictObject({
    task: z.literal('regression'),
    name: z.string(),
    mean: z.number(),
    deviation: z.number().positive(),
  }),
]);
export type TargetPreprocessing = z.infer<typeof targetPreprocessingSchema>;

const tablePreprocessingSchema = z.strictObject({
  version: z.literal(1),
  form: z.literal('table'),
  columns: z.array(columnPreprocessingSchema),
  target: targetPreprocessingSchema,
});
export type TablePreprocessing = z.infer<typeof tablePreprocessingSchema>;

/** Preprocessing that was saved before colour has one number for all channels. */
const ofChannels = <Schema extends z.ZodType<number>>(one: Schema) =>
  z.union([one.transform((value) => [value]), z.array(one).min(1)]);

const imagePreprocessingSchema = z.strictObject({
  version: z.literal(1),
  form: z.literal('images'),
  /** [height, width, channels] */
  imageShape: z.tuple([z.number().int(), z.number().int(), z.number().int()]),
  /** Of each channel, [channels], or [1] for all of them: of all training pixels, each scaled to [0, 1]. */
  mean: ofChannels(z.number()),
  deviation: ofChannels(z.number().positive()),
  target: targetPreprocessingSchema,
});
export type ImagePreprocessing = z.infer<typeof imagePreprocessingSchema>;

const tokens = {
  version: z.literal(1),
  rule: z.strictObject({ kind: z.enum(tokenKinds), letters: z.enum(letterCases) }),
  /** What each token stands for, [V]. */
  vocabulary: z.array(z.string()),
  /** Tokens that one step reads. */
  length: z.number().int().positive(),
};

const textPreprocessingSchema = z.strictObject({ ...tokens, form: z.literal('text') });
export type TextPreprocessing = z.infer<typeof textPreprocessingSchema>;

/** Sequences that are longer count with their last tokens, shorter ones are padded in front. */
const sequencePreprocessingSchema = z.strictObject({
  ...tokens,
  form: z.literal('sequences'),
  column: z.string(),
  target: targetPreprocessingSchema,
});
export type SequencePreprocessing = z.infer<typeof sequencePreprocessingSchema>;

export const preprocessingSchema = z.discriminatedUnion('form', [
  tablePreprocessingSchema,
  imagePreprocessingSchema,
  textPreprocessingSchema,
  sequencePreprocessingSchema,
]);
export type Preprocessing = z.infer<typeof preprocessingSchema>;

/** Network inputs that a column becomes. */
export function widthOf(column: ColumnPreprocessing): number {
  return column.kind === 'numeric' ? 1 : column.categories.length + (column.hasMissingInput ? 1 : 0);
}

/** Network inputs of one row; tokens that one step reads. */
export function inputWidth(preprocessing: Preprocessing): number {
  if (preprocessing.form === 'images') {
    const [height, width, channels] = preprocessing.imageShape;
    return height * width * channels;
  }
  if (preprocessing.form !== 'table') return preprocessing.length;
  return preprocessing.columns.reduce((sum, column) => sum + widthOf(column), 0);
}

/**
 * Which source column each network input comes from, [I], counted from 0 over the input columns. The inputs of one categorical
 * column share a number, so that feature dropout drops them together; each pixel and each token has its own.
 */
export function featureOfInput(preprocessing: Preprocessing): Int32Array {
  if (preprocessing.form !== 'table') {
    return Int32Array.from({ length: inputWidth(preprocessing) }, (_, input) => input);
  }
  return Int32Array.from(
    preprocessing.columns.flatMap((column, feature) => Array<number>(widthOf(column)).fill(feature)),
  );
}
