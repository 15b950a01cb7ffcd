// Has V8 collect its garbage now. Arrays from which a large state was filled are garbage by the time it is used, but V8 counts objects
// rather than what they hold, and nothing else makes it look: 370 MB may stay for as long as the run.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Collects all garbage; some milliseconds. */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
}
