// How a trainer is started: sooner and with less memory set aside, at no cost in time a step. docs/performance.md has the measurements.
import { fileURLToPath } from 'node:url';

/** Beside the code it is made of, so that whoever can write it could write the code. Where nobody can, Node does without. */
const compileCache = fileURLToPath(new URL('../../node_modules/.cache/selftune', import.meta.url));

/**
 * For the GNU C library; others ignore them. One arena, because the memory it sets aside for every thread that ever allocated is lost.
 * Nothing is given back between steps: taking memory from the system anew at each step can cost a fifth to a third of its time. For a
 * network with 46 million weights that is 300 MB.
 */
const memorySettings = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: String(32 * 2 ** 20),
  MALLOC_TRIM_THRESHOLD_: String(2 ** 30),
} as const;

/**
 * A step leaves short-lived objects of a few kB behind. V8 would let 2 x 16 MB of them pile up before it collects; 2 x 2 MB are collected
 * as fast.
 */
const heapSetting = '--max-semi-space-size=2';

/** Options and environment of a trainer's process; what the user's own environment says comes first. */
export interface TrainerOptions {
  readonly execArgv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** For a trainer that Node runs. From the second start on, the compile cache saves loading the TypeScript parser. */
export function trainerOptions(environment: NodeJS.ProcessEnv = process.env): TrainerOptions {
  return {
    execArgv: [heapSetting],
    env: { ...memorySettings, NODE_COMPILE_CACHE: compileCache, ...environment },
  };
}

/**
 * For a trainer that Electron runs as a utility process, whose arguments are Chromium's: V8's options stand in one of them. What the
 * platform's Electron makes of them is its own affair (it may bring an allocator of its own); none keeps a process from starting.
 * Without a compile cache: what is built is JavaScript already, in a folder that may be read-only.
 * @returns what stands in the environment unless the user's own says otherwise
 */
export function utilityTrainerOptions(): { readonly execArgv: string[]; readonly env: Record<string, string> } {
  return { execArgv: [`--js-flags=${heapSetting}`], env: { ...memorySettings } };
}
