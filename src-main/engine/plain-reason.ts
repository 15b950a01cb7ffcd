// What a library or driver says when it cannot be used, in words for people. Not here: how its saying is obtained (try-candidate).
import type { DeviceName } from '../../src-shared/domain/run-config.ts';
import type { Candidate } from './candidate.ts';

const cannotLoad = /load|shared librar|cannot open|not found|not available|not enabled|not compiled|no such file/i;

/** Why a device cannot be used where its library could not be loaded. */
const notLoaded: Readonly<Record<DeviceName, string>> = {
  cuda: "CUDA's libraries are not installed.",
  webgpu: 'WebGPU is not part of this installation.',
  dml: 'DirectML is not part of this system.',
  coreml: 'Core ML is not part of this system.',
  cpu: 'Its library is not installed.',
};

/**
 * A plain sentence for why a candidate cannot be used.
 * @param said what the library or driver said
 * @param isOurs whether this program said it
 */
export function plainReason({ engine, device }: Candidate, said: string, isOurs: boolean): string {
  if (engine === 'tensorflow' && /is not installed/.test(said)) return 'TensorFlow is not installed.';
  if (isOurs) return said;
  if (/adapter/i.test(said)) return 'No supported graphics card was found.';
  if (/no CUDA-capable device|CUDA failure 100\b/i.test(said)) return 'No Nvidia card was found.';
  if (/driver version is insufficient|CUDA failure 35\b/i.test(said)) return "The Nvidia card's driver is too old.";
  if (/out of memory|bad_alloc|failed to allocate/i.test(said)) return 'There is too little memory for its test.';
  return cannotLoad.test(said) ? notLoaded[device] : 'Its driver refused the test.';
}
