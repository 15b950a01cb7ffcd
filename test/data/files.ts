// Small files for the tests of this room.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { temporaryHome } from '../support/temporary-home.ts';

/** Writes one file into a folder of its own, gone after the test; returns its path. */
export function fileWith(content: string | Uint8Array, name = 'assay.csv'): string {
  const path = join(temporaryHome(), name);
  writeFileSync(path, content);
  return path;
}

/** `rows` lines of a table, each made from its number. */
export function lines(rows: number, line: (row: number) => string): string {
  return Array.from({ length: rows }, (_, row) => `${line(row)}\n`).join('');
}

/** The AppError that a call ends in; any other outcome fails the test. */
export async function refusal(call: Promise<unknown> | (() => unknown)): Promise<AppError> {
  try {
    await (typeof call === 'function' ? call() : call);
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error('The call succeeded; an AppError was expected.');
}

/** An IDX file of unsigned bytes: header as in LeCun's description, then the values. */
export function idxBytes(shape: readonly number[], values: Uint8Array, type = 0x08): Uint8Array {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.writeUInt8(type, 2);
  header.writeUInt8(shape.length, 3);
  for (const [dimension, size] of shape.entries()) header.writeUInt32BE(size, 4 + 4 * dimension);
  return new Uint8Array(Buffer.concat([header, values]));
}
