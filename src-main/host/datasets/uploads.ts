// Files that a window is sending, chunk by chunk, into a folder each. A name that came with a file is shown; on disk it is only ever
// the last part of a path, stripped of everything that could lead elsewhere: the importers look at its ending.
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { largestUploadBytes } from '../../../src-shared/contract/limits.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { writeFailure } from '../../data/durable-file.ts';
import { type BundledFile, bundleEnding, writeBundleIndex } from '../../data/files/bundle.ts';
import { freeDiskBytes } from '../machine/disk.ts';
import { createFolderNames, type FolderNames, namesOf } from './folder-names.ts';

/** Left free beside all uploads, in bytes: the database and running trainers write too. */
const reserveBytes = 256 * 2 ** 20;
const mostUploads = 16;
const longestName = 100;

interface Upload {
  readonly directory: string;
  readonly path: string;
  readonly declared: number;
  received: number;
  /** Null once everything has come. */
  file: FileHandle | null;
  /** For a folder: which files its bytes are. */
  readonly folder: FolderNames | null;
  /** Chunks are written one after the other, in the order in which they came. */
  last: Promise<unknown>;
}

export interface Uploads {
  /**
   * @param files how many, for a folder
   * @returns the upload's token
   * @throws AppError `data/too-large`, `data/disk-full`, `data/too-many-uploads`
   */
  begin(name: string, bytes: number, files?: number): Promise<string>;
  /** The next files of a folder. @returns how many are named. @throws AppError `data/unknown-upload`, `data/upload-overrun` */
  name(token: string, files: readonly BundledFile[]): Promise<number>;
  /** @returns bytes received so far. @throws AppError `data/unknown-upload`, `data/upload-order`, `data/upload-overrun` */
  add(token: string, offset: number, bytes: Uint8Array): Promise<number>;
  /** Paths of whole uploads. @throws AppError `data/unknown-upload`, `data/upload-incomplete` */
  paths(tokens: readonly string[]): string[];
  /** Removes an upload; one that is gone already is no failure. */
  discard(token: string): Promise<void>;
  /** Removes all of them. */
  close(): Promise<void>;
}

/** A name as it may stand on any disk: no separators, no controls, no name that Windows keeps for devices; its ending stays. */
export function safeFileName(name: string): string {
  const base = name.split(/[\\/]/).at(-1) ?? '';
  const plain = base
    .normalize('NFC')
    .replace(/[^\p{L}\p{N} ._()+-]/gu, '_')
    .replace(/^[. ]+|[. ]+$/g, '');
  const isDevice = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(plain);
  const kept = isDevice || plain === '' ? `file_${plain}` : plain;
  const characters = [...kept];
  const half = longestName / 2;
  return characters.length <= longestName ? kept : [...characters.slice(0, half), ...characters.slice(-half)].join('');
}

const megabytes = (bytes: number) => `${Math.ceil(bytes / 2 ** 20).toLocaleString('en-US')} MB`;

function unknownUpload(): AppError {
  return new AppError('data/unknown-upload', 'This upload is not known any more. Choose the file again.');
}

export interface UploadsOptions {
  readonly directory: string;
  /** Free bytes of the disk a folder is on; null where the system does not tell. */
  readonly freeBytes?: (directory: string) => Promise<number | null>;
}

/** Takes uploads into `directory`, which is emptied now and when it closes. */
export function createUploads({ directory, freeBytes = freeDiskBytes }: UploadsOptions): Uploads {
  const uploads = new Map<string, Upload>();
  /** Sizes of those that are being begun: they have their place before they have their file. */
  const beginning = new Set<{ readonly bytes: number }>();
  rmSync(directory, { recursive: true, force: true });

  /** Bytes that are still to come. */
  const outstanding = () =>
    [...uploads.values()].reduce((sum, { declared, received }) => sum + declared - received, 0) +
    [...beginning].reduce((sum, { bytes }) => sum + bytes, 0);

  async function refuseWithoutSpace(): Promise<void> {
    const free = await freeBytes(directory);
    const needed = outstanding() + reserveBytes;
    if (free === null || free >= needed) return;
    throw new AppError(
      'data/disk-full',
      `The file needs ${megabytes(needed)} of free disk, with what is already on its way, and ${megabytes(free)} are free. Free some space first.`,
      { needed, free },
    );
  }

  function uploadOf(token: string): Upload {
    const upload = uploads.get(token);
    if (upload === undefined) throw unknownUpload();
    return upload;
  }

  async function write(upload: Upload, offset: number, bytes: Uint8Array): Promise<number> {
    if (offset !== upload.received) {
      throw new AppError(
        'data/upload-order',
        `A part of the file came out of order: byte ${offset} where byte ${upload.received} was next. Choose the file again.`,
        { expected: upload.received },
      );
    }
    if (offset + bytes.length > upload.declared) {
      throw new AppError(
        'data/upload-overrun',
        `The file turned out larger than the ${upload.declared.toLocaleString('en-US')} bytes that were announced. Choose it again.`,
      );
    }
    if (upload.file === null) return upload.received;
    for (let start = 0; start < bytes.length; ) {
      const { bytesWritten } = await upload.file.write(bytes, start, bytes.length - start, offset + start);
      start += bytesWritten;
    }
    upload.received += bytes.length;
    await closeIfWhole(upload);
    return upload.received;
  }

  async function closeIfWhole(upload: Upload): Promise<void> {
    if (upload.received < upload.declared) return;
    await upload.file?.close();
    upload.file = null;
    if (upload.folder?.isWhole(upload.declared) === true) await writeBundleIndex(upload.path, upload.folder.files);
  }

  /** Acts on an upload after what it is at already. */
  async function inOrder<Result>(upload: Upload, act: () => Promise<Result>): Promise<Result> {
    const done = upload.last.then(act);
    // Its own caller hears of a failure; the next act only waits for its end.
    upload.last = done.catch(() => undefined);
    return done.catch((thrown: unknown) => {
      throw writeFailure(thrown, directory);
    });
  }

  async function discard(token: string): Promise<void> {
    const upload = uploads.get(token);
    if (upload === undefined) return;
    uploads.delete(token);
    await upload.last.catch(() => undefined);
    await upload.file?.close();
    await rm(upload.directory, { recursive: true, force: true });
  }

  return {
    begin: async (name, bytes, files) => {
      if (bytes > largestUploadBytes) {
        throw new AppError(
          'data/too-large',
          `${files === undefined ? 'The file has' : 'The files have'} ${megabytes(bytes)}; at most 2,048 MB can be imported.`,
        );
      }
      if (uploads.size + beginning.size >= mostUploads) {
        throw new AppError(
          'data/too-many-uploads',
          `${mostUploads} files are held already. Import or discard one of them.`,
        );
      }
      const place = { bytes };
      beginning.add(place);
      const token = randomBytes(16).toString('hex');
      const folder = join(directory, token);
      try {
        await refuseWithoutSpace();
        await mkdir(folder, { recursive: true });
        const path = join(folder, `${safeFileName(name)}${files === undefined ? '' : bundleEnding}`);
        const file = await open(path, 'wx', 0o600);
        const names = files === undefined ? null : createFolderNames(files);
        const last = Promise.resolve();
        const upload = { directory: folder, path, declared: bytes, received: 0, file, folder: names, last };
        uploads.set(token, upload);
        await closeIfWhole(upload);
      } catch (thrown) {
        throw writeFailure(thrown, directory);
      } finally {
        beginning.delete(place);
      }
      return token;
    },
    name: async (token, files) => {
      const upload = uploadOf(token);
      return inOrder(upload, async () => {
        const named = namesOf(upload).add(files, upload.declared);
        await closeIfWhole(upload);
        return named;
      });
    },
    add: async (token, offset, bytes) => {
      const upload = uploadOf(token);
      return inOrder(upload, () => write(upload, offset, bytes));
    },
    paths: (tokens) =>
      tokens.map((token) => {
        const { path, received, declared, folder } = uploadOf(token);
        if (folder !== null && received === declared) folder.refuseUnlessWhole(declared);
        if (received === declared) return path;
        throw new AppError(
          'data/upload-incomplete',
          `Only ${received.toLocaleString('en-US')} of the file's ${declared.toLocaleString('en-US')} bytes have come. Choose it again.`,
        );
      }),
    discard,
    close: async () => {
      await Promise.all([...uploads.keys()].map(discard));
      await rm(directory, { recursive: true, force: true });
    },
  };
}
