// Finds out why a loss became NaN or infinite: repeats the steps since the last good checkpoint, which is exact, and looks at the tensors
// as they stood before the step that failed.
import type { Results } from '../engine/engine.ts';

/** Which tensor is to be named, and what it held. */
export interface Finding {
  readonly tensor: string;
  readonly finding: string;
}

/**
 * The first tensor that holds a NaN or an infinity; if there is none, the one with the largest magnitude.
 * @param tensors state before the failing step, in the model's order
 */
export function suspect(tensors: Results): Finding {
  let largest = { tensor: 'loss', magnitude: 0 };
  for (const [tensor, values] of Object.entries(tensors)) {
    for (const value of values) {
      if (!Number.isFinite(value)) return { tensor, finding: `held ${Number.isNaN(value) ? 'NaN' : 'infinity'}` };
      if (Math.abs(value) > largest.magnitude) largest = { tensor, magnitude: Math.abs(value) };
    }
  }
  return { tensor: largest.tensor, finding: `had grown to ${largest.magnitude.toPrecision(3)}` };
}

/** Whether every value of every tensor is finite. */
export function isFiniteEverywhere(tensors: Results): boolean {
  return Object.values(tensors).every((values) => values.every((value) => Number.isFinite(value)));
}
