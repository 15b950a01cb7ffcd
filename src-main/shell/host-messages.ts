// What the shell and the host's process tell each other; ports travel beside the messages. Parsed on arrival, in both directions.
// Not here: the contract between window and host, which goes over the ports and which the shell never reads.
import { z } from 'zod';
import { runIdSchema } from '../../src-shared/domain/ids.ts';

const childId = z.number().int().min(0);
const text = z.string().max(100_000);

/** What the host may have started. */
const childEntries = ['trainer', 'doctor'] as const;
export type ChildEntry = (typeof childEntries)[number];

/** How a child is started: limits of its memory, nothing else. The environment is laid under the app's own, which comes first. */
const childOptionsSchema = z.strictObject({
  execArgv: z.array(z.string().regex(/^--js-flags=--[a-z-]+=\d+$/)).max(8),
  env: z.record(z.string().regex(/^MALLOC_\w+$/), z.string().max(200)),
});
export type ChildOptions = z.infer<typeof childOptionsSchema>;

/** Shell to host. */
export const toHostSchema = z.discriminatedUnion('type', [
  /** First of all. */
  z.strictObject({ type: z.literal('boot'), version: z.string().max(100) }),
  /** Comes with the port to a window. */
  z.strictObject({ type: z.literal('connect') }),
  /** Comes with the port to the process. */
  z.strictObject({ type: z.literal('started'), id: childId, pid: z.number().int() }),
  z.strictObject({ type: z.literal('not-started'), id: childId, why: text }),
  z.strictObject({ type: z.literal('output'), id: childId, text }),
  z.strictObject({ type: z.literal('exited'), id: childId, code: z.number().int() }),
  /** Stop what runs with a checkpoint, commit, free the home. */
  z.strictObject({ type: z.literal('shut-down') }),
]);
export type ToHost = z.infer<typeof toHostSchema>;

const endedRunSchema = z.strictObject({
  id: runIdSchema,
  name: z.string().max(10_000),
  state: z.string().max(100),
  reason: text,
});
export type EndedRun = z.infer<typeof endedRunSchema>;

/** Host to shell. */
export const fromHostSchema = z.discriminatedUnion('type', [
  /** The home is open; its folders are for the Help menu. */
  z.strictObject({ type: z.literal('ready'), home: text, logs: text }),
  /** The home cannot be opened, in words. */
  z.strictObject({ type: z.literal('failed'), message: text }),
  z.strictObject({ type: z.literal('start'), id: childId, entry: z.enum(childEntries), options: childOptionsSchema }),
  z.strictObject({ type: z.literal('kill'), id: childId }),
  /** How many runs wait or train. */
  z.strictObject({ type: z.literal('live'), runs: z.number().int().min(0) }),
  /** A run has ended, and a notification of it is wanted. */
  z.strictObject({ type: z.literal('ended'), run: endedRunSchema }),
  /** Answer to `shut-down`. */
  z.strictObject({ type: z.literal('closed') }),
]);
export type FromHost = z.infer<typeof fromHostSchema>;
