// How Node starts a trainer: sooner and with less memory set aside, at no cost in time a step. docs/performance.md has the measurements.
import { fileURLToPath } from 'node:url';

/** Beside the code it is made of, so that whoever can write it could write the code. Where nobody can, Node does without. */
const compileCache = fileURLToPath(new URL('../../node_modules/.cache/selftune', import.meta.url));

/**
 * For the GNU C library; others ignore them. One arena, because the memory it sets aside for every thread that ever allocated is lost.
 * Nothing is given back between steps: taking 11 MB of copies from the system anew at each step can cost a third of its time.
 */
const memorySettings = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: String(32 * 2 ** 20),
  MALLOC_TRIM_THRESHOLD_: String(128 * 2 ** 20),
} as const;

/** Options and environment of a trainer's process; what the user's own environment says comes first. */
export interface TrainerOptions {
  readonly execArgv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/**
 * A step leaves short-lived objects of a few kB behind. V8 would let 2 x 16 MB of them pile up before it collects; 2 x 2 MB are collected
 * as fast. From the second start on, the compile cache saves loading the TypeScript parser.
 */
export function trainerOptions(environment: NodeJS.ProcessEnv = process.env): TrainerOptions {
  return {
    execArgv: ['--max-semi-space-size=2'],
    env: { ...memorySettings, NODE_COMPILE_CACHE: compileCache, ...environment },
  };
}
