// The chunks of a PNG file: what its header says, and which of the others its pixels are made of. Source: PNG specification, third edition.
import { breaksOff, type PictureHeader, UnreadablePicture } from './raster.ts';

export interface PngHead {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  /** Samples of one pixel as stored: 1 grey or palette, 2 grey and alpha, 3 colour, 4 colour and alpha. */
  readonly samples: 1 | 2 | 3 | 4;
  readonly isPalette: boolean;
  readonly isInterlaced: boolean;
}

export interface PngParts extends PngHead {
  /** The file from its signature to its end, without notes and transparency: no more of an untrusted file is looked into. */
  readonly essence: Buffer;
  /** Its compressed pixels, one zlib stream. */
  readonly compressed: Buffer;
}

const signatureBytes = 8;
/** Samples of a pixel and possible bits of a sample, by colour type. */
const colourTypes: ReadonlyMap<number, readonly [samples: 1 | 2 | 3 | 4, depths: readonly number[]]> = new Map([
  [0, [1, [1, 2, 4, 8, 16]]],
  [2, [3, [8, 16]]],
  [3, [1, [1, 2, 4, 8]]],
  [4, [2, [8, 16]]],
  [6, [4, [8, 16]]],
]);
const palette = 3;

function readHead(bytes: Uint8Array): PngHead {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 33) throw breaksOff();
  if (view.getUint32(12) !== 0x49484452) throw new UnreadablePicture('is damaged: a PNG begins with its header');
  const [depth = 0, colourType = -1, compression, filter, interlace = 2] = bytes.subarray(24, 29);
  const [samples, depths] = colourTypes.get(colourType) ?? [];
  if (samples === undefined || depths?.includes(depth) !== true || compression !== 0 || filter !== 0 || interlace > 1) {
    throw new UnreadablePicture('is damaged: its PNG header says what no PNG is');
  }
  return {
    width: view.getUint32(16),
    height: view.getUint32(20),
    depth,
    samples,
    isPalette: colourType === palette,
    isInterlaced: interlace === 1,
  };
}

/** What a PNG's header says. */
export function pngHeader(bytes: Uint8Array): PictureHeader {
  const { width, height, depth, samples, isPalette } = readHead(bytes);
  return {
    format: 'PNG',
    width,
    height,
    isColour: samples > 2 || isPalette,
    bits: depth === 16 ? 16 : 8,
    hasAlpha: samples === 2 || samples === 4,
    pages: 1,
  };
}

/**
 * The parts of a PNG that pixels are made of.
 * @throws UnreadablePicture
 */
export function pngParts(bytes: Uint8Array): PngParts {
  const head = readHead(bytes);
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept = [file.subarray(0, signatureBytes)];
  const compressed: Buffer[] = [];
  let hasPalette = false;
  for (let start = signatureBytes, isEnded = false; !isEnded; ) {
    if (start + 12 > file.length) throw breaksOff();
    const name = file.toString('latin1', start + 4, start + 8);
    const dataEnd = start + 8 + file.readUInt32BE(start);
    if (dataEnd + 4 > file.length) throw breaksOff();
    if (['IHDR', 'PLTE', 'IDAT', 'IEND'].includes(name)) kept.push(file.subarray(start, dataEnd + 4));
    if (name === 'IDAT') compressed.push(file.subarray(start + 8, dataEnd));
    hasPalette ||= name === 'PLTE';
    isEnded = name === 'IEND';
    start = dataEnd + 4;
  }
  if (compressed.length === 0) throw new UnreadablePicture('has no pixels');
  if (head.isPalette && !hasPalette) throw new UnreadablePicture('is damaged: its palette is missing');
  return { ...head, essence: Buffer.concat(kept), compressed: Buffer.concat(compressed) };
}
