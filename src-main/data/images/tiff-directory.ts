// What a TIFF file says about its first picture: the entries of its first directory that pixels depend on.
// Source: Adobe, TIFF Revision 6.0; Technical Note 2 for deflate.
import { uprightSize } from './orientation.ts';
import { breaksOff, type PictureHeader, UnreadablePicture } from './raster.ts';

export interface TiffDirectory {
  readonly isLittleEndian: boolean;
  readonly width: number;
  readonly height: number;
  readonly bits: 1 | 4 | 8 | 16;
  /** Samples of one pixel, transparency and other extras among them. */
  readonly samples: number;
  readonly photometric: 'white-is-zero' | 'black-is-zero' | 'colour' | 'palette';
  readonly compression: 'none' | 'lzw' | 'deflate' | 'packbits';
  /** Whether values are differences to the pixel on their left. */
  readonly isDifferenced: boolean;
  /** Whether each sample has a plane of its own. */
  readonly isPlanar: boolean;
  /** Size of the pieces that the picture is cut into: strips as wide as it is, or tiles. */
  readonly pieceWidth: number;
  readonly pieceHeight: number;
  readonly offsets: readonly number[];
  readonly byteCounts: readonly number[];
  /** Reds, greens, blues, 16 bits each. */
  readonly palette: readonly number[];
  readonly hasAlpha: boolean;
  /** How the picture lies, 1 to 8, see `upright`. */
  readonly orientation: number;
  readonly pages: number;
}

const tags = {
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  stripOffsets: 273,
  orientation: 274,
  samples: 277,
  rowsPerStrip: 278,
  stripByteCounts: 279,
  planar: 284,
  predictor: 317,
  palette: 320,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileByteCounts: 325,
  extraSamples: 338,
  sampleFormat: 339,
} as const;
type Tag = keyof typeof tags;

const photometrics = ['white-is-zero', 'black-is-zero', 'colour', 'palette'] as const;
const compressions: ReadonlyMap<number, TiffDirectory['compression']> = new Map([
  [1, 'none'],
  [5, 'lzw'],
  [8, 'deflate'],
  [32_946, 'deflate'],
  [32_773, 'packbits'],
]);
/** Bytes of a value by its type: byte, short, long. */
const sizes: ReadonlyMap<number, 1 | 2 | 4> = new Map([
  [1, 1],
  [3, 2],
  [4, 4],
]);
const mostPages = 10_000;
const entryBytes = 12;

type Entries = ReadonlyMap<number, readonly number[]>;

class TiffReader {
  readonly #view: DataView;
  readonly isLittleEndian: boolean;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.isLittleEndian = bytes[0] === 0x49;
  }

  get first(): number {
    return this.long(4);
  }

  long(at: number): number {
    return this.#view.getUint32(at, this.isLittleEndian);
  }

  short(at: number): number {
    return this.#view.getUint16(at, this.isLittleEndian);
  }

  /** Where the next directory is; 0 for none. */
  next(directory: number): number {
    return this.long(directory + 2 + entryBytes * this.short(directory));
  }

  entries(directory: number): Entries {
    const known: readonly number[] = Object.values(tags);
    const found = new Map<number, readonly number[]>();
    for (let index = 0; index < this.short(directory); index++) {
      const at = directory + 2 + entryBytes * index;
      const tag = this.short(at);
      if (known.includes(tag)) found.set(tag, this.#values(at));
    }
    return found;
  }

  #values(at: number): number[] {
    const size = sizes.get(this.short(at + 2));
    const count = this.long(at + 4);
    if (size === undefined) return [];
    const start = size * count > 4 ? this.long(at + 8) : at + 8;
    // Checked before a list is made: a damaged count may be four billion.
    if (start + size * count > this.#view.byteLength) throw breaksOff();
    const read = (place: number) =>
      size === 1 ? this.#view.getUint8(place) : size === 2 ? this.short(place) : this.long(place);
    return Array.from({ length: count }, (_, index) => read(start + size * index));
  }
}

function countPages(reader: TiffReader): number {
  const seen = new Set<number>();
  for (let at = reader.first; at !== 0 && !seen.has(at) && seen.size < mostPages; at = reader.next(at)) seen.add(at);
  return seen.size;
}

function bitsOf(entries: Entries): TiffDirectory['bits'] {
  const [bits = 1, ...others] = entries.get(tags.bits) ?? [];
  const format = entries.get(tags.sampleFormat)?.[0] ?? 1;
  if (
    (bits === 1 || bits === 4 || bits === 8 || bits === 16) &&
    others.every((other) => other === bits) &&
    format === 1
  )
    return bits;
  const kind = format === 3 ? ' floating-point' : format === 2 ? ' signed' : '';
  throw new UnreadablePicture(`is a TIFF of ${bits}${kind} bits a sample; unsigned ones of 8 and 16 are read`);
}

/** The first directory of a TIFF. @throws UnreadablePicture, RangeError where it breaks off */
export function tiffDirectory(bytes: Uint8Array): TiffDirectory {
  const reader = new TiffReader(bytes);
  const entries = reader.entries(reader.first);
  const value = (tag: Tag, otherwise: number) => entries.get(tags[tag])?.[0] ?? otherwise;
  const photometric = photometrics[value('photometric', 1)];
  if (photometric === undefined) {
    throw new UnreadablePicture('is a TIFF of an unusual kind of colour; grey, RGB and palettes are read');
  }
  const compression = compressions.get(value('compression', 1));
  if (compression === undefined) {
    throw new UnreadablePicture('is a TIFF with an unusual compression; none, LZW, deflate and PackBits are read');
  }
  const isTiled = entries.has(tags.tileWidth);
  const [width, height] = [value('width', 0), value('height', 0)];
  const samples = value('samples', 1);
  if (photometric === 'colour' && samples < 3) throw new UnreadablePicture('is damaged: its colours are missing');
  return {
    isLittleEndian: reader.isLittleEndian,
    width,
    height,
    bits: bitsOf(entries),
    samples,
    photometric,
    compression,
    isDifferenced: value('predictor', 1) === 2,
    isPlanar: value('planar', 1) === 2 && samples > 1,
    pieceWidth: isTiled ? value('tileWidth', 0) : width,
    pieceHeight: isTiled ? value('tileHeight', 0) : Math.min(height, value('rowsPerStrip', height)),
    offsets: entries.get(isTiled ? tags.tileOffsets : tags.stripOffsets) ?? [],
    byteCounts: entries.get(isTiled ? tags.tileByteCounts : tags.stripByteCounts) ?? [],
    palette: entries.get(tags.palette) ?? [],
    hasAlpha: (entries.get(tags.extraSamples) ?? []).some((extra) => extra === 1 || extra === 2),
    orientation: value('orientation', 1),
    pages: countPages(reader),
  };
}

/** How the picture lies that these Exif data, a TIFF without a picture, belong to; 1 where they do not say. */
export function orientationIn(exif: Uint8Array): number {
  try {
    const reader = new TiffReader(exif);
    return reader.entries(reader.first).get(tags.orientation)?.[0] ?? 1;
  } catch {
    // Damaged notes beside a sound picture.
    return 1;
  }
}

/** What a TIFF's header says. */
export function tiffHeader(bytes: Uint8Array): PictureHeader {
  const { width, height, photometric, bits, hasAlpha, orientation, pages } = tiffDirectory(bytes);
  const isColour = photometric === 'colour' || photometric === 'palette';
  const isDeep = bits === 16 && photometric !== 'palette';
  return {
    format: 'TIFF',
    ...uprightSize({ width, height }, orientation),
    isColour,
    bits: isDeep ? 16 : 8,
    hasAlpha,
    pages,
  };
}
