// Runs: started, watched, ended, labelled, thrown away and brought back.
import { z } from 'zod';
import { datasetIdSchema, runIdSchema } from '../domain/ids.ts';
import { methodNames } from '../domain/method-config.ts';
import { runConfigSchema } from '../domain/run-config.ts';
import { studyPlaceSchema } from '../domain/study.ts';
import { scoresSchema, summarySchema } from '../trainer-protocol/messages.ts';
import {
  anyNumberSchema,
  emptySchema,
  lineSchema,
  runStateSchema,
  runsSchema,
  textSchema,
  timeSchema,
} from './fields.ts';
import { procedure } from './procedure.ts';

const seeds = z.array(z.number().int().min(0).max(0xffff_ffff)).min(1).max(100);
const hyperparameterValues = z.record(z.string(), anyNumberSchema);

/** One run in the table of runs. */
export const runRowSchema = z.strictObject({
  id: runIdSchema,
  name: z.string(),
  state: runStateSchema,
  reason: z.string(),
  method: z.enum(methodNames),
  dataset: datasetIdSchema,
  datasetName: z.string(),
  /** The same for runs that differ in seed and name alone. */
  experiment: z.string(),
  seed: z.number().int(),
  tags: z.array(z.string()),
  notes: z.string(),
  isStarred: z.boolean(),
  trashedAt: timeSchema.nullable(),
  createdAt: timeSchema,
  startedAt: timeSchema.nullable(),
  finishedAt: timeSchema.nullable(),
  /** Training time so far, across resumes, in seconds. */
  seconds: z.number().nullable(),
  epochs: z.number().int().nullable(),
  plannedEpochs: z.number().int(),
  /** Which metric stands beside the loss: accuracy for classes, rmse for numbers, perplexity for a running text. */
  metric: z.string(),
  /** By lowest validation loss. */
  best: z.strictObject({ epoch: z.number(), loss: anyNumberSchema, metric: anyNumberSchema }).nullable(),
  last: z.strictObject({ epoch: z.number(), loss: anyNumberSchema, metric: anyNumberSchema }).nullable(),
  /** At the end of training and at the best epoch, in the unit people see. */
  finalHyperparameters: hyperparameterValues,
  bestHyperparameters: hyperparameterValues,
  /** On disk: checkpoints and logged points. */
  bytes: z.number(),
  hasCheckpoint: z.boolean(),
  /** Its study and its place there; null for a run of its own. */
  place: studyPlaceSchema.nullable(),
  /** A waiting run does not begin before; null: as soon as there is room. */
  notBefore: timeSchema.nullable(),
  /** What the sealed test rows said when they were last opened for this run; null while they are sealed. */
  test: z.strictObject({ loss: anyNumberSchema, metric: anyNumberSchema, at: timeSchema }).nullable(),
});
export type RunRow = z.infer<typeof runRowSchema>;

export const runEventSchema = z.strictObject({
  step: z.number().int(),
  epoch: z.number(),
  kind: z.string(),
  text: z.string(),
  at: timeSchema,
});
export type RunEvent = z.infer<typeof runEventSchema>;

export const progressSchema = z.strictObject({
  run: runIdSchema,
  /** What the trainer is doing. */
  phase: z.enum(['queued', 'loading', 'compiling', 'training', 'paused', 'saving', 'testing']),
  step: z.number().int(),
  epoch: z.number(),
  epochs: z.number().int(),
  loss: anyNumberSchema,
  stepsPerSecond: z.number(),
  secondsLeft: z.number().nullable(),
});
export type Progress = z.infer<typeof progressSchema>;

const testReportSchema = z.strictObject({
  scores: scoresSchema,
  scoredAt: timeSchema,
  firstOpenedAt: timeSchema,
  openings: z.number().int(),
});
export type TestReport = z.infer<typeof testReportSchema>;

const runDetailsSchema = z.strictObject({
  row: runRowSchema,
  config: runConfigSchema,
  engine: z.strictObject({ name: z.string(), device: z.string(), verdict: z.string() }).nullable(),
  checkpoint: z.strictObject({ file: z.string(), step: z.number().int() }).nullable(),
  summary: summarySchema.nullable(),
  events: z.array(runEventSchema),
  /** The newest word on a live run; null for others. */
  progress: progressSchema.nullable(),
  /** What it logged: name and number of points. */
  series: z.array(z.strictObject({ series: z.string(), points: z.number().int() })),
  test: testReportSchema.nullable(),
  /** Last optimisation step of the warm-up, 0 without one. */
  warmUpSteps: z.number().int(),
});
export type RunDetails = z.infer<typeof runDetailsSchema>;

const one = z.strictObject({ run: runIdSchema });
const several = z.strictObject({ runs: runsSchema });

const runChangeSchema = z.strictObject({
  name: lineSchema.optional(),
  notes: textSchema.optional(),
  isStarred: z.boolean().optional(),
  tags: z.array(z.string().min(1).max(50)).max(50).optional(),
});
export type RunChange = z.infer<typeof runChangeSchema>;

export const runProcedures = {
  /** Freezes the config once for each seed and queues the runs. */
  'runs.start': procedure(z.strictObject({ config: runConfigSchema, seeds }), several),
  /** The same config again; the data set must still be there. */
  'runs.again': procedure(z.strictObject({ run: runIdSchema, seeds }), several),
  'runs.pause': procedure(one, emptySchema),
  'runs.continue': procedure(one, emptySchema),
  'runs.finishEpoch': procedure(one, emptySchema),
  /** Ends after the current step with a checkpoint; takes a waiting run out of the queue. */
  'runs.stop': procedure(one, emptySchema),
  /** Ends the trainer at once, without a checkpoint. */
  'runs.kill': procedure(one, emptySchema),
  'runs.resume': procedure(one, emptySchema),
  /** Every run of the home, newest first, those in the trash too. */
  'runs.list': procedure(emptySchema, z.array(runRowSchema)),
  'runs.get': procedure(one, runDetailsSchema),
  /** Each run with its own change, so that one call can undo another. */
  'runs.edit': procedure(
    z.strictObject({
      changes: z
        .array(z.strictObject({ run: runIdSchema, change: runChangeSchema }))
        .min(1)
        .max(10_000),
    }),
    emptySchema,
  ),
  'runs.trash': procedure(several, emptySchema),
  'runs.restore': procedure(several, emptySchema),
  /** Deletes for good what is in the trash. */
  'runs.emptyTrash': procedure(emptySchema, z.strictObject({ runs: z.number().int(), bytes: z.number() })),
  /** Opens the sealed test set of a run that has ended, on record; asked again, repeats what is on record. */
  'runs.test': procedure(one, testReportSchema),
} as const;
