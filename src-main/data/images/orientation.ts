// Cameras and scanners note how they were held instead of turning the picture; every viewer turns it, and so is it turned here.
// Source: Exif 2.32 and TIFF 6.0, tag Orientation.
import type { Raster } from './raster.ts';

interface Turn {
  /** Whether rows become columns, before anything is mirrored. */
  readonly isTransposed: boolean;
  readonly mirrorsX: boolean;
  readonly mirrorsY: boolean;
}

/** By the value of the tag: how the picture is found from the stored one. */
const turns: ReadonlyMap<number, Turn> = new Map([
  [2, { isTransposed: false, mirrorsX: true, mirrorsY: false }],
  [3, { isTransposed: false, mirrorsX: true, mirrorsY: true }],
  [4, { isTransposed: false, mirrorsX: false, mirrorsY: true }],
  [5, { isTransposed: true, mirrorsX: false, mirrorsY: false }],
  [6, { isTransposed: true, mirrorsX: true, mirrorsY: false }],
  [7, { isTransposed: true, mirrorsX: true, mirrorsY: true }],
  [8, { isTransposed: true, mirrorsX: false, mirrorsY: true }],
]);

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size of a picture once it is upright. */
export function uprightSize({ width, height }: Size, orientation: number): Size {
  return turns.get(orientation)?.isTransposed === true ? { width: height, height: width } : { width, height };
}

/** A picture the right way up. */
export function upright(raster: Raster, orientation: number): Raster {
  const turn = turns.get(orientation);
  if (turn === undefined) return raster;
  const { channels, samples } = raster;
  const { width, height } = uprightSize(raster, orientation);
  const out = samples instanceof Uint8Array ? new Uint8Array(samples.length) : new Uint16Array(samples.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [across, down] = [turn.mirrorsX ? width - 1 - x : x, turn.mirrorsY ? height - 1 - y : y];
      const from = turn.isTransposed ? across * raster.width + down : down * raster.width + across;
      for (let channel = 0; channel < channels; channel++) {
        out[(y * width + x) * channels + channel] = samples[from * channels + channel] as number;
      }
    }
  }
  return { width, height, channels, samples: out };
}
