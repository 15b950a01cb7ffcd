// A zip archive as a tree of files: found by its central directory, each inflated alone and never beyond what the directory promises.
// Source: PKWARE, APPNOTE 6.3.10. Not here: encryption, parts on several disks, compressions beside deflate.
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { createInflateRaw, inflateRawSync } from 'node:zlib';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { largestFileBytes } from '../importers/byte-stream.ts';
import { shown } from '../sentences.ts';
import { safeArchivePath } from './archive-names.ts';
import { checkTreeFile, type FileTree, largestTreeFile, mostFiles } from './file-tree.ts';

export interface ZipMember {
  readonly path: string;
  readonly bytes: number;
  readonly packedBytes: number;
  readonly isPacked: boolean;
  /** Where its own header stands. */
  readonly header: number;
}

function damaged(path: string): AppError {
  return new AppError(
    'data/damaged-archive',
    `${basename(path)} is a damaged zip, or breaks off. Fetch the file again.`,
  );
}

async function readAt(file: FileHandle, start: number, length: number): Promise<DataView> {
  // No further than the file goes: a damaged length may be four billion.
  const { size } = await file.stat();
  const bytes = new Uint8Array(Math.max(0, Math.min(length, size - start)));
  if (bytes.length === 0) return new DataView(bytes.buffer);
  const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
  return new DataView(bytes.buffer, 0, bytesRead);
}

interface Directory {
  readonly start: number;
  readonly bytes: number;
  readonly count: number;
}

const endBytes = 22;
const longestComment = 65_535;
/** Fields of a large archive are all ones and stand elsewhere. */
const elsewhere = 0xffffffff;
const largestDirectory = 256 * 2 ** 20;

async function findDirectory(file: FileHandle, path: string): Promise<Directory> {
  const { size } = await file.stat();
  const tailBytes = Math.min(size, endBytes + longestComment);
  const tail = await readAt(file, size - tailBytes, tailBytes);
  for (let at = tail.byteLength - endBytes; at >= 0; at--) {
    if (tail.getUint32(at, true) !== 0x06054b50) continue;
    const plain = {
      count: tail.getUint16(at + 10, true),
      bytes: tail.getUint32(at + 12, true),
      start: tail.getUint32(at + 16, true),
    };
    if (plain.start !== elsewhere && plain.bytes !== elsewhere && plain.count !== 0xffff) return plain;
    if (at < 20 || tail.getUint32(at - 20, true) !== 0x07064b50) return plain;
    const large = await readAt(file, Number(tail.getBigUint64(at - 12, true)), 56);
    if (large.byteLength < 56 || large.getUint32(0, true) !== 0x06064b50) throw damaged(path);
    return {
      count: Number(large.getBigUint64(32, true)),
      bytes: Number(large.getBigUint64(40, true)),
      start: Number(large.getBigUint64(48, true)),
    };
  }
  throw damaged(path);
}

/** Sizes and place of a member that are too large for their fields, in the order in which they are missing. */
function largeFields(view: DataView, start: number, end: number, missing: number): number[] {
  for (let at = start; at + 4 <= end; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    return Array.from({ length: missing }, (_, index) => Number(view.getBigUint64(at + 4 + 8 * index, true)));
  }
  return [];
}

/**
 * The files of a zip, in the order of its directory.
 * @throws AppError `data/damaged-archive`, `data/unsafe-archive`, `data/too-large`, `data/too-many-files`, `data/unsupported-archive`
 */
export async function zipMembers(path: string): Promise<ZipMember[]> {
  const file = await open(path);
  try {
    const directory = await findDirectory(file, path);
    if (directory.bytes > largestDirectory || directory.count > mostFiles) {
      throw new AppError(
        'data/too-many-files',
        `${basename(path)} holds more than ${mostFiles.toLocaleString('en-US')} files, the most that are read.`,
      );
    }
    return readDirectory(await readAt(file, directory.start, directory.bytes), directory.count, path);
  } catch (thrown) {
    if (thrown instanceof RangeError) throw damaged(path);
    throw thrown;
  } finally {
    await file.close();
  }
}

function readDirectory(view: DataView, count: number, path: string): ZipMember[] {
  const archive = basename(path);
  const members: ZipMember[] = [];
  let at = 0;
  let total = 0;
  for (let index = 0; index < count; index++) {
    if (view.getUint32(at, true) !== 0x02014b50) throw damaged(path);
    const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
    const nameEnd = at + 46 + view.getUint16(at + 28, true);
    const extraEnd = nameEnd + view.getUint16(at + 30, true);
    const name = Buffer.from(view.buffer, at + 46, nameEnd - at - 46).toString('utf8');
    const fields = [at + 24, at + 20, at + 42].map((place) => view.getUint32(place, true));
    const large = largeFields(view, nameEnd, extraEnd, fields.filter((field) => field === elsewhere).length);
    const [bytes = 0, packedBytes = 0, header = 0] = fields.map((field) =>
      field === elsewhere ? (large.shift() ?? field) : field,
    );
    const safe = safeArchivePath(name, archive);
    at = extraEnd + view.getUint16(at + 32, true);
    if (name.endsWith('/') || safe === '') continue;
    if ((flags & 1) !== 0 || (method !== 0 && method !== 8)) {
      throw new AppError(
        'data/unsupported-archive',
        `${archive} holds "${shown(name)}" ${(flags & 1) === 0 ? 'with a compression that is not read' : 'under a password'}. Unpack it yourself and choose the folder.`,
      );
    }
    total += bytes;
    if (total > largestFileBytes) {
      throw new AppError('data/too-large', `${archive} unpacks to more than 2 GB, the most that is read.`);
    }
    members.push({ path: safe, bytes, packedBytes, isPacked: method === 8, header });
  }
  return members;
}

async function dataStart(file: FileHandle, member: ZipMember, path: string): Promise<number> {
  const view = await readAt(file, member.header, 30);
  if (view.byteLength < 30 || view.getUint32(0, true) !== 0x04034b50) throw damaged(path);
  return member.header + 30 + view.getUint16(26, true) + view.getUint16(28, true);
}

async function readMember(file: FileHandle, member: ZipMember, path: string): Promise<Uint8Array> {
  checkTreeFile(member);
  if (member.packedBytes > largestTreeFile) throw damaged(path);
  const start = await dataStart(file, member, path);
  const view = await readAt(file, start, member.packedBytes);
  const packed = new Uint8Array(view.buffer, 0, view.byteLength);
  if (packed.length < member.packedBytes) throw damaged(path);
  if (!member.isPacked) return packed;
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, member.bytes) });
  } catch {
    throw damaged(path);
  }
}

/** The content of one file of a zip, chunk by chunk: for what is too large to hold. */
export async function* zipMemberStream(path: string, member: ZipMember): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  const start = await dataStart(file, member, path).finally(() => file.close());
  if (member.packedBytes === 0) return;
  const packed = createReadStream(path, { start, end: start + member.packedBytes - 1, highWaterMark: 1 << 18 });
  const content = member.isPacked ? packed.pipe(createInflateRaw({ chunkSize: 1 << 18 })) : packed;
  packed.on('error', (error) => content.destroy(error));
  let seen = 0;
  try {
    for await (const chunk of content) {
      seen += chunk.length;
      if (seen > member.bytes) throw damaged(path);
      yield chunk;
    }
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : damaged(path);
  } finally {
    packed.destroy();
  }
  if (seen < member.bytes) throw damaged(path);
}

/** The tree of a zip. @throws AppError, see `zipMembers` */
export async function openZip(path: string): Promise<FileTree> {
  const members = await zipMembers(path);
  return {
    kind: 'archive',
    entries: async function* entries() {
      const file = await open(path);
      try {
        for (const member of members) {
          yield { path: member.path, bytes: member.bytes, read: () => readMember(file, member, path) };
        }
      } finally {
        await file.close();
      }
    },
  };
}
