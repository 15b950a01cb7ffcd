// Files that are on the disk, not in its cache, once the call returns; and the sentence for a disk that refuses.
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { AppError } from '../../src-shared/domain/app-error.ts';

/** Largest piece of one write or read, in bytes: system calls move at most 2 GB. */
const pieceBytes = 256 * 1024 ** 2;

/** Writes a new file and waits until it is on the disk. */
export type WriteFile = (path: string, pieces: readonly Uint8Array[]) => Promise<void>;

export const writeDurably: WriteFile = async (path, pieces) => {
  const file = await open(path, 'wx');
  try {
    for (const piece of pieces) {
      for (let start = 0; start < piece.length; ) {
        const { bytesWritten } = await file.write(piece, start, Math.min(pieceBytes, piece.length - start));
        start += bytesWritten;
      }
    }
    await file.sync();
  } finally {
    await file.close();
  }
};

/** Makes a rename inside a folder lasting. Windows cannot open folders and needs no such call. */
export async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const directory = await open(path);
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** SHA-256 of bytes in pieces, hex. */
export function hashOf(pieces: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}

/** A whole file in a buffer of its own, so that typed arrays can lie on it. */
export async function readWhole(path: string): Promise<ArrayBuffer> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const bytes = new Uint8Array(new ArrayBuffer(size));
    let start = 0;
    while (start < size) {
      const { bytesRead } = await file.read(bytes, start, Math.min(pieceBytes, size - start), start);
      if (bytesRead === 0) break;
      start += bytesRead;
    }
    return bytes.buffer;
  } finally {
    await file.close();
  }
}

/** The sentence for a write that the system refused; what is not one is handed back as it is. */
export function writeFailure(thrown: unknown, directory: string): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new AppError(
        'data/disk-full',
        `The disk that holds ${directory} is full, so the data set was not stored; everything is as it was. Free some space, or choose another folder as the home.`,
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new AppError(
        'data/not-writable',
        `${directory} may not be written by this user, so the data set was not stored. Change its permissions, or choose another folder as the home.`,
      );
    default:
      return thrown;
  }
}
