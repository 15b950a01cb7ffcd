// A run before it starts: what is suggested for a data set, what is wrong with a config, what it will cost.
import { z } from 'zod';
import { datasetIdSchema } from '../domain/ids.ts';
import { modelTemplateNames } from '../domain/model-templates.ts';
import { runConfigSchema } from '../domain/run-config.ts';
import { lineSchema, textSchema } from './fields.ts';
import { procedure } from './procedure.ts';

const layerSummarySchema = z.strictObject({
  name: lineSchema,
  /** Units that come in and go out. */
  inputs: z.number().int(),
  outputs: z.number().int(),
  /** Of what goes out, without the batch: [units], or [height, width, channels]. */
  shape: z.array(z.number().int()),
  activation: lineSchema.nullable(),
  parameters: z.number().int(),
  /** Parameters of the response to the hyperparameters, which a self-tuning network has beside its own. */
  responseParameters: z.number().int(),
  /** Multiplications of the ordinary network for one example. */
  products: z.number(),
  /** Values before pooling. */
  activities: z.number().int(),
});
export type LayerSummary = z.infer<typeof layerSummarySchema>;

/** Something that keeps a config from running, told beside its field. */
export const problemSchema = z.strictObject({
  /** As in the config, with dots: `training.epochs`, `model.hidden.0.width`, `hyperparameters.dense1.dropout`. */
  path: textSchema,
  message: textSchema,
});
export type Problem = z.infer<typeof problemSchema>;

const estimatesSchema = z.strictObject({
  memoryBytes: z.number(),
  /** Of one run, in seconds, low and high. */
  seconds: z.tuple([z.number(), z.number()]),
  /** Of one run: best and last checkpoint, and what it logs. */
  diskBytes: z.number(),
  /** What the time is based on, in words. */
  basis: textSchema,
});
export type Estimates = z.infer<typeof estimatesSchema>;

const planCheckSchema = z.strictObject({
  problems: z.array(problemSchema),
  layers: z.array(layerSummarySchema),
  /** Hyperparameters that apply to this model and data, in the order of the vector. */
  applicable: z.array(lineSchema),
  tuned: z.number().int(),
  fixed: z.number().int(),
  rows: z.strictObject({ train: z.number().int(), validation: z.number().int(), test: z.number().int() }).nullable(),
  /** Null while there are problems. */
  estimates: estimatesSchema.nullable(),
});
export type PlanCheck = z.infer<typeof planCheckSchema>;

export const planProcedures = {
  /** A complete config for a data set, ready to run; with the network of a template, else with the one that suits the data best. */
  'plan.suggest': procedure(
    z.strictObject({ dataset: datasetIdSchema, template: z.enum(modelTemplateNames).optional() }),
    runConfigSchema,
  ),
  /** Takes a config as it is being edited, so anything; what is wrong with it comes back as problems. */
  'plan.check': procedure(z.strictObject({ config: z.record(z.string().max(100), z.unknown()) }), planCheckSchema),
} as const;
