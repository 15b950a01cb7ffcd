// Which runs are repeats of each other: those whose configs differ in seed and name alone.
import { createHash } from 'node:crypto';
import type { RunConfig } from '../../src-shared/domain/run-config.ts';
import { toCanonicalJson } from './canonical-json.ts';

/** 12 hexadecimal digits, the same for configs that differ in `training.seed` and `name` alone. */
export function experimentOf({ name: _name, training, ...rest }: RunConfig): string {
  const { seed: _seed, ...others } = training;
  return createHash('sha256')
    .update(toCanonicalJson({ ...rest, training: others }))
    .digest('hex')
    .slice(0, 12);
}
