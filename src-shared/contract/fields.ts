// Small schemas that several procedures share. Every text and every list has a bound.
import { z } from 'zod';
import { runIdSchema } from '../domain/ids.ts';
import { runStates } from '../domain/run-state.ts';
import { mostRuns } from './limits.ts';

/** A number as computed, NaN and infinities included. */
export const anyNumberSchema = z.number().or(z.nan()).or(z.literal(Infinity)).or(z.literal(-Infinity));

/** Many numbers, as 64-bit floats; NaN and infinities are values like others. */
export const numbersSchema = z.instanceof(Float64Array);

/** Raw bytes. */
export const bytesSchema = z.instanceof(Uint8Array);

/** Milliseconds since 1970, UTC. */
export const timeSchema = z.number().int();

/** One line of text a person wrote. */
export const lineSchema = z.string().max(200);

/** Text a person or the program wrote. */
export const textSchema = z.string().max(20_000);

export const runStateSchema = z.enum(runStates);

/** At least one run. */
export const runsSchema = z.array(runIdSchema).min(1).max(mostRuns);

/** Names an upload that the host holds. */
export const uploadTokenSchema = z.string().regex(/^[0-9a-f]{32}$/, 'An upload token has 32 hexadecimal digits.');

export const emptySchema = z.strictObject({});
