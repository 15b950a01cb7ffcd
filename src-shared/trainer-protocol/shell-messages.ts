// What a trainer or doctor says to the shell that started it as a utility process. Only the shell can start processes there, so engine
// probes are asked of it. Not here: what host and trainer tell each other (messages); that goes over the port the shell hands out.
import { z } from 'zod';

/** Trainer to shell. */
export const probeRequestSchema = z.strictObject({
  type: z.literal('probe'),
  id: z.number().int().min(0),
  /** For the probe, as its only argument. */
  argument: z.string().max(1_000),
});
export type ProbeRequest = z.infer<typeof probeRequestSchema>;

/** Shell to trainer. */
export const shellMessageSchema = z.discriminatedUnion('type', [
  /** Comes with the port to the host, which answers from then on. */
  z.strictObject({ type: z.literal('port') }),
  /** What the probe answered, or null and how it ended, as the end of a sentence: "with code 1". */
  z.strictObject({
    type: z.literal('probed'),
    id: z.number().int().min(0),
    result: z.unknown(),
    ending: z.string().nullable(),
  }),
]);
export type ShellMessage = z.infer<typeof shellMessageSchema>;

/** Last on a port: nothing more comes from this trainer, and it can be ended. */
export const farewellSchema = z.strictObject({ type: z.literal('farewell') });
