import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Checkpoint } from '../../src-main/train/events.ts';
import { initialLoopState } from '../../src-main/train/loop-state.ts';
import { readBest, readLatest, writeBest, writeLatest } from '../../src-main/trainer/checkpoint-files.ts';
import { decodeSafetensors, encodeSafetensors } from '../../src-main/trainer/safetensors.ts';
import { temporaryHome } from '../support/temporary-home.ts';

const here = () => true;
const gone = () => false;

function checkpointAt(step: number): Checkpoint {
  return {
    specs: { weight: { shape: [2], dtype: 'float32' }, u: { shape: [], dtype: 'float32' } },
    tensors: { weight: Float32Array.of(step, -step), u: Float32Array.of(0.5) },
    loop: { ...initialLoopState(0.1), step },
  };
}

const fileAt = (step: number) => `step-${String(step).padStart(12, '0')}.safetensors`;

async function writeStates(directory: string, steps: readonly number[], isHostThere = here): Promise<void> {
  for (const step of steps) await writeLatest(directory, checkpointAt(step), isHostThere);
}

it('a state is read back as it was written', async () => {
  const directory = join(temporaryHome(), 'not', 'there', 'yet');
  const written = await writeLatest(directory, checkpointAt(7), here);
  expect(written).toEqual({ file: fileAt(7), bytes: readFileSync(join(directory, fileAt(7))).length });
  expect(await readLatest(directory)).toEqual(checkpointAt(7));
});

it('the two newest states are kept, by their step, and the best', async () => {
  const directory = temporaryHome();
  await writeBest(directory, checkpointAt(2));
  await writeStates(directory, [2, 9, 10, 100]);
  expect(readdirSync(directory).sort()).toEqual(['best.safetensors', fileAt(10), fileAt(100)]);
  expect(await readLatest(directory)).toEqual(checkpointAt(100));
  expect(await readBest(directory)).toEqual(checkpointAt(2));
});

it('a new best replaces the one before', async () => {
  const directory = temporaryHome();
  for (const step of [2, 8]) await writeBest(directory, checkpointAt(step));
  expect(readdirSync(directory)).toEqual(['best.safetensors']);
  expect(await readBest(directory)).toEqual(checkpointAt(8));
});

it('once the host is gone nothing is removed: what it recorded last must outlive it', async () => {
  const directory = temporaryHome();
  await writeStates(directory, [1, 2, 3, 4], gone);
  expect(readdirSync(directory)).toHaveLength(4);
});

it('a file that is no state is left alone', async () => {
  const directory = temporaryHome();
  writeFileSync(join(directory, 'notes.txt'), 'mine');
  await writeStates(directory, [1, 2, 3]);
  expect(readdirSync(directory)).toContain('notes.txt');
});

describe('reading the latest state', () => {
  it('prefers the wanted one', async () => {
    const directory = temporaryHome();
    await writeStates(directory, [1, 2]);
    expect((await readLatest(directory, fileAt(1)))?.loop.step).toBe(1);
  });

  it.each([
    ['is gone', fileAt(5)],
    ['lies outside the folder', '../best.safetensors'],
  ])('takes the newest when the wanted one %s', async (_what, wanted) => {
    const directory = temporaryHome();
    await writeStates(directory, [1, 2]);
    expect((await readLatest(directory, wanted))?.loop.step).toBe(2);
  });

  it('passes a damaged one over for the one before it', async () => {
    const directory = temporaryHome();
    await writeStates(directory, [1, 2]);
    const newest = join(directory, fileAt(2));
    writeFileSync(newest, readFileSync(newest).subarray(0, -3));
    expect((await readLatest(directory))?.loop.step).toBe(1);
    expect((await readLatest(directory, fileAt(2)))?.loop.step).toBe(1);
  });

  it.each([
    ['no loop state', {}],
    ['a loop state that is no JSON', { loop: '{' }],
    ['a loop state with a field too many', { loop: JSON.stringify({ ...initialLoopState(1), more: 1 }) }],
  ])('passes one with %s over', async (_what, metadata) => {
    const directory = temporaryHome();
    await writeStates(directory, [1, 2]);
    const newest = join(directory, fileAt(2));
    writeFileSync(newest, encodeSafetensors({ ...decodeSafetensors(readFileSync(newest)), metadata }));
    expect((await readLatest(directory))?.loop.step).toBe(1);
  });

  it('finds nothing in an empty folder, in none, and where all are damaged', async () => {
    const directory = temporaryHome();
    expect(await readLatest(directory)).toBeNull();
    expect(await readLatest(join(directory, 'none'))).toBeNull();
    writeFileSync(join(directory, fileAt(3)), 'x');
    expect(await readLatest(directory)).toBeNull();
  });

  it('does not take a half-written file for a state', async () => {
    const directory = temporaryHome();
    writeFileSync(join(directory, `${fileAt(3)}.part`), encodeSafetensors({ ...checkpointAt(3), metadata: {} }));
    expect(await readLatest(directory)).toBeNull();
  });
});

it('a run without a finished epoch has no best state, and says so', async () => {
  await expect(readBest(temporaryHome())).rejects.toMatchObject({ code: 'trainer/no-checkpoint' });
});
