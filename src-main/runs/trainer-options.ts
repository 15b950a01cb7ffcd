// How Node starts a trainer: sooner and with less memory set aside, at no cost in time a step. docs/performance.md has the measurements.
import { fileURLToPath } from 'node:url';

/** Beside the code it is made of, so that whoever can write it could write the code. Where nobody can, Node does without. */
const compileCache = fileURLToPath(new URL('../../node_modules/.cache/selftune', import.meta.url));

/** Options and environment of a trainer's process; what the user's own environment says comes first. */
export interface TrainerOptions {
  readonly execArgv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/**
 * A step leaves short-lived objects of a few kB behind. V8 would let 2 x 16 MB of them pile up before it collects; 2 x 2 MB are collected
 * as fast. The C library would set memory aside for every thread that ever allocated, and only ONNX Runtime's loading uses several.
 * From the second start on, the compile cache saves loading the TypeScript parser.
 */
export function trainerOptions(environment: NodeJS.ProcessEnv = process.env): TrainerOptions {
  return {
    execArgv: ['--max-semi-space-size=2'],
    env: { MALLOC_ARENA_MAX: '1', NODE_COMPILE_CACHE: compileCache, ...environment },
  };
}
