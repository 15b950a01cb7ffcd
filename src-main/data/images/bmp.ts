// Windows bitmaps of 1 to 32 bits, uncompressed or run-length encoded in 8 bits. Source: Microsoft, "Bitmap Storage". Not here: runs of
// 4 bits, embedded PNG or JPEG.
// Libraries were tried: fast-bmp reads neither palettes nor runs, bmp-ts puts the colours of runs in wrong places and stops after one row
// where 4 bits are odd in width, decode-bmp reads no runs and none that is stored from the top down.
import { breaksOff, checkSize, type PictureHeader, type Raster, UnreadablePicture } from './raster.ts';

interface Head {
  readonly width: number;
  readonly height: number;
  /** Rows are stored from the bottom up unless the height is negative. */
  readonly isTopDown: boolean;
  readonly bits: number;
  readonly isRunLength: boolean;
  /** Bytes of one colour of the palette, which stands between header and pixels. */
  readonly paletteEntry: 3 | 4;
  readonly paletteStart: number;
  readonly pixelStart: number;
}

const depths = [1, 4, 8, 24, 32];

function readHead(bytes: Uint8Array): Head {
  if (bytes.length < 26) throw breaksOff();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pixelStart = view.getUint32(10, true);
  const headerBytes = view.getUint32(14, true);
  const paletteStart = 14 + headerBytes;
  if (headerBytes === 12) {
    const [width, height, bits] = [view.getUint16(18, true), view.getUint16(20, true), view.getUint16(24, true)];
    return checked({
      width,
      height,
      isTopDown: false,
      bits,
      isRunLength: false,
      paletteEntry: 3,
      paletteStart,
      pixelStart,
    });
  }
  if (headerBytes < 40) throw new UnreadablePicture('is damaged: its BMP header is of no known length');
  if (bytes.length < 54) throw breaksOff();
  const compression = view.getUint32(30, true);
  // Bit fields of 32 bits say where each colour lies; nearly every writer has them in the usual places, checked here.
  const isUsualFields =
    compression === 3 && view.getUint16(28, true) === 32 && bytes.length >= 66 && view.getUint32(54, true) === 0xff0000;
  const isRunLength = compression === 1 && view.getUint16(28, true) === 8;
  if (compression !== 0 && !isUsualFields && !isRunLength)
    throw new UnreadablePicture('is an unusually compressed BMP; uncompressed and run-length encoded ones are read');
  const height = view.getInt32(22, true);
  return checked({
    width: view.getInt32(18, true),
    height: Math.abs(height),
    isTopDown: height < 0,
    bits: view.getUint16(28, true),
    isRunLength,
    paletteEntry: 4,
    paletteStart,
    pixelStart,
  });
}

function checked(head: Head): Head {
  if (depths.includes(head.bits)) return head;
  throw new UnreadablePicture(`is a BMP of ${head.bits} bits; 1, 4, 8, 24 and 32 are read`);
}

/** What a bitmap's header says. */
export function bmpHeader(bytes: Uint8Array): PictureHeader {
  const { width, height } = readHead(bytes);
  // A palette may be all grey, which only its pixels tell; the fourth byte of 32 bits means nothing by itself.
  return { format: 'BMP', width, height, isColour: true, bits: 8, hasAlpha: false, pages: 1 };
}

/**
 * Decodes a bitmap.
 * @throws UnreadablePicture
 */
export function decodeBmp(bytes: Uint8Array): Raster {
  const head = readHead(bytes);
  checkSize(head);
  const { width, height, bits } = head;
  const rowBytes = 4 * Math.ceil((width * bits) / 32);
  const stored = head.isRunLength
    ? unpackRuns(bytes.subarray(head.pixelStart), rowBytes, height)
    : bytes.subarray(head.pixelStart);
  if (rowBytes * height > stored.length) throw breaksOff();
  const isDirect = bits >= 24;
  const colours = isDirect ? stored : bytes;
  const samples = new Uint8Array(width * height * 3);
  for (let line = 0; line < height; line++) {
    const row = rowBytes * (head.isTopDown ? line : height - 1 - line);
    for (let column = 0; column < width; column++) {
      const to = 3 * (line * width + column);
      const place = isDirect ? row + (column * bits) / 8 : paletteAt(head, stored, row, column);
      // Blue, green, red.
      samples[to] = colours[place + 2] ?? 0;
      samples[to + 1] = colours[place + 1] ?? 0;
      samples[to + 2] = colours[place] ?? 0;
    }
  }
  return { width, height, channels: 3, samples };
}

/** Where the colour of a pixel stands in the palette. */
function paletteAt(
  { bits, paletteStart, paletteEntry }: Head,
  stored: Uint8Array,
  row: number,
  column: number,
): number {
  const inByte = 8 / bits;
  const byte = stored[row + Math.floor(column / inByte)] ?? 0;
  const colour = (byte >> (8 - bits * ((column % inByte) + 1))) & ((1 << bits) - 1);
  return paletteStart + colour * paletteEntry;
}

/** Undoes runs of 8 bits: pairs of a count and a value, and after a 0 an escape: end of line, end, a move, or bytes as they are. */
function unpackRuns(packed: Uint8Array, rowBytes: number, height: number): Uint8Array {
  const out = new Uint8Array(rowBytes * height);
  let [row, column] = [0, 0];
  for (let at = 0; at + 1 < packed.length && row < height; ) {
    const [count = 0, value = 0] = [packed[at], packed[at + 1]];
    at += 2;
    if (count > 0) {
      const until = Math.min(rowBytes, column + count);
      out.fill(value, row * rowBytes + column, row * rowBytes + until);
      column = until;
    } else if (value === 0) [row, column] = [row + 1, 0];
    else if (value === 1) return out;
    else if (value === 2) {
      column = Math.min(rowBytes, column + (packed[at] ?? 0));
      row += packed[at + 1] ?? 0;
      at += 2;
    } else {
      const piece = packed.subarray(at, at + Math.min(value, rowBytes - column));
      out.set(piece, row * rowBytes + column);
      column += piece.length;
      at += value + (value % 2);
    }
  }
  // Whoever writes runs ends them; a file that does not breaks off, unless every row is there.
  if (row < height) throw breaksOff();
  return out;
}
