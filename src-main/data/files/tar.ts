// A tar archive, gzip or not, as a tree of files: taken apart by modern-tar, passed by once from front to back, nothing unpacked to disk.
// What may be in it is decided here. tar-stream was looked at: it would bring ten packages, three of them native.
import { basename } from 'node:path';
import { createTarDecoder, type ParsedTarEntry } from 'modern-tar';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { byteStream } from '../importers/byte-stream.ts';
import { linkInArchive, safeArchivePath } from './archive-names.ts';
import { checkTreeFile, type FileTree, mostFiles, type TreeFile } from './file-tree.ts';

const block = 512;
/** Where a header keeps its checksum. */
const [sumStart, sumEnd] = [148, 156];

/** Whether a block is the header of a tar's file: its checksum says so. */
export function isTarHeader(header: Uint8Array): boolean {
  if (header.length < block || header[0] === 0) return false;
  const told = Buffer.from(header.subarray(sumStart, sumEnd)).toString('latin1');
  const sum = header
    .subarray(0, block)
    .reduce((total, byte, index) => total + (index >= sumStart && index < sumEnd ? 0x20 : byte), 0);
  return sum === Number.parseInt(told, 8);
}

function damaged(path: string): AppError {
  return new AppError('data/damaged-archive', `${basename(path)} is damaged, or breaks off. Fetch the file again.`);
}

function tooMany(archive: string): AppError {
  return new AppError(
    'data/too-many-files',
    `${archive} holds more than ${mostFiles.toLocaleString('en-US')} files, the most that are read.`,
  );
}

/** The tree of a tar archive. @throws AppError while it is read: `data/damaged-archive`, `data/unsafe-archive`, `data/too-many-files` */
export function openTar(path: string): FileTree {
  return { kind: 'archive', entries: () => filesOf(path) };
}

async function* filesOf(path: string): AsyncGenerator<TreeFile> {
  const archive = basename(path);
  let count = 0;
  try {
    // Strict: a header whose checksum does not fit is no reason to look for another.
    for await (const entry of ReadableStream.from(byteStream(path)).pipeThrough(createTarDecoder({ strict: true }))) {
      const { name, type, size } = entry.header;
      if (type === 'link' || type === 'symlink') throw linkInArchive(name, archive);
      const safe = safeArchivePath(name, archive);
      if (type === 'file' && safe !== '') {
        count++;
        if (count > mostFiles) throw tooMany(archive);
        yield { path: safe, bytes: size, read: () => contentOf(entry, { path: safe, bytes: size }, path) };
      }
      // What nobody read is passed over.
      if (!entry.body.locked) await entry.body.cancel();
    }
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : damaged(path);
  }
}

async function contentOf({ body }: ParsedTarEntry, file: Pick<TreeFile, 'path' | 'bytes'>, archive: string) {
  checkTreeFile(file);
  const content = new Uint8Array(file.bytes);
  let filled = 0;
  try {
    for await (const chunk of body) {
      content.set(chunk, filled);
      filled += chunk.length;
    }
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : damaged(archive);
  }
  return content;
}
