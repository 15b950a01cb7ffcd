// What the host tells without being asked. A topic is subscribed to; each event has a number, so that a client that was away can be
// told what it missed.
import { z } from 'zod';
import { runIdSchema } from '../domain/ids.ts';
import { settingsSchema, usageSchema } from './app.ts';
import { downloadSchema } from './downloads.ts';
import { numbersSchema, textSchema } from './fields.ts';
import { queueStateSchema } from './queue.ts';
import { progressSchema, runEventSchema, runRowSchema } from './runs.ts';
import { studyRowSchema } from './studies.ts';

export const topicSchema = z.discriminatedUnion('topic', [
  /** Everything small: states and labels of runs, progress, data sets, settings. */
  z.strictObject({ topic: z.literal('home') }),
  /** What one run logs. */
  z.strictObject({ topic: z.literal('run'), run: runIdSchema }),
]);
export type Topic = z.infer<typeof topicSchema>;

export const homeEventSchema = z.discriminatedUnion('type', [
  /** A run is new or has changed: state, labels, scores. */
  z.strictObject({ type: z.literal('run'), row: runRowSchema }),
  z.strictObject({ type: z.literal('run-removed'), run: runIdSchema }),
  z.strictObject({ type: z.literal('progress'), progress: progressSchema }),
  /** A study is new or has changed. */
  z.strictObject({ type: z.literal('study'), row: studyRowSchema }),
  z.strictObject({ type: z.literal('queue'), queue: queueStateSchema }),
  /** The list of data sets has changed. */
  z.strictObject({ type: z.literal('datasets') }),
  /** A download has begun, gone on or ended. */
  z.strictObject({ type: z.literal('download'), download: downloadSchema }),
  z.strictObject({ type: z.literal('usage'), usage: usageSchema }),
  z.strictObject({ type: z.literal('settings'), settings: settingsSchema }),
  z.strictObject({ type: z.literal('notice'), text: textSchema }),
]);
export type HomeEvent = z.infer<typeof homeEventSchema>;

export const runTopicEventSchema = z.discriminatedUnion('type', [
  /** New points, gathered for a tenth of a second or so; `epoch` and `seconds` of the same steps are among the series. */
  z.strictObject({
    type: z.literal('points'),
    series: z.array(z.strictObject({ series: z.string(), steps: numbersSchema, values: numbersSchema })),
  }),
  z.strictObject({ type: z.literal('event'), event: runEventSchema }),
  z.strictObject({ type: z.literal('engine'), name: z.string(), device: z.string(), verdict: z.string() }),
  /** The run was resumed: everything it logged after this step comes again. */
  z.strictObject({ type: z.literal('truncated'), step: z.number() }),
]);
export type RunTopicEvent = z.infer<typeof runTopicEventSchema>;

/** Events of a topic. */
export interface EventOf {
  readonly home: HomeEvent;
  readonly run: RunTopicEvent;
}
