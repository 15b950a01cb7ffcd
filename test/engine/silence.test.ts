import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const engineRoom = new URL('../../src-main/engine/', import.meta.url).href;

/** What a user's terminal sees while each engine computes something. */
const script = `
  const { createReferenceEngine } = await import('${engineRoom}reference.ts');
  const { createOnnxEngine } = await import('${engineRoom}onnx/engine.ts');
  const { selfTest } = await import('${engineRoom}self-test.ts');
  for (const engine of [createReferenceEngine(), createOnnxEngine({ device: 'cpu', threads: 1 })]) {
    const { kind } = await selfTest(engine);
    if (kind !== 'usable') throw new Error(engine.name);
    await engine.dispose();
  }
`;

it('writes nothing to the terminal by itself, on any engine', async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [
    '--input-type=module-typescript',
    '--eval',
    script,
  ]);
  expect({ stdout, stderr }).toEqual({ stdout: '', stderr: '' });
});
