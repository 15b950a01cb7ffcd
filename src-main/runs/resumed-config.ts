// The config a trainer is given: the frozen one, but that a resumed run keeps the engine it began on.
import { engineConfigSchema, type RunConfig } from '../../src-shared/domain/run-config.ts';
import type { RunDetails } from '../store/queries/run-details.ts';

/**
 * `auto` chooses by the clock, so on another day it may choose another device, whose last digits differ: a run that goes on from a
 * checkpoint is held to its first choice. Without a checkpoint the run begins anew, and so does the choice.
 */
export function resumedConfig({
  config,
  checkpoint,
  engine,
}: Pick<RunDetails, 'config' | 'checkpoint' | 'engine'>): RunConfig {
  if (checkpoint === null || engine === null) return config;
  const { name, device } = engine;
  return { ...config, engine: engineConfigSchema.parse({ ...config.engine, name, device }) };
}
