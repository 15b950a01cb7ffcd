// The header of one NumPy array: what its values are and how many of them lie in which order.
// Source: NumPy, "A simple file format for NumPy arrays" (NEP 1), versions 1 to 3. Not here: Python objects, which are pickles.
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { StreamReader } from '../files/stream-reader.ts';

/** Unsigned, signed, floating-point, true and false, texts of 32-bit characters, texts of bytes. */
export type NpyKind = 'u' | 'i' | 'f' | 'b' | 'U' | 'S';

export interface NpyHeader {
  readonly kind: NpyKind;
  /** Bytes of one value. */
  readonly bytes: number;
  readonly isLittleEndian: boolean;
  readonly shape: readonly number[];
  /** Whether the first index, not the last, changes fastest. */
  readonly isFortran: boolean;
}

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** NumPy itself warns of longer ones. */
const longestHeader = 64 * 1024;

/** Whether a file starts like a NumPy array. */
export function isNpyStart(start: Uint8Array): boolean {
  return magic.every((byte, index) => start[index] === byte);
}

const sizesOf: Readonly<Record<NpyKind, readonly number[] | null>> = {
  u: [1, 2, 4, 8],
  i: [1, 2, 4, 8],
  f: [2, 4, 8],
  b: [1],
  U: null,
  S: null,
};

function damaged(name: string): AppError {
  return new AppError(
    'data/damaged-npy',
    `${name} is no whole NumPy array: its header is damaged, or it breaks off. Save it again.`,
  );
}

function readType(descr: string, name: string): Pick<NpyHeader, 'kind' | 'bytes' | 'isLittleEndian'> {
  const [, order = '', kind = '', size = ''] = /^([<>|=]?)([a-zA-Z])(\d*)$/.exec(descr) ?? [];
  if (kind === 'O') {
    throw new AppError(
      'data/pickle',
      `${name} holds Python objects, which NumPy keeps as a pickle. Opening one runs whatever code it holds, so it is not read. Save numbers or texts: numpy.asarray(values, dtype=float), or dtype=str.`,
    );
  }
  const count = Number(size);
  const known = Object.hasOwn(sizesOf, kind) ? sizesOf[kind as NpyKind] : [];
  if ((known !== null && !known.includes(count)) || count < 1 || count > 4096) {
    throw new AppError(
      'data/unsupported-npy',
      `${name} holds values of the type "${descr}"; whole numbers, 16 to 64-bit floating-point numbers and texts are read.`,
    );
  }
  return { kind: kind as NpyKind, bytes: kind === 'U' ? 4 * count : count, isLittleEndian: order !== '>' };
}

/**
 * Reads the header off the start of an array's stream.
 * @throws AppError `data/damaged-npy`, `data/pickle`, `data/unsupported-npy`
 */
export async function readNpyHeader(reader: StreamReader, name: string): Promise<NpyHeader> {
  const start = await reader.take(8);
  if (!isNpyStart(start)) throw damaged(name);
  const isFirstVersion = start[6] === 1;
  const lengthBytes = await reader.take(isFirstVersion ? 2 : 4);
  const length = lengthBytes.reduce((sum, byte, index) => sum + byte * 256 ** index, 0);
  if (length > longestHeader) throw damaged(name);
  const text = new TextDecoder(isFirstVersion ? 'latin1' : 'utf-8').decode(await reader.take(length));
  if (/'descr'\s*:\s*\[/.test(text)) {
    throw new AppError(
      'data/unsupported-npy',
      `${name} holds records of several fields. Save each field as an array of its own.`,
    );
  }
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const shape = /'shape'\s*:\s*\(([\d,\s]*)\)/.exec(text)?.[1];
  if (descr === undefined || order === undefined || shape === undefined) throw damaged(name);
  const sizes = shape.split(',').flatMap((size) => (size.trim() === '' ? [] : [Number(size)]));
  if (!sizes.every(Number.isSafeInteger)) throw damaged(name);
  return { ...readType(descr, name), shape: sizes, isFortran: order === 'True' && sizes.length > 1 };
}
