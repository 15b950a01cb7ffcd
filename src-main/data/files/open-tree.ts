// What a path holds many files in: a folder, an upload, a tar or a zip; told from its content, not from its name.
import { stat } from 'node:fs/promises';
import { byteStream } from '../importers/byte-stream.ts';
import { bundleEnding, openBundle } from './bundle.ts';
import type { FileTree } from './file-tree.ts';
import { openFolder } from './folder.ts';
import { StreamReader } from './stream-reader.ts';
import { isTarHeader, openTar } from './tar.ts';
import { openZip } from './zip.ts';

const longestStart = 512;

/** The first bytes of a file, decompressed where it is gzip; fewer where it is short or breaks off. */
export async function startOf(path: string): Promise<Uint8Array> {
  const reader = new StreamReader(byteStream(path));
  try {
    return await reader.take(longestStart);
  } catch {
    // Whoever reads the file says what is wrong with it.
    return new Uint8Array(0);
  } finally {
    await reader.close();
  }
}

/** Whether a file starts like a zip. */
export function isZipStart(start: Uint8Array): boolean {
  return start[0] === 0x50 && start[1] === 0x4b && (start[2] === 3 || start[2] === 5);
}

/** The tree at a path; null where there is one file, or nothing. */
export async function openTree(path: string): Promise<FileTree | null> {
  // What is not there or may not be looked at is no tree: whoever reads it as a file says why it cannot be read.
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory() === true) return openFolder(path);
  if (found === null) return null;
  if (path.endsWith(bundleEnding)) return openBundle(path);
  const start = await startOf(path);
  if (isZipStart(start)) return openZip(path);
  return isTarHeader(start) ? openTar(path) : null;
}
