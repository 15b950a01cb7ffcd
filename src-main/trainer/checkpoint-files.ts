// Checkpoints on disk: the last two states and the best one. A file is there whole or not at all.
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { Checkpoint } from '../train/events.ts';
import { loopStateSchema } from '../train/loop-state.ts';
import { decodeSafetensors, encodeSafetensors } from './safetensors.ts';

const bestFile = 'best.safetensors';
const latestPattern = /^step-(\d{12})\.safetensors$/;
const keptStates = 2;
const loopStateOf = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue('no JSON');
      return z.NEVER;
    }
  })
  .pipe(loopStateSchema);

export interface WrittenCheckpoint {
  readonly file: string;
  readonly bytes: number;
}

/** Writes the best state so far. */
export async function writeBest(directory: string, checkpoint: Checkpoint): Promise<WrittenCheckpoint> {
  return writeWhole(directory, bestFile, checkpoint);
}

/**
 * Writes the present state and removes all but the newest two.
 * @param isHostThere while false nothing is removed: the last checkpoint the host has recorded must outlive it
 */
export async function writeLatest(
  directory: string,
  checkpoint: Checkpoint,
  isHostThere: () => boolean,
): Promise<WrittenCheckpoint> {
  const name = `step-${String(checkpoint.loop.step).padStart(12, '0')}.safetensors`;
  const written = await writeWhole(directory, name, checkpoint);
  if (!isHostThere()) return written;
  const older = (await statesIn(directory)).slice(0, -keptStates);
  await Promise.all(older.map((file) => rm(join(directory, file), { force: true })));
  return written;
}

/**
 * The wanted state or the newest that can be read; null when there is none. A damaged one is passed over for the one before it.
 * @param wanted file name of the state to prefer
 */
export async function readLatest(directory: string, wanted?: string): Promise<Checkpoint | null> {
  const states = (await statesIn(directory)).reverse();
  const preferred = states.filter((file) => file === wanted);
  for (const file of [...preferred, ...states]) {
    try {
      return decode(await readFile(join(directory, file)));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }
  return null;
}

/**
 * The best state.
 * @throws AppError `trainer/no-checkpoint` when none was written
 */
export async function readBest(directory: string): Promise<Checkpoint> {
  const bytes = await readFile(join(directory, bestFile)).catch((error: unknown) => {
    throw new AppError(
      'trainer/no-checkpoint',
      `The run has no finished epoch, so it has no best state (${String(error)}). Resume it first.`,
    );
  });
  return decode(bytes);
}

async function statesIn(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch(() => []);
  return names.filter((name) => latestPattern.test(name)).sort();
}

function decode(bytes: Uint8Array): Checkpoint {
  const { specs, tensors, metadata } = decodeSafetensors(bytes);
  const loop = loopStateOf.safeParse(metadata.loop);
  if (!loop.success) {
    throw new AppError('trainer/damaged-checkpoint', 'The checkpoint lacks the state of its training loop.');
  }
  return { specs, tensors, loop: loop.data };
}

function inWords(error: unknown, file: string): unknown {
  const isFull = error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
  if (!isFull) return error;
  return new AppError(
    'trainer/disk-full',
    `The disk is full: the checkpoint ${file} was not written. Free some space, then resume the run.`,
  );
}

/** Temporary file, fsync, rename, fsync of the folder: after a power cut the old or the new file is there, never half of one. */
async function writeWhole(directory: string, name: string, checkpoint: Checkpoint): Promise<WrittenCheckpoint> {
  const { specs, tensors, loop } = checkpoint;
  const bytes = encodeSafetensors({ specs, tensors, metadata: { format: 'selftune', loop: JSON.stringify(loop) } });
  await mkdir(directory, { recursive: true });
  const file = join(directory, name);
  const temporary = `${file}.part`;
  try {
    const handle = await open(temporary, 'w');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw inWords(error, file);
  }
  // Windows cannot open a folder; its rename is journalled by the file system.
  if (process.platform !== 'win32') {
    const folder = await open(directory, 'r');
    await folder.sync().finally(() => folder.close());
  }
  return { file: name, bytes: bytes.byteLength };
}
