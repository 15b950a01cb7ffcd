import { describe, expect, it } from 'vitest';
import type { Engine } from '../../src-main/engine/engine.ts';
import { createOnnxEngine } from '../../src-main/engine/onnx/engine.ts';
import { createReferenceEngine } from '../../src-main/engine/reference.ts';
import { selfTest } from '../../src-main/engine/self-test.ts';
import { tryCandidate, tryCandidateSafely } from '../../src-main/engine/try-candidate.ts';

describe('the self-test', () => {
  it('passes the engines that every machine has, and times them', async () => {
    for (const engine of [createReferenceEngine(), createOnnxEngine({ device: 'cpu', threads: 1 })]) {
      const result = await selfTest(engine);
      expect(result.kind).toBe('usable');
      await engine.dispose();
    }
  });

  it('fails an engine that computes wrongly and says what came out', async () => {
    const honest = createReferenceEngine();
    const lying: Engine = {
      ...honest,
      compile: async (source) => {
        const program = await honest.compile(source);
        return {
          ...program,
          run: async (state, feeds) => ({ ...(await program.run(state, feeds)), loss: Float32Array.of(5) }),
        };
      },
    };
    expect(await selfTest(lying)).toEqual({ kind: 'failed', reason: 'The loss came out as 5; expected 4.8125.' });
  });

  it('says in one sentence that TensorFlow is not installed', async () => {
    const result = await tryCandidate({ engine: 'tensorflow', device: 'cuda' }, null);
    // Where it is installed this test has nothing to say.
    if (result.kind === 'absent') expect(result.reason).toMatch(/^TensorFlow [^\n]+\.$/);
  });

  it('tries a driver out in a process of its own, whose failure or death is an answer', async () => {
    const result = await tryCandidateSafely({ engine: 'onnx', device: 'webgpu' }, null);
    // With a graphics card it is usable; without one the reason is one sentence.
    if (result.kind !== 'usable') expect(result.reason).toMatch(/^[^\n]+\.$/);
  });
});
