// The draws that perturb hyperparameters, as an input of a step.
import type { VectorEntry } from '../stn/hyperparameter-vector.ts';
import type { NoiseFeed } from './method.ts';

/** Input of training and validation steps: standard normal draws [B, H]. */
export const perturbationInput = 'perturbation';

/** How a step's perturbations are drawn. */
export function perturbationFeed(stream: string, rows: number, entries: readonly VectorEntry[]): NoiseFeed {
  return { input: perturbationInput, stream, kind: 'normal', size: rows * entries.length };
}
