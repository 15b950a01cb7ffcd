// Host and trainer talk in these messages only, each parsed by its schema on arrival.
// Sent over a fork's channel with structured cloning, so typed arrays, NaN and infinities arrive as they left.
import { z } from 'zod';
import { runConfigSchema } from '../domain/run-config.ts';

/** Raised with every change that an older side would misread. */
export const trainerProtocol = 1;

const text = z.string().max(10_000);

/** Host to trainer. */
export const hostMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('train'),
    protocol: z.literal(trainerProtocol),
    config: runConfigSchema,
    /** Folder of the data set: card.json and its arrays. */
    datasetDirectory: z.string(),
    /** Folder of the run, for checkpoints. */
    runDirectory: z.string(),
    /** Continue from a checkpoint in the run's folder; the trainer's first event is of kind `resumed`. */
    isResume: z.boolean(),
    /**
     * The checkpoint to continue from: the newest whose points are all in the store, so that no point is lost.
     * When absent or gone, the newest in the folder.
     */
    checkpoint: z.string().optional(),
    /** Folder of the run that `config.origin` names; there exactly where that is. */
    originDirectory: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('test'),
    protocol: z.literal(trainerProtocol),
    config: runConfigSchema,
    datasetDirectory: z.string(),
    runDirectory: z.string(),
    /** Says that the host has recorded the unsealing; without it the test rows stay closed. */
    unsealedAt: z.iso.datetime(),
  }),
  z.strictObject({ type: z.literal('pause') }),
  z.strictObject({ type: z.literal('continue') }),
  z.strictObject({ type: z.literal('finish-epoch') }),
  z.strictObject({ type: z.literal('stop') }),
]);
export type HostMessage = z.infer<typeof hostMessageSchema>;

const anyNumber = z.number().or(z.nan()).or(z.literal(Infinity)).or(z.literal(-Infinity));

/** What the sealed test rows say about a run. */
export const scoresSchema = z.strictObject({
  loss: anyNumber,
  metrics: z.record(z.string(), anyNumber),
  rows: z.number().int(),
});
export type Scores = z.infer<typeof scoresSchema>;

/** What a finished, stopped or paused run amounts to. */
export const summarySchema = z.strictObject({
  epochs: z.number().int(),
  steps: z.number().int(),
  trainSeconds: z.number(),
  best: z
    .strictObject({ epoch: z.number().int(), validationLoss: z.number(), validationMetric: z.number() })
    .nullable(),
  /** Hyperparameters at the end of training and at the best epoch, in the unit people see. */
  final: z.strictObject({ hyperparameters: z.record(z.string(), anyNumber) }),
  bestHyperparameters: z.record(z.string(), anyNumber),
});
export type RunSummary = z.infer<typeof summarySchema>;

/** Trainer to host. */
export const trainerMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('hello'), protocol: z.number().int(), pid: z.number().int() }),
  /** Which engine was chosen and why, in words. */
  z.strictObject({ type: z.literal('engine'), name: z.string(), device: z.string(), verdict: text }),
  /** What the trainer is doing before and between steps: reading data, compiling, training, saving. */
  z.strictObject({
    type: z.literal('phase'),
    phase: z.enum(['loading', 'compiling', 'training', 'paused', 'saving', 'testing']),
  }),
  z.strictObject({
    type: z.literal('points'),
    series: z
      .array(
        z.strictObject({ series: z.string().max(300), steps: z.array(z.number().int()), values: z.array(anyNumber) }),
      )
      .max(10_000),
  }),
  /** One thing that happened, in plain words. Kind `resumed`: all that was logged after its step comes again. */
  z.strictObject({
    type: z.literal('event'),
    step: z.number().int(),
    epoch: z.number(),
    kind: z.string().max(100),
    text,
  }),
  z.strictObject({
    type: z.literal('progress'),
    step: z.number().int(),
    epoch: z.number(),
    epochs: z.number().int(),
    loss: anyNumber,
    stepsPerSecond: z.number(),
    secondsLeft: z.number().nullable(),
  }),
  z.strictObject({ type: z.literal('heartbeat'), step: z.number().int() }),
  z.strictObject({
    type: z.literal('checkpoint'),
    step: z.number().int(),
    epoch: z.number(),
    file: z.string(),
    bytes: z.number().int(),
    isBest: z.boolean(),
  }),
  z.strictObject({
    type: z.literal('done'),
    outcome: z.enum(['finished', 'stopped']),
    reason: text,
    summary: summarySchema,
  }),
  z.strictObject({ type: z.literal('tested'), scores: scoresSchema }),
  z.strictObject({ type: z.literal('failed'), code: z.string(), message: text, summary: summarySchema.nullable() }),
]);
export type TrainerMessage = z.infer<typeof trainerMessageSchema>;
