// Pictures made for tests, as files.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

export interface PngToMake {
  readonly width: number;
  readonly height: number;
  /** Compressed rows, each with its filter before it. */
  readonly rows: Uint8Array;
  readonly depth?: 8 | 16;
  /** 0 grey, 2 colour, 6 colour with transparency. */
  readonly colourType?: 0 | 2 | 6;
}

/** A PNG file. */
export function pngOf({ width, height, rows, depth = 8, colourType = 0 }: PngToMake): Uint8Array {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([depth, colourType, 0, 0, 0], 8);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  const parts = [signature, chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', new Uint8Array(0))];
  return new Uint8Array(Buffer.concat(parts));
}

/** A PNG of 8 bits whose samples are given, row by row. */
export function pngWith(width: number, height: number, samples: readonly number[]): Uint8Array {
  const channels = samples.length / (width * height);
  const row = width * channels;
  const lines = Array.from({ length: height }, (_, line) => [0, ...samples.slice(line * row, (line + 1) * row)]);
  const colourType = channels === 1 ? 0 : channels === 3 ? 2 : 6;
  return pngOf({ width, height, rows: deflateSync(Uint8Array.from(lines.flat())), colourType });
}

/** A grey PNG of one value. */
export function greyPng(width: number, height: number, value: number): Uint8Array {
  return pngWith(width, height, Array<number>(width * height).fill(value));
}

/** Writes files below a folder, their folders with them. */
export function writeFiles(folder: string, files: Readonly<Record<string, Uint8Array | string>>): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}
