// How many threads a trainer computes with, where its config leaves that open and others train beside it.
import { availableParallelism } from 'node:os';
import type { RunDetails } from '../store/queries/run-details.ts';

/**
 * An equal share of the cores, so that trainers do not take turns on them. A run that goes on from a checkpoint keeps what it began with:
 * another number of threads would change its last digits.
 * @param atOnce runs that may train at the same time
 * @returns null: as its config says, or all of them
 */
export function threadsFor(
  { config, checkpoint, threads }: Pick<RunDetails, 'config' | 'checkpoint' | 'threads'>,
  atOnce: number,
  cores = availableParallelism(),
): number | null {
  if (config.engine.threads !== null) return null;
  if (checkpoint !== null) return threads;
  return atOnce > 1 ? Math.max(1, Math.floor(cores / atOnce)) : null;
}
