import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodePicture, readHeader } from '../../../src-main/data/images/picture.ts';
import { greyPng, pngOf } from './made-pictures.ts';

const folder = join(import.meta.dirname, 'files');
const file = (name: string) => new Uint8Array(readFileSync(join(folder, name)));

/** Samples as ImageMagick decodes them, from files with the least significant byte first. */
function expected(name: string, bits: 8 | 16): number[] {
  const bytes = file(name);
  if (bits === 8) return [...bytes];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / 2 }, (_, index) => view.getUint16(2 * index, true));
}

function furthest(samples: ArrayLike<number>, from: readonly number[]): number {
  expect(samples).toHaveLength(from.length);
  return from.reduce((most, value, index) => Math.max(most, Math.abs(value - (samples[index] ?? Number.NaN))), 0);
}

describe('a picture that loses nothing', () => {
  it.each([
    ['rgb8.png', 'rgb8.raw', 8],
    ['rgb8-interlaced.png', 'rgb8.raw', 8],
    ['rgba8.png', 'rgb8.raw', 8],
    ['palette.png', 'rgb8.raw', 8],
    ['rgb16.png', 'rgb16.raw', 16],
    ['grey8.png', 'grey8.raw', 8],
    ['grey-alpha.png', 'grey8.raw', 8],
    ['bits.png', 'bits.raw', 8],
    ['bits-interlaced.png', 'bits.raw', 8],
    ['none.tif', 'rgb8.raw', 8],
    ['lzw.tif', 'rgb8.raw', 8],
    ['lzw-predictor.tif', 'rgb8.raw', 8],
    ['deflate.tif', 'rgb8.raw', 8],
    ['packbits.tif', 'rgb8.raw', 8],
    ['planar.tif', 'rgb8.raw', 8],
    ['tiled.tif', 'rgb8.raw', 8],
    ['palette.tif', 'rgb8.raw', 8],
    ['alpha.tif', 'rgb8.raw', 8],
    ['rgb16.tif', 'rgb16.raw', 16],
    ['rgb16-big-endian.tif', 'rgb16.raw', 16],
    ['pages.tif', 'grey8.raw', 8],
    ['bits.tif', 'bits.raw', 8],
    ['white-is-zero.tif', 'white-is-zero.raw', 8],
    ['rgb.bmp', 'rgb8.raw', 8],
    ['rgba.bmp', 'rgb8.raw', 8],
    ['palette.bmp', 'rgb8.raw', 8],
    ['run-length.bmp', 'rgb8.raw', 8],
    ['lossless.webp', 'rgb8.raw', 8],
  ] as const)('%s is exactly what ImageMagick reads', (name, raw, bits) => {
    const bytes = file(name);
    const header = readHeader(bytes);
    const { width, height, channels, samples } = decodePicture(bytes);
    expect([width, height]).toEqual([13, 9]);
    expect(header).toMatchObject({ width: 13, height: 9, bits, isColour: channels === 3 });
    expect([...samples]).toEqual(expected(raw, bits));
  });

  it('of 16 colours and odd width is read to its last row', () => {
    // Three pixels in every row, all of colour 1 of the palette, which is white.
    const bytes = Buffer.alloc(54 + 64 + 12);
    bytes.write('BM');
    // Where the pixels stand, the length of the header, width and height.
    bytes.writeUInt32LE(54 + 64, 10);
    for (const [at, value] of Object.entries({ 14: 40, 18: 3, 22: 3 })) bytes.writeUInt32LE(value, Number(at));
    bytes.writeUInt16LE(4, 28);
    bytes.fill(255, 54 + 4, 54 + 8);
    for (const row of [0, 4, 8]) bytes.set([0x11, 0x10], 54 + 64 + row);
    expect([...decodePicture(new Uint8Array(bytes)).samples]).toEqual(Array(27).fill(255));
  });

  it('keeps a colour that a PNG calls transparent', () => {
    const grey = Buffer.from(greyPng(2, 2, 7));
    const body = Buffer.from('tRNS\x00\x07', 'latin1');
    const chunk = Buffer.alloc(14);
    chunk.writeUInt32BE(2);
    chunk.set(body, 4);
    chunk.writeUInt32BE(crc32(body), 10);
    const bytes = new Uint8Array(Buffer.concat([grey.subarray(0, 33), chunk, grey.subarray(33)]));
    expect([...decodePicture(bytes).samples]).toEqual([7, 7, 7, 7]);
  });

  it('of black and white in a palette is read in colour', () => {
    const { samples } = decodePicture(file('bits.bmp'));
    expect([...samples.filter((_, index) => index % 3 === 1)]).toEqual(expected('bits.raw', 8));
  });
});

describe('a picture that loses something', () => {
  // Two decoders differ in the rounding of the transform and of the colours.
  it.each([
    ['colour.jpg', 'colour-jpg.raw', 3],
    ['progressive.jpg', 'colour-jpg.raw', 3],
    ['grey.jpg', 'grey-jpg.raw', 1],
    ['lossy.webp', 'lossy-webp.raw', 2],
  ])('%s is what ImageMagick reads, but for rounding', (name, raw, tolerance) => {
    expect(furthest(decodePicture(file(name)).samples, expected(raw, 8))).toBeLessThanOrEqual(tolerance);
  });
});

describe('a picture that was held another way', () => {
  it.each([2, 3, 4, 5, 6, 7, 8])('is turned as ImageMagick turns it: %i', (orientation) => {
    const bytes = file(`orient${orientation}.tif`);
    const { width, height, samples } = decodePicture(bytes);
    expect([width, height]).toEqual(orientation > 4 ? [9, 13] : [13, 9]);
    expect(readHeader(bytes)).toMatchObject({ width, height });
    expect([...samples]).toEqual(expected(`orient${orientation}.raw`, 8));
  });

  it('is turned by the Exif notes of a JPEG too', () => {
    const whole = file('grey.jpg');
    // A TIFF, least significant byte first, with one entry: Orientation, a short, 6.
    const exif = '45786966000049492a000800000001001201030001000000060000000000000000';
    const segment = Buffer.from(`ffe1${(exif.length / 2 + 2).toString(16).padStart(4, '0')}${exif}`, 'hex');
    const held = new Uint8Array(Buffer.concat([whole.subarray(0, 2), segment, whole.subarray(2)]));
    expect(readHeader(held)).toMatchObject({ width: 9, height: 13 });
    const [plain, turned] = [decodePicture(whole), decodePicture(held)];
    // Turned clockwise: the first row is the first column from below.
    expect([...turned.samples.subarray(0, 9)]).toEqual(
      Array.from({ length: 9 }, (_, row) => plain.samples[(8 - row) * 13]),
    );
  });
});

describe('a header', () => {
  it.each([
    ['rgba8.png', { format: 'PNG', hasAlpha: true }],
    ['alpha.tif', { format: 'TIFF', hasAlpha: true, pages: 1 }],
    ['pages.tif', { format: 'TIFF', pages: 2 }],
    ['progressive.jpg', { format: 'JPEG', isColour: true }],
    ['rgb.bmp', { format: 'BMP' }],
    ['lossy.webp', { format: 'WebP' }],
  ])('of %s tells what is in it', (name, facts) => {
    expect(readHeader(file(name))).toMatchObject(facts);
  });
});

describe('a picture that cannot be read', () => {
  const names = [
    'rgb8.png',
    'rgb16.tif',
    'lzw.tif',
    'colour.jpg',
    'progressive.jpg',
    'rgb.bmp',
    'run-length.bmp',
    'lossless.webp',
    'lossy.webp',
  ];

  it.each(names)('%s says that it breaks off, wherever it does', (name) => {
    const whole = file(name);
    for (const share of [0.3, 0.6, 0.9]) {
      const part = whole.slice(0, Math.floor(whole.length * share));
      expect(() => [readHeader(part), decodePicture(part)]).toThrow(
        expect.objectContaining({ name: 'UnreadablePicture' }),
      );
    }
  });

  it.each(names)('%s with any byte changed is read or refused, and no bug', (name) => {
    const whole = file(name);
    for (let at = 0; at < whole.length; at += 3) {
      const damaged = whole.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 0x5a;
      try {
        readHeader(damaged);
        decodePicture(damaged);
      } catch (thrown) {
        expect(thrown).toMatchObject({ name: 'UnreadablePicture' });
      }
    }
  });

  it('that promises a gigabyte is refused by its header', () => {
    const bomb = pngOf({ width: 20_000, height: 20_000, rows: deflateSync(new Uint8Array(1000)) });
    expect(() => readHeader(bomb)).toThrow(/is 20,000 x 20,000 pixels large, more than the 67 million/);
  });

  it('that unpacks to more than its header promises is damaged', () => {
    const bomb = pngOf({ width: 4, height: 4, rows: deflateSync(new Uint8Array(1_000_000)) });
    expect(() => decodePicture(bomb)).toThrow(/do not unpack to what its header promises/);
  });

  it.each([
    ['GIF89a', /is a GIF; PNG, JPEG, TIFF, BMP and WebP are read/],
    ['hello', /holds no picture/],
    ['', /is empty/],
  ])('that starts with "%s" says what it is', (start, words) => {
    expect(() => readHeader(new TextEncoder().encode(start))).toThrow(words);
  });
});
