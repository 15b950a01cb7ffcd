// Any picture: which format its first bytes say it is, what its header says, and its pixels. The name of a file decides nothing.
import { bmpHeader, decodeBmp } from './bmp.ts';
import { decodeJpeg, jpegHeader } from './jpeg.ts';
import { decodePng } from './png.ts';
import { pngHeader } from './png-chunks.ts';
import { checkSize, type PictureHeader, type Raster, UnreadablePicture } from './raster.ts';
import { decodeTiff } from './tiff.ts';
import { tiffHeader } from './tiff-directory.ts';
import { decodeWebp, webpHeader } from './webp.ts';

interface Format {
  /** First bytes in hexadecimal; dots stand for any digit. */
  readonly start: RegExp;
  readonly header: (bytes: Uint8Array) => PictureHeader;
  readonly decode: (bytes: Uint8Array) => Raster;
}

const formats: readonly Format[] = [
  { start: /^89504e470d0a1a0a/, header: pngHeader, decode: decodePng },
  { start: /^ffd8ff/, header: jpegHeader, decode: decodeJpeg },
  { start: /^(?:49492a00|4d4d002a)/, header: tiffHeader, decode: decodeTiff },
  { start: /^424d/, header: bmpHeader, decode: decodeBmp },
  { start: /^52494646.{8}57454250/, header: webpHeader, decode: decodeWebp },
];

const others: readonly [RegExp, string][] = [
  [/^47494638/, 'is a GIF'],
  [/^(?:49492b00|4d4d002b)/, 'is a TIFF of more than 4 GB'],
  [/^.{8}6674797061766966/, 'is an AVIF'],
  [/^.{8}66747970/, 'is a HEIC'],
];

function formatOf(bytes: Uint8Array): Format {
  if (bytes.length === 0) throw new UnreadablePicture('is empty');
  const start = Buffer.from(bytes.subarray(0, 16)).toString('hex');
  const format = formats.find((candidate) => candidate.start.test(start));
  if (format !== undefined) return format;
  const other = others.find(([pattern]) => pattern.test(start))?.[1] ?? 'holds no picture';
  throw new UnreadablePicture(`${other}; PNG, JPEG, TIFF, BMP and WebP are read`);
}

/**
 * What a picture's header says, its size checked.
 * @throws UnreadablePicture
 */
export function readHeader(bytes: Uint8Array): PictureHeader {
  const header = inWords(() => formatOf(bytes).header(bytes));
  checkSize(header);
  return header;
}

/**
 * Decodes a picture whose header was read.
 * @throws UnreadablePicture
 */
export function decodePicture(bytes: Uint8Array): Raster {
  return inWords(() => formatOf(bytes).decode(bytes));
}

/** Decoders meet any bytes: a read past the end, and what a library throws at damaged data, are no bugs of this program. */
function inWords<Result>(act: () => Result): Result {
  try {
    return act();
  } catch (thrown) {
    if (thrown instanceof UnreadablePicture) throw thrown;
    if (thrown instanceof RangeError) throw new UnreadablePicture('breaks off before its end, or is damaged');
    // The words of a library are about its own insides.
    throw new UnreadablePicture('is damaged and cannot be decoded');
  }
}
