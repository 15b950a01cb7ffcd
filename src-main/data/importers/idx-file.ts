// One IDX file: big-endian header (two zero bytes, type, number of dimensions, sizes), then unsigned bytes.
// Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits", section "File formats".
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { byteStream, largestFileBytes } from './byte-stream.ts';

const unsignedByte = 0x08;

export interface IdxFile {
  readonly path: string;
  /** Sizes of the dimensions: [rows] for labels, [rows, height, width] or [rows, height, width, channels] for images. */
  readonly shape: readonly number[];
  readonly values: Uint8Array;
  /** SHA-256 of the whole content, hex. */
  readonly hash: string;
}

/** Header length in bytes for the first four bytes of a file; null where they do not start an IDX file. */
export function idxHeaderBytes(start: Uint8Array): number | null {
  const [first, second, type = 0, dimensions = 0] = start;
  const isType = type >= 0x08 && type <= 0x0e && type !== 0x0a;
  return start.length >= 4 && first === 0 && second === 0 && isType && dimensions >= 1 && dimensions <= 4
    ? 4 + 4 * dimensions
    : null;
}

function truncated(path: string, expected: number, seen: number): AppError {
  return new AppError(
    'data/truncated-idx',
    `${basename(path)} is truncated: its header promises ${expected.toLocaleString('en-US')} bytes, ${seen.toLocaleString('en-US')} are there. Fetch the file again.`,
    { expected, seen },
  );
}

function readShape(path: string, header: Uint8Array): number[] {
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  if (view.getUint8(2) !== unsignedByte) {
    throw new AppError(
      'data/unsupported-idx',
      `${basename(path)} holds IDX values of type 0x${view.getUint8(2).toString(16).padStart(2, '0')}; only unsigned bytes (0x08) can be imported.`,
    );
  }
  return Array.from({ length: view.getUint8(3) }, (_, dimension) => view.getUint32(4 + 4 * dimension));
}

/** Collects bytes of a stream: first the header, then exactly as many values as it promises. */
class IdxCollector {
  readonly #path: string;
  #start = new Uint8Array(0);
  #shape: number[] | null = null;
  #values = new Uint8Array(0);
  #filled = 0;
  seen = 0;

  constructor(path: string) {
    this.#path = path;
  }

  add(chunk: Uint8Array): void {
    this.seen += chunk.length;
    if (this.#shape !== null) {
      this.#fill(chunk);
      return;
    }
    const start = new Uint8Array(this.#start.length + chunk.length);
    start.set(this.#start);
    start.set(chunk, this.#start.length);
    this.#start = start;
    const headerBytes = idxHeaderBytes(start);
    if (headerBytes === null || start.length < headerBytes) return;
    this.#shape = readShape(this.#path, start.subarray(0, headerBytes));
    this.#allocate(this.#shape);
    this.#fill(start.subarray(headerBytes));
  }

  /** Limits are checked on the header, before the memory is taken. */
  #allocate(shape: readonly number[]): void {
    const bytes = shape.reduce((product, size) => product * size, 1);
    if (bytes === 0)
      throw new AppError('data/no-rows', `${basename(this.#path)} holds no values. Images or labels were expected.`);
    if (bytes > largestFileBytes) {
      throw new AppError(
        'data/too-large',
        `${basename(this.#path)} promises ${bytes} bytes; at most ${largestFileBytes} are read.`,
      );
    }
    this.#values = new Uint8Array(bytes);
  }

  #fill(chunk: Uint8Array): void {
    if (this.#filled + chunk.length > this.#values.length) {
      throw new AppError(
        'data/overlong-idx',
        `${basename(this.#path)} has more bytes than the ${this.#values.length.toLocaleString('en-US')} values that its header promises. Fetch the file again.`,
      );
    }
    this.#values.set(chunk, this.#filled);
    this.#filled += chunk.length;
  }

  finish(hash: string): IdxFile {
    if (this.#shape === null) {
      throw new AppError(
        'data/not-idx',
        `${basename(this.#path)} is no IDX file: its first bytes are not an IDX header.`,
      );
    }
    const expected = 4 + 4 * this.#shape.length + this.#values.length;
    if (this.#filled < this.#values.length) throw truncated(this.#path, expected, this.seen);
    return { path: this.#path, shape: this.#shape, values: this.#values, hash };
  }
}

/**
 * Reads an IDX file of unsigned bytes, gzip or not.
 * @throws AppError `data/truncated-idx` with expected and seen bytes, `data/overlong-idx`, `data/unsupported-idx`, `data/not-idx`
 */
export async function readIdx(path: string): Promise<IdxFile> {
  const collector = new IdxCollector(path);
  const hash = createHash('sha256');
  try {
    for await (const chunk of byteStream(path)) {
      hash.update(chunk);
      collector.add(chunk);
    }
  } catch (thrown) {
    // Gzip that breaks off is a truncated file too; the header says how much was promised.
    if (!(thrown instanceof AppError) || thrown.code !== 'data/truncated-gzip') throw thrown;
  }
  return collector.finish(hash.digest('hex'));
}
