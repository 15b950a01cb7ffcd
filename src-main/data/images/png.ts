// Pixels of a PNG file: inflated, filters undone, interlaced passes put together, palettes looked up, transparency left out.
// Source: PNG specification, third edition, sections 7 to 9.
import { inflateSync } from 'node:zlib';
import { type PngParts, pngParts } from './png-chunks.ts';
import { breaksOff, checkSize, type Raster, UnreadablePicture } from './raster.ts';

/** A rectangle of pixels that is stored by itself: the whole picture, or one of seven passes. */
interface Pass {
  readonly x: number;
  readonly y: number;
  readonly stepX: number;
  readonly stepY: number;
}

const whole: Pass = { x: 0, y: 0, stepX: 1, stepY: 1 };
/** Adam7, section 8.1. */
const passes: readonly Pass[] = [
  { x: 0, y: 0, stepX: 8, stepY: 8 },
  { x: 4, y: 0, stepX: 8, stepY: 8 },
  { x: 0, y: 4, stepX: 4, stepY: 8 },
  { x: 2, y: 0, stepX: 4, stepY: 4 },
  { x: 0, y: 2, stepX: 2, stepY: 4 },
  { x: 1, y: 0, stepX: 2, stepY: 2 },
  { x: 0, y: 1, stepX: 1, stepY: 2 },
];

const along = (length: number, from: number, step: number) => Math.max(0, Math.ceil((length - from) / step));
const bytesFor = (samples: number, depth: number) => Math.ceil((samples * depth) / 8);

function inflated(parts: PngParts, bytes: number): Uint8Array {
  const { compressed } = parts;
  const joined = compressed.length === 1 && compressed[0] !== undefined ? compressed[0] : Buffer.concat(compressed);
  try {
    return inflateSync(joined, { maxOutputLength: Math.max(1, bytes) });
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : '';
    if (code === 'Z_BUF_ERROR') throw breaksOff();
    throw new UnreadablePicture('is damaged: its pixels do not unpack to what its header promises');
  }
}

/** Undoes a row's filter in place. @param before the row above, undone; zeros above the first */
function unfilter(filter: number, row: Uint8Array, before: Uint8Array, pixelBytes: number): void {
  for (let index = 0; index < row.length; index++) {
    const value = row[index] as number;
    const left = index < pixelBytes ? 0 : (row[index - pixelBytes] as number);
    const up = before[index] as number;
    if (filter === 1) row[index] = value + left;
    else if (filter === 2) row[index] = value + up;
    else if (filter === 3) row[index] = value + ((left + up) >> 1);
    else {
      const corner = index < pixelBytes ? 0 : (before[index - pixelBytes] as number);
      const [toLeft, toUp, toCorner] = [
        Math.abs(up - corner),
        Math.abs(left - corner),
        Math.abs(left + up - 2 * corner),
      ];
      row[index] = value + (toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner);
    }
  }
}

/** Reads samples of any depth out of a row. */
function sampleReader(depth: number): (row: Uint8Array, index: number) => number {
  if (depth === 8) return (row, index) => row[index] as number;
  if (depth === 16) return (row, index) => ((row[2 * index] as number) << 8) | (row[2 * index + 1] as number);
  const mask = (1 << depth) - 1;
  const inByte = 8 / depth;
  return (row, index) => {
    const byte = row[Math.floor(index / inByte)] as number;
    return (byte >> (8 - depth * ((index % inByte) + 1))) & mask;
  };
}

function emptyRaster({ width, height, depth, samples, palette }: PngParts): Raster {
  const channels = samples > 2 || palette !== null ? 3 : 1;
  const length = width * height * channels;
  return { width, height, channels, samples: depth === 16 ? new Uint16Array(length) : new Uint8Array(length) };
}

/** Writes one undone row of a pass to its places. */
function placeRow(parts: PngParts, row: Uint8Array, pass: Pass, line: number, raster: Raster): void {
  const { width, depth, samples, palette } = parts;
  const read = sampleReader(depth);
  const { channels, samples: out } = raster;
  // Grey of 1, 2 and 4 bits is stretched to 8: 255 / (2^depth - 1) is a whole number.
  const stretch = depth < 8 ? 255 / ((1 << depth) - 1) : 1;
  const columns = along(width, pass.x, pass.stepX);
  const start = (pass.y + line * pass.stepY) * width;
  if (depth === 8 && palette === null && samples === channels && pass === whole) {
    out.set(row, start * channels);
    return;
  }
  for (let column = 0; column < columns; column++) {
    const to = (start + pass.x + column * pass.stepX) * channels;
    if (palette !== null) {
      const colour = 3 * read(row, column);
      for (let channel = 0; channel < 3; channel++) out[to + channel] = palette[colour + channel] ?? 0;
      continue;
    }
    for (let channel = 0; channel < channels; channel++) {
      out[to + channel] = read(row, column * samples + channel) * stretch;
    }
  }
}

/**
 * Decodes a PNG.
 * @throws UnreadablePicture
 */
export function decodePng(bytes: Uint8Array): Raster {
  const parts = pngParts(bytes);
  checkSize(parts);
  const { width, height, depth, samples } = parts;
  const used = (parts.isInterlaced ? passes : [whole]).filter((pass) => pass.x < width && pass.y < height);
  const rowBytes = (pass: Pass) => bytesFor(along(width, pass.x, pass.stepX) * samples, depth);
  const total = used.reduce((sum, pass) => sum + (rowBytes(pass) + 1) * along(height, pass.y, pass.stepY), 0);
  const data = inflated(parts, total);
  if (data.length < total) throw breaksOff();
  const raster = emptyRaster(parts);
  const pixelBytes = Math.max(1, (samples * depth) >> 3);
  let start = 0;
  for (const pass of used) {
    const length = rowBytes(pass);
    let before: Uint8Array = new Uint8Array(length);
    for (let line = 0; line < along(height, pass.y, pass.stepY); line++) {
      const filter = data[start] ?? 0;
      const row = data.subarray(start + 1, start + 1 + length);
      if (filter > 4) throw new UnreadablePicture('is damaged: a row has a filter that PNG does not know');
      if (filter > 0) unfilter(filter, row, before, pixelBytes);
      placeRow(parts, row, pass, line, raster);
      before = row;
      start += length + 1;
    }
  }
  return raster;
}
