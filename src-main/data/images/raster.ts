// A picture as it comes out of a file: samples row by row, with one channel or three. Not here: any file format.
import type { Pixels } from '../dataset.ts';

export interface Raster {
  readonly width: number;
  readonly height: number;
  /** 1 is grey, 3 is red, green, blue. */
  readonly channels: 1 | 3;
  /** [height, width, channels], 0 is black, 255 or 65,535 is white. */
  readonly samples: Pixels;
}

/** What a file says about its picture before any of it is decoded. */
export interface PictureHeader {
  readonly format: 'PNG' | 'JPEG' | 'TIFF' | 'BMP' | 'WebP';
  readonly width: number;
  readonly height: number;
  /** Whether it has colour channels; they may all be equal. */
  readonly isColour: boolean;
  readonly bits: 8 | 16;
  /** Whether it has transparency, which is left out. */
  readonly hasAlpha: boolean;
  /** Pictures in the file; only the first is read. */
  readonly pages: number;
}

/** A file that holds no picture that can be read. The message goes on from the file's name: "breaks off inside its pixels". */
export class UnreadablePicture extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'UnreadablePicture';
  }
}

/** Most pixels of one picture: 8,192 x 8,192. A few kilobytes of a file can promise billions. */
export const mostPixels = 2 ** 26;

/** Refuses a picture by its header, before memory is taken for it. */
export function checkSize({ width, height }: { readonly width: number; readonly height: number }): void {
  if (width < 1 || height < 1) throw new UnreadablePicture('has no pixels');
  if (width * height <= mostPixels) return;
  const size = `${width.toLocaleString('en-US')} x ${height.toLocaleString('en-US')}`;
  throw new UnreadablePicture(`is ${size} pixels large, more than the 67 million that are read of one picture`);
}

export const breaksOff = () => new UnreadablePicture('breaks off before its end');
