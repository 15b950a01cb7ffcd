// A tar archive, gzip or not, as a tree of files: passed by once from front to back, nothing unpacked to disk.
// Source: POSIX.1-2017, pax, "ustar Interchange Format"; GNU tar's long names and large numbers.
import { basename } from 'node:path';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { byteStream } from '../importers/byte-stream.ts';
import { linkInArchive, safeArchivePath } from './archive-names.ts';
import { checkTreeFile, type FileTree, mostFiles, type TreeFile } from './file-tree.ts';
import { StreamReader } from './stream-reader.ts';

const block = 512;
/** Longest header that only says what the next file is called. */
const longestExtra = 64 * 1024;

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8').replace(/\0.*$/s, '');

/** An octal number, or a binary one where its first bit is set. */
function numberIn(field: Uint8Array): number {
  if (((field[0] ?? 0) & 0x80) === 0) return Number.parseInt(text(field).trim() || '0', 8);
  return field.subarray(1).reduce((sum, byte) => sum * 256 + byte, 0);
}

/** Whether a block is the header of a tar's file: its checksum says so. */
export function isTarHeader(header: Uint8Array): boolean {
  if (header.length < block || header[0] === 0) return false;
  let sum = 0;
  for (let index = 0; index < block; index++) sum += index >= 148 && index < 156 ? 32 : (header[index] ?? 0);
  return sum === numberIn(header.subarray(148, 156));
}

function damaged(path: string): AppError {
  return new AppError('data/damaged-archive', `${basename(path)} is damaged, or breaks off. Fetch the file again.`);
}

interface Header {
  readonly name: string;
  readonly bytes: number;
  readonly type: string;
}

function readHeader(header: Uint8Array): Header {
  const isUstar = text(header.subarray(257, 262)) === 'ustar' && header[262] === 0;
  const prefix = isUstar ? text(header.subarray(345, 500)) : '';
  const name = text(header.subarray(0, 100));
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    bytes: numberIn(header.subarray(124, 136)),
    type: String.fromCharCode(header[156] ?? 0),
  };
}

/** What pax headers say about the next file: lines of "length key=value". */
function readPax(content: string): Partial<Pick<Header, 'name' | 'bytes'>> {
  const fields = new Map(
    content.split('\n').map((line): [string, string] => {
      const [, key = '', value = ''] = /^\d+ ([^=]+)=(.*)$/s.exec(line) ?? [];
      return [key, value];
    }),
  );
  const [path, size] = [fields.get('path'), fields.get('size')];
  return { ...(path === undefined ? {} : { name: path }), ...(size === undefined ? {} : { bytes: Number(size) }) };
}

/** The tree of a tar archive. @throws AppError while it is read: `data/damaged-archive`, `data/unsafe-archive`, `data/too-many-files` */
export function openTar(path: string): FileTree {
  return { kind: 'archive', entries: () => filesOf(path) };
}

async function* filesOf(path: string): AsyncGenerator<TreeFile> {
  const archive = basename(path);
  const reader = new StreamReader(byteStream(path));
  try {
    let extra: Partial<Header> = {};
    let count = 0;
    for (;;) {
      const bytes = await reader.take(block);
      // Two blocks of zeros end an archive; some writers leave them out.
      if (bytes.length === 0 || bytes.every((byte) => byte === 0)) return;
      if (!isTarHeader(bytes)) throw damaged(path);
      const header = { ...readHeader(bytes), ...extra };
      if (!Number.isSafeInteger(header.bytes) || header.bytes < 0) throw damaged(path);
      const padded = Math.ceil(header.bytes / block) * block;
      if (['x', 'L'].includes(header.type)) {
        if (header.bytes > longestExtra) throw damaged(path);
        const content = text((await reader.take(padded)).subarray(0, header.bytes));
        extra = { ...extra, ...(header.type === 'x' ? readPax(content) : { name: content }) };
        continue;
      }
      extra = {};
      if (['1', '2'].includes(header.type)) throw linkInArchive(header.name, archive);
      const name = safeArchivePath(header.name, archive);
      let left = padded;
      if (['0', '\0', '7'].includes(header.type) && name !== '' && !header.name.endsWith('/')) {
        count++;
        if (count > mostFiles) throw tooMany(archive);
        yield {
          path: name,
          bytes: header.bytes,
          read: async () => {
            checkTreeFile({ path: name, bytes: header.bytes });
            const content = await reader.take(padded);
            if (content.length < header.bytes) throw damaged(path);
            left = 0;
            return content.subarray(0, header.bytes);
          },
        };
      }
      if ((await reader.skip(left)) < left) throw damaged(path);
    }
  } finally {
    await reader.close();
  }
}

function tooMany(archive: string): AppError {
  return new AppError(
    'data/too-many-files',
    `${archive} holds more than ${mostFiles.toLocaleString('en-US')} files, the most that are read.`,
  );
}
