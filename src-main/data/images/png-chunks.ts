// The chunks of a PNG file: what its header says, its palette, and its compressed pixels. Source: PNG specification, third edition.
import { crc32 } from 'node:zlib';
import { breaksOff, type PictureHeader, UnreadablePicture } from './raster.ts';

export interface PngParts {
  readonly width: number;
  readonly height: number;
  readonly depth: 1 | 2 | 4 | 8 | 16;
  /** Samples of one pixel as stored: 1 grey or palette, 2 grey and alpha, 3 colour, 4 colour and alpha. */
  readonly samples: 1 | 2 | 3 | 4;
  /** Three bytes for each colour; null without a palette. */
  readonly palette: Uint8Array | null;
  readonly isInterlaced: boolean;
  readonly hasAlpha: boolean;
  /** Pieces of one zlib stream. */
  readonly compressed: readonly Uint8Array[];
}

const signatureBytes = 8;
/** Samples of a pixel by colour type. */
const samplesOf: ReadonlyMap<number, 1 | 2 | 3 | 4> = new Map([
  [0, 1],
  [2, 3],
  [3, 1],
  [4, 2],
  [6, 4],
]);
const depthsOf: ReadonlyMap<number, readonly number[]> = new Map([
  [0, [1, 2, 4, 8, 16]],
  [2, [8, 16]],
  [3, [1, 2, 4, 8]],
  [4, [8, 16]],
  [6, [8, 16]],
]);
const palette = 3;

interface Head extends Omit<PngParts, 'palette' | 'compressed' | 'hasAlpha'> {
  readonly colourType: number;
}

function readHead(bytes: Uint8Array): Head {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 33) throw breaksOff();
  if (view.getUint32(12) !== 0x49484452) throw new UnreadablePicture('is damaged: a PNG begins with its header');
  const [depth, colourType, compression, filter, interlace] = bytes.subarray(24, 29);
  const samples = samplesOf.get(colourType ?? -1);
  const isKnown = depthsOf.get(colourType ?? -1)?.includes(depth ?? 0) === true;
  if (samples === undefined || !isKnown || compression !== 0 || filter !== 0 || (interlace ?? 2) > 1) {
    throw new UnreadablePicture('is damaged: its PNG header says what no PNG is');
  }
  return {
    width: view.getUint32(16),
    height: view.getUint32(20),
    depth: depth as PngParts['depth'],
    samples,
    isInterlaced: interlace === 1,
    colourType: colourType ?? 0,
  };
}

/** What a PNG's header says. */
export function pngHeader(bytes: Uint8Array): PictureHeader {
  const { width, height, depth, samples, colourType } = readHead(bytes);
  return {
    format: 'PNG',
    width,
    height,
    isColour: samples > 2 || colourType === palette,
    bits: depth === 16 ? 16 : 8,
    hasAlpha: samples === 2 || samples === 4,
    pages: 1,
  };
}

const nameAt = (bytes: Uint8Array, start: number) => Buffer.from(bytes.subarray(start, start + 4)).toString('latin1');

/**
 * The parts of a PNG that pixels are made of; each chunk's checksum is checked.
 * @throws UnreadablePicture
 */
export function pngParts(bytes: Uint8Array): PngParts {
  const { colourType, ...head } = readHead(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const compressed: Uint8Array[] = [];
  let colours: Uint8Array | null = null;
  let isEnded = false;
  for (let start = signatureBytes; !isEnded; ) {
    if (start + 12 > bytes.length) throw breaksOff();
    const length = view.getUint32(start);
    const name = nameAt(bytes, start + 4);
    const end = start + 8 + length;
    if (end + 4 > bytes.length) throw breaksOff();
    const data = bytes.subarray(start + 8, end);
    if (['IDAT', 'PLTE'].includes(name) && crc32(bytes.subarray(start + 4, end)) !== view.getUint32(end)) {
      throw new UnreadablePicture(
        `is damaged: the checksum of its ${name === 'IDAT' ? 'pixels' : 'palette'} does not fit`,
      );
    }
    if (name === 'IDAT') compressed.push(data);
    else if (name === 'PLTE') colours = data;
    else if (name === 'IEND') isEnded = true;
    start = end + 4;
  }
  if (compressed.length === 0) throw new UnreadablePicture('has no pixels');
  if (colourType === palette && colours === null) throw new UnreadablePicture('is damaged: its palette is missing');
  return {
    ...head,
    palette: colourType === palette ? colours : null,
    hasAlpha: head.samples === 2 || head.samples === 4,
    compressed,
  };
}
