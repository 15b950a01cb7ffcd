import { describe, expect, it } from 'vitest';
import { plainReason } from '../../src-main/engine/plain-reason.ts';
import { tryCandidate } from '../../src-main/engine/try-candidate.ts';

const cuda = { engine: 'onnx', device: 'cuda' } as const;
const webgpu = { engine: 'onnx', device: 'webgpu' } as const;

describe('why an engine cannot be used', () => {
  it.each([
    [
      cuda,
      'OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library.',
      "CUDA's libraries are not installed.",
    ],
    [cuda, 'CUDA failure 100: no CUDA-capable device is detected.', 'No Nvidia card was found.'],
    [cuda, 'CUDA failure 35: CUDA driver version is insufficient.', "The Nvidia card's driver is too old."],
    [webgpu, 'Failed to get a WebGPU adapter: No supported adapters.', 'No supported graphics card was found.'],
    [webgpu, 'std::bad_alloc.', 'There is too little memory for its test.'],
    [webgpu, 'vkCreateDevice returned -3.', 'Its driver refused the test.'],
  ] as const)('is said in plain words: %o, %s', (candidate, said, plain) => {
    expect(plainReason(candidate, said, false)).toBe(plain);
  });

  it('is what this program itself said, where it said it', () => {
    expect(plainReason(cuda, 'The device "cuda" is not found here.', true)).toBe(
      'The device "cuda" is not found here.',
    );
  });

  it('keeps the words of the library beside it', async () => {
    const result = await tryCandidate({ engine: 'tensorflow', device: 'cpu' }, null);
    expect(result).toMatchObject({ kind: 'absent', reason: 'TensorFlow is not installed.' });
    expect(result.kind === 'usable' ? '' : result.detail).toContain('@tensorflow/tfjs-node');
  });
});
