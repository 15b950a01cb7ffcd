// What goes over the wire, in both directions. Inputs, outputs and events inside are parsed by the schemas they belong to.
import { z } from 'zod';
import { topicSchema } from './events.ts';

const callId = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const sequence = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
/** Names one life of a host: event numbers of another life mean nothing. */
const session = z.string().regex(/^[0-9a-f]{16}$/);

/** Client to host. */
export const clientFrameSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('call'), id: callId, procedure: z.string().max(100), input: z.unknown() }),
  z.strictObject({
    type: z.literal('subscribe'),
    id: callId,
    topic: topicSchema,
    /** The last event this client has seen and whose it was; null: from now on. */
    after: z.strictObject({ session, sequence }).nullable(),
  }),
  z.strictObject({ type: z.literal('unsubscribe'), id: callId }),
]);
export type ClientFrame = z.infer<typeof clientFrameSchema>;

const contractErrorSchema = z.strictObject({
  code: z.string().max(200),
  message: z.string().max(20_000),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

/** Host to client. */
export const hostFrameSchema = z.discriminatedUnion('type', [
  /** First of all. */
  z.strictObject({ type: z.literal('hello'), contract: z.number().int(), session }),
  z.strictObject({ type: z.literal('result'), id: callId, output: z.unknown() }),
  z.strictObject({ type: z.literal('error'), id: callId, error: contractErrorSchema }),
  /** The subscription stands; events after `sequence` follow. `isComplete` false: some were missed for good, ask for the whole state. */
  z.strictObject({ type: z.literal('subscribed'), id: callId, sequence, isComplete: z.boolean() }),
  z.strictObject({ type: z.literal('event'), id: callId, sequence, event: z.unknown() }),
]);
export type HostFrame = z.infer<typeof hostFrameSchema>;
