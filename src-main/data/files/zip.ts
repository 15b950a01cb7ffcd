// A zip archive as a tree of files: its directory and its files are read by yauzl, none beyond what the directory promises; what may be in
// it is decided here. Not here: encryption, parts on several disks, compressions beside deflate.
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { type Entry, getFileNameLowLevel, openPromise, type ZipFile } from 'yauzl';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { largestFileBytes } from '../importers/byte-stream.ts';
import { shown } from '../sentences.ts';
import { safeArchivePath } from './archive-names.ts';
import { checkTreeFile, type FileTree, largestTreeFile, mostFiles } from './file-tree.ts';

export interface ZipMember {
  readonly path: string;
  readonly bytes: number;
  readonly entry: Entry;
}

/** Most bytes of names and notes in a directory. */
const largestDirectory = 256 * 2 ** 20;

function damaged(path: string): AppError {
  return new AppError(
    'data/damaged-archive',
    `${basename(path)} is a damaged zip, or breaks off. Fetch the file again.`,
  );
}

function tooMany(path: string): AppError {
  return new AppError(
    'data/too-many-files',
    `${basename(path)} holds more than ${mostFiles.toLocaleString('en-US')} files, the most that are read.`,
  );
}

/** Acts on an open zip. What the library throws is about the file's insides; to whoever chose it, it is damaged. */
async function withZip<Result>(path: string, act: (zip: ZipFile) => Promise<Result>): Promise<Result> {
  // Names stay bytes, so that a name which leads outside is refused in words of this program.
  const zip = await openPromise(path, { autoClose: false, decodeStrings: false }).catch(() => {
    throw damaged(path);
  });
  try {
    return await act(zip);
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : damaged(path);
  } finally {
    zip.close();
  }
}

/** UTF-8 wherever it is: some writers do not say so. */
function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(fileNameRaw);
  } catch {
    return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true);
  }
}

/**
 * The files of a zip, in the order of its directory.
 * @throws AppError `data/damaged-archive`, `data/unsafe-archive`, `data/too-large`, `data/too-many-files`, `data/unsupported-archive`
 */
export async function zipMembers(path: string): Promise<ZipMember[]> {
  return withZip(path, async (zip) => {
    if (zip.entryCount > mostFiles) throw tooMany(path);
    const members: ZipMember[] = [];
    let [total, directory] = [0, 0];
    for await (const entry of zip.eachEntry()) {
      directory += entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
      if (directory > largestDirectory) throw tooMany(path);
      const member = memberOf(entry, basename(path));
      if (member === null) continue;
      total += member.bytes;
      if (total > largestFileBytes) {
        throw new AppError('data/too-large', `${basename(path)} unpacks to more than 2 GB, the most that is read.`);
      }
      members.push(member);
    }
    return members;
  });
}

/** @returns null for a folder */
function memberOf(entry: Entry, archive: string): ZipMember | null {
  const name = nameOf(entry);
  const path = safeArchivePath(name, archive);
  if (name.endsWith('/') || path === '') return null;
  if (!entry.canDecodeFileData()) {
    throw new AppError(
      'data/unsupported-archive',
      `${archive} holds "${shown(name)}" ${entry.isEncrypted() ? 'under a password' : 'with a compression that is not read'}. Unpack it yourself and choose the folder.`,
    );
  }
  return { path, bytes: entry.uncompressedSize, entry };
}

/** Reads a file whole: a stream for each of tens of thousands of small files would take three times as long. */
async function readMember(zip: ZipFile, file: FileHandle, member: ZipMember, path: string): Promise<Uint8Array> {
  checkTreeFile(member);
  const { compressedSize, compressionMethod } = member.entry;
  if (compressedSize > largestTreeFile) throw damaged(path);
  try {
    // Fails where the file is shorter than the directory says, before memory is taken.
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(member.entry, { minimal: true });
    const packed = new Uint8Array(compressedSize);
    await file.read(packed, 0, compressedSize, fileDataStart);
    if (compressionMethod === 0) return packed;
    const content = inflateRawSync(packed, { maxOutputLength: Math.max(1, member.bytes) });
    if (content.length === member.bytes) return content;
  } catch {
    // Said below.
  }
  throw damaged(path);
}

/** The content of one file of a zip, chunk by chunk: for what is too large to hold. */
export async function* zipMemberStream(path: string, member: ZipMember): AsyncGenerator<Uint8Array> {
  const zip = await openPromise(path, { autoClose: false, decodeStrings: false }).catch(() => {
    throw damaged(path);
  });
  let seen = 0;
  try {
    for await (const chunk of await zip.openReadStreamPromise(member.entry)) {
      seen += chunk.length;
      yield chunk;
    }
  } catch {
    throw damaged(path);
  } finally {
    zip.close();
  }
  if (seen < member.bytes) throw damaged(path);
}

/** The tree of a zip. @throws AppError, see `zipMembers` */
export async function openZip(path: string): Promise<FileTree> {
  const members = await zipMembers(path);
  return {
    kind: 'archive',
    entries: async function* entries() {
      const zip = await openPromise(path, { autoClose: false, decodeStrings: false });
      const file = await open(path);
      try {
        for (const member of members) {
          yield { path: member.path, bytes: member.bytes, read: () => readMember(zip, file, member, path) };
        }
      } finally {
        zip.close();
        await file.close();
      }
    },
  };
}
