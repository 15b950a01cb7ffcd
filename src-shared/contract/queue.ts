// The queue: what waits, in which order, from when, and how many train at a time.
import { z } from 'zod';
import { runIdSchema } from '../domain/ids.ts';
import { emptySchema, runsSchema, timeSchema } from './fields.ts';
import { procedure } from './procedure.ts';

export const queueStateSchema = z.strictObject({
  /** Nothing further begins while it is paused; what trains goes on. */
  isPaused: z.boolean(),
  /** Runs that train at the same time on this machine. */
  atOnce: z.number().int().min(1).max(16),
  /** Whether the queue pauses when a run fails; else the next one begins. */
  pausesOnFailure: z.boolean(),
  /** Waiting runs, next first. */
  waiting: z.array(z.strictObject({ run: runIdSchema, notBefore: timeSchema.nullable() })),
});
export type QueueState = z.infer<typeof queueStateSchema>;

export const queueProcedures = {
  'queue.get': procedure(emptySchema, queueStateSchema),
  'queue.set': procedure(
    queueStateSchema.pick({ isPaused: true, atOnce: true, pausesOnFailure: true }).partial(),
    queueStateSchema,
  ),
  /** The waiting runs in their new order; those that are not named follow in the order they had. */
  'queue.reorder': procedure(z.strictObject({ runs: runsSchema }), queueStateSchema),
  /** @param notBefore null: as soon as there is room */
  'queue.startLater': procedure(
    z.strictObject({ runs: runsSchema, notBefore: timeSchema.nullable() }),
    queueStateSchema,
  ),
} as const;
