import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

const run = (env: NodeJS.ProcessEnv) =>
  promisify(execFile)(process.execPath, ['--input-type=module-typescript', '--eval', script], { env });

it('writes nothing to the terminal by itself, on any engine', async () => {
  const { stdout, stderr } = await run(process.env);
  expect({ stdout, stderr }).toEqual({ stdout: '', stderr: '' });
});

it('leaves no trace on the machine: no log, no number that names the device, nothing to be sent', async () => {
  const [home, temporary] = ['home', 'temporary'].map((name) => mkdtempSync(join(tmpdir(), `selftune-${name}-`)));
  const { ORT_DISABLE_TELEMETRY: _, ...env } = process.env;
  await run({ ...env, HOME: home, XDG_CACHE_HOME: undefined, TMPDIR: temporary });
  expect(readdirSync(home ?? '')).toEqual([]);
  expect(readdirSync(temporary ?? '')).toEqual([]);
});
