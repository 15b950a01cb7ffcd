// Values of a NumPy array, block by block: an array of doubles may be ten times what is kept of it.
import { createHash } from 'node:crypto';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { StreamReader } from '../files/stream-reader.ts';
import { type NpyHeader, readNpyHeader } from './npy-header.ts';

/** Where an array's bytes come from: a file of its own, or a member of an archive. */
export interface NpySource {
  /** `x_train`: the file's name without its ending. */
  readonly name: string;
  readonly stream: () => AsyncGenerator<Uint8Array>;
}

export interface NpyArray extends NpySource {
  readonly header: NpyHeader;
  /** How many values. */
  readonly count: number;
}

/** Values that are read at a time. */
const blockValues = 1 << 16;

/** An array, its header read. @throws AppError, see `readNpyHeader` */
export async function openNpy(source: NpySource): Promise<NpyArray> {
  const reader = new StreamReader(source.stream());
  try {
    const header = await readNpyHeader(reader, source.name);
    return { ...source, header, count: header.shape.reduce((product, size) => product * size, 1) };
  } finally {
    await reader.close();
  }
}

/** SHA-256 of an array's whole content, hex. */
export async function hashNpy({ stream }: NpySource): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of stream()) hash.update(chunk);
  return hash.digest('hex');
}

async function* blocks(array: NpyArray): AsyncGenerator<Uint8Array> {
  const reader = new StreamReader(array.stream());
  try {
    await readNpyHeader(reader, array.name);
    const { bytes } = array.header;
    for (let left = array.count; left > 0; left -= blockValues) {
      const wanted = Math.min(left, blockValues) * bytes;
      const block = await reader.take(wanted);
      if (block.length < wanted) {
        throw new AppError(
          'data/damaged-npy',
          `${array.name} breaks off: its header promises ${array.count.toLocaleString('en-US')} values. Save it again.`,
        );
      }
      yield block;
    }
  } finally {
    await reader.close();
  }
}

/** The value of a half-precision number. Source: IEEE 754-2019, binary16. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Numbers as the processor has them; their bytes are turned round where the file has them the other way. */
function numbersOf(block: Uint8Array, { kind, bytes, isLittleEndian }: NpyHeader): ArrayLike<number> {
  const buffer = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
  if (!isLittleEndian && bytes === 2) buffer.swap16();
  if (!isLittleEndian && bytes === 4) buffer.swap32();
  if (!isLittleEndian && bytes === 8) buffer.swap64();
  const at = [block.buffer, block.byteOffset, block.byteLength / bytes] as const;
  switch (`${kind}${bytes}`) {
    case 'i1':
      return new Int8Array(...at);
    case 'u2':
      return new Uint16Array(...at);
    case 'i2':
      return new Int16Array(...at);
    case 'u4':
      return new Uint32Array(...at);
    case 'i4':
      return new Int32Array(...at);
    case 'u8':
      return Float64Array.from(new BigUint64Array(...at), Number);
    case 'i8':
      return Float64Array.from(new BigInt64Array(...at), Number);
    case 'f2':
      return Float64Array.from(new Uint16Array(...at), halfToNumber);
    case 'f4':
      return new Float32Array(...at);
    case 'f8':
      return new Float64Array(...at);
    default:
      return block;
  }
}

/** The numbers of an array in the order of the file, block by block. @throws AppError `data/damaged-npy` */
export async function* npyNumbers(array: NpyArray): AsyncGenerator<ArrayLike<number>> {
  for await (const block of blocks(array)) yield numbersOf(block, array.header);
}

function textsOf(block: Uint8Array, { kind, bytes, isLittleEndian }: NpyHeader): string[] {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  return Array.from({ length: block.byteLength / bytes }, (_, index) => {
    const start = index * bytes;
    if (kind === 'S')
      return Buffer.from(block.subarray(start, start + bytes))
        .toString('utf8')
        .replace(/\0+$/, '');
    const points = Array.from({ length: bytes / 4 }, (_, place) => view.getUint32(start + 4 * place, isLittleEndian));
    const end = points.findLastIndex((point) => point !== 0) + 1;
    // A damaged code point is no text; it shows as what it is.
    return points
      .slice(0, end)
      .map((point) => (point > 0x10ffff ? '\ufffd' : String.fromCodePoint(point)))
      .join('');
  });
}

/** All values of a short array, as texts where they are texts. */
export async function npyValues(array: NpyArray): Promise<readonly number[] | readonly string[]> {
  const { kind } = array.header;
  if (kind === 'U' || kind === 'S') {
    const texts: string[] = [];
    for await (const block of blocks(array)) for (const text of textsOf(block, array.header)) texts.push(text);
    return texts;
  }
  const numbers: number[] = [];
  for await (const block of npyNumbers(array))
    for (let index = 0; index < block.length; index++) numbers.push(block[index] ?? 0);
  return numbers;
}
