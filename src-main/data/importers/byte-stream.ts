// Bytes of an untrusted file, decompressed where it is gzip, never more than a bound: the guard against decompression bombs.
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import { AppError } from '../../../src-shared/domain/app-error.ts';

/** Largest file, before and after decompression, in bytes. */
export const largestFileBytes = 2 * 1024 ** 3;

const gigabytes = (bytes: number) => `${(bytes / 1024 ** 3).toFixed(1)} GB`;

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
}

/** The sentence for a failure to read; what is not one is handed back as it is. */
function readFailure(thrown: unknown, path: string, seenBytes: number): unknown {
  const name = basename(path);
  switch (codeOf(thrown)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new AppError('data/no-such-file', `There is no file ${path}. Check the path.`);
    case 'EISDIR':
      return new AppError('data/not-a-file', `${path} is a folder. A file was expected.`);
    case 'EACCES':
    case 'EPERM':
      return new AppError('data/not-readable', `${path} may not be read by this user. Change its permissions.`);
    case 'Z_BUF_ERROR':
      return new AppError(
        'data/truncated-gzip',
        `${name} breaks off inside its gzip data, after ${seenBytes} bytes of content. Fetch the file again.`,
        { seenBytes },
      );
    case 'Z_DATA_ERROR':
      return new AppError('data/damaged-gzip', `${name} holds damaged gzip data. Fetch the file again.`, { seenBytes });
    default:
      return thrown;
  }
}

/** Refuses what cannot be imported before a byte of it is read: nothing there, a folder, empty, too large. */
export async function checkFile(path: string): Promise<void> {
  const found = await stat(path).catch((thrown: unknown) => {
    throw readFailure(thrown, path, 0);
  });
  if (!found.isFile()) throw new AppError('data/not-a-file', `${path} is not a file. Choose a file.`);
  if (found.size === 0)
    throw new AppError('data/empty-file', `${basename(path)} is empty. A file with rows was expected.`);
  if (found.size > largestFileBytes) {
    throw new AppError(
      'data/too-large',
      `${basename(path)} has ${gigabytes(found.size)}; at most ${gigabytes(largestFileBytes)} can be imported. Import a part of it.`,
    );
  }
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

/**
 * Streams a file's content, decompressed if it starts like gzip (whatever its name).
 * @param limitBytes most bytes of content that are handed on
 * @throws AppError `data/too-large` beyond the limit, `data/truncated-gzip` with `seenBytes`, `data/no-such-file` and its like
 */
export async function* byteStream(path: string, limitBytes = largestFileBytes): AsyncGenerator<Uint8Array> {
  let seenBytes = 0;
  try {
    // Asked first: a stream that nobody listens to yet must not fail.
    const isPacked = await isGzip(path);
    const file = createReadStream(path, { highWaterMark: 1 << 18 });
    const content = isPacked ? gunzip(file) : file;
    try {
      for await (const chunk of content) {
        seenBytes += chunk.length;
        if (seenBytes > limitBytes) {
          throw new AppError(
            'data/too-large',
            `${basename(path)} holds more than ${limitBytes.toLocaleString('en-US')} bytes of content, the most that is read here. Import a part of it.`,
          );
        }
        yield chunk;
      }
    } finally {
      file.destroy();
    }
  } catch (thrown) {
    throw readFailure(thrown, path, seenBytes);
  }
}

function gunzip(file: ReturnType<typeof createReadStream>): ReturnType<typeof createGunzip> {
  const inflate = createGunzip({ chunkSize: 1 << 18 });
  file.on('error', (error) => inflate.destroy(error));
  return file.pipe(inflate);
}
