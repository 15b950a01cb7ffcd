// Windows bitmaps, uncompressed, of 1 to 32 bits. Source: Microsoft, "Bitmap Storage". Not here: run-length and embedded PNG or JPEG.
import { breaksOff, checkSize, type PictureHeader, type Raster, UnreadablePicture } from './raster.ts';

interface Head {
  readonly width: number;
  readonly height: number;
  /** Rows are stored from the bottom up unless the height is negative. */
  readonly isTopDown: boolean;
  readonly bits: number;
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
    return checked({ width, height, isTopDown: false, bits, paletteEntry: 3, paletteStart, pixelStart });
  }
  if (headerBytes < 40) throw new UnreadablePicture('is damaged: its BMP header is of no known length');
  if (bytes.length < 54) throw breaksOff();
  const compression = view.getUint32(30, true);
  // Bit fields of 32 bits say where each colour lies; nearly every writer has them in the usual places, checked here.
  const isUsualFields =
    compression === 3 && view.getUint16(28, true) === 32 && bytes.length >= 66 && view.getUint32(54, true) === 0xff0000;
  if (compression !== 0 && !isUsualFields)
    throw new UnreadablePicture('is a compressed BMP; uncompressed ones are read');
  const height = view.getInt32(22, true);
  return checked({
    width: view.getInt32(18, true),
    height: Math.abs(height),
    isTopDown: height < 0,
    bits: view.getUint16(28, true),
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
  if (head.pixelStart + rowBytes * height > bytes.length) throw breaksOff();
  const samples = new Uint8Array(width * height * 3);
  for (let line = 0; line < height; line++) {
    const stored = head.isTopDown ? line : height - 1 - line;
    const row = head.pixelStart + stored * rowBytes;
    for (let column = 0; column < width; column++) {
      const to = 3 * (line * width + column);
      const from = bits >= 24 ? row + (column * bits) / 8 : paletteAt(head, bytes, row, column);
      // Blue, green, red.
      samples[to] = bytes[from + 2] ?? 0;
      samples[to + 1] = bytes[from + 1] ?? 0;
      samples[to + 2] = bytes[from] ?? 0;
    }
  }
  return { width, height, channels: 3, samples };
}

/** Where the colour of a pixel stands in the palette. */
function paletteAt({ bits, paletteStart, paletteEntry }: Head, bytes: Uint8Array, row: number, column: number): number {
  const inByte = 8 / bits;
  const byte = bytes[row + Math.floor(column / inByte)] ?? 0;
  const colour = (byte >> (8 - bits * ((column % inByte) + 1))) & ((1 << bits) - 1);
  return paletteStart + colour * paletteEntry;
}
