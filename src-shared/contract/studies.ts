// Studies: checked, started, followed, and what they say about the methods they compare.
import { z } from 'zod';
import { datasetIdSchema, runIdSchema } from '../domain/ids.ts';
import { methodNames, replayedScheduleSchema } from '../domain/method-config.ts';
import { searchNames } from '../domain/search-config.ts';
import {
  budgetSchema,
  studyConfigSchema,
  studyIdSchema,
  studyPlaceSchema,
  studyPurposes,
  studyStates,
} from '../domain/study.ts';
import {
  anyNumberSchema,
  bytesSchema,
  emptySchema,
  lineSchema,
  numbersSchema,
  textSchema,
  timeSchema,
} from './fields.ts';
import { uploadChunkBytes } from './limits.ts';
import { problemSchema } from './plan.ts';
import { procedure } from './procedure.ts';

/** How far one arm is, all seeds together. */
const armStandingSchema = z.strictObject({
  label: lineSchema,
  method: z.enum([...methodNames, ...searchNames]),
  trials: z.strictObject({ done: z.number().int(), failed: z.number().int(), live: z.number().int() }),
  /** Share of the budget that is used up, 0 to 1. */
  spent: z.number(),
  /** The best validation loss of each seed so far, in the order of the seeds; NaN where there is none. */
  best: z.array(anyNumberSchema),
  /** The run that has it; null where there is none. */
  bestRuns: z.array(runIdSchema.nullable()),
});
export type ArmStanding = z.infer<typeof armStandingSchema>;

/** One study in a list. */
export const studyRowSchema = z.strictObject({
  id: studyIdSchema,
  name: z.string(),
  purpose: z.enum(studyPurposes),
  state: z.enum(studyStates),
  /** Why it is in its state, in words; empty when there is nothing to say. */
  reason: z.string(),
  dataset: datasetIdSchema,
  datasetName: z.string(),
  budget: budgetSchema,
  seeds: z.array(z.number().int()),
  arms: z.array(armStandingSchema),
  source: runIdSchema.nullable(),
  createdAt: timeSchema,
  finishedAt: timeSchema.nullable(),
});
export type StudyRow = z.infer<typeof studyRowSchema>;

const trialSchema = z.strictObject({
  run: runIdSchema,
  place: studyPlaceSchema,
  /** The trial of the same search whose weights it went on from. */
  parent: z.number().int().nullable(),
  /** Where the search put it, in the unit people see; empty for arms that are no search. */
  values: z.record(z.string(), anyNumberSchema),
});
export type StudyTrial = z.infer<typeof trialSchema>;

const studyDetailsSchema = z.strictObject({
  row: studyRowSchema,
  config: studyConfigSchema,
  trials: z.array(trialSchema),
});
export type StudyDetails = z.infer<typeof studyDetailsSchema>;

const progressAxes = ['seconds', 'steps', 'trials'] as const;
export type ProgressAxis = (typeof progressAxes)[number];

/** The lowest validation loss up to each point, over what one arm has spent for one seed; its first point is its first scored epoch. */
const progressCurveSchema = z.strictObject({
  arm: z.number().int(),
  seed: z.number().int(),
  /** Rising. Trials that ran beside each other count one after the other: compute, not the clock on the wall. */
  x: numbersSchema,
  y: numbersSchema,
  /** All that was spent, which the last value holds to. */
  end: z.number(),
});
export type ProgressCurve = z.infer<typeof progressCurveSchema>;

const studyCheckSchema = z.strictObject({
  /** Paths as in the study's config, with dots: `budget.amount`, `arms.1.method.points`. */
  problems: z.array(problemSchema),
  /** Of all arms and seeds together, in seconds, low and high; null while there are problems. */
  seconds: z.tuple([z.number(), z.number()]).nullable(),
  diskBytes: z.number().nullable(),
  /** What should be known before it starts: a grid that the budget cuts, a hypernetwork that outgrows the network. */
  notes: z.array(textSchema),
});
export type StudyCheck = z.infer<typeof studyCheckSchema>;

const one = z.strictObject({ study: studyIdSchema });
const seeds = z.number().int().min(1).max(100);

export const studyProcedures = {
  /** Takes a study's config as it is being edited. */
  'studies.check': procedure(z.strictObject({ config: z.record(z.string().max(100), z.unknown()) }), studyCheckSchema),
  'studies.start': procedure(z.strictObject({ config: studyConfigSchema }), one),
  /** Newest first. */
  'studies.list': procedure(emptySchema, z.array(studyRowSchema)),
  'studies.get': procedure(one, studyDetailsSchema),
  'studies.progress': procedure(
    z.strictObject({ study: studyIdSchema, axis: z.enum(progressAxes) }),
    z.strictObject({ curves: z.array(progressCurveSchema) }),
  ),
  /** What trains goes on to its end, nothing further begins. */
  'studies.pause': procedure(one, emptySchema),
  /** Goes on with a study that was paused, stopped, or has failed. */
  'studies.continue': procedure(one, emptySchema),
  /** Stops what trains as well. */
  'studies.stop': procedure(one, emptySchema),
  'studies.rename': procedure(z.strictObject({ study: studyIdSchema, name: lineSchema }), emptySchema),
  /**
   * The study that verifies what a run found: its schedule replayed, its final values held, the best fixed values known of (the best
   * trial of the studies on the same network and data, else where it started), the same budget and seeds. Not started yet.
   */
  'studies.forVerification': procedure(z.strictObject({ run: runIdSchema, seeds }), studyConfigSchema),
  /** The study that varies how a run tuned: alternation, perturbation, starting values. Not started yet. */
  'studies.forSensitivity': procedure(z.strictObject({ run: runIdSchema, seeds }), studyConfigSchema),
  /** A run's schedule, ready to be replayed. */
  'schedules.ofRun': procedure(z.strictObject({ run: runIdSchema }), replayedScheduleSchema),
  /** A schedule from a file that Selftune or a person wrote, CSV or JSON. */
  'schedules.read': procedure(
    z.strictObject({
      name: lineSchema,
      bytes: bytesSchema.refine((bytes) => bytes.length <= uploadChunkBytes, 'A schedule has at most 4 MiB.'),
    }),
    replayedScheduleSchema,
  ),
} as const;
