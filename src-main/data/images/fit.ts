// A picture of any size, written into the place of an image of the wanted size, as the chosen fit says.
import type { ImageFit } from '../../../src-shared/domain/image-choices.ts';
import type { Pixels } from '../dataset.ts';
import type { Raster } from './raster.ts';
import { axisWeights } from './resample.ts';

/** An image's place in the set. */
export interface Place {
  readonly pixels: Pixels;
  /** First sample of the image. */
  readonly start: number;
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
}

/** Shares of red, green and blue in grey. Source: ITU-R BT.601. */
const greyShares = [0.299, 0.587, 0.114] as const;

/** A picture with the channels and the depth of the set. */
function alike({ width, height, channels, samples }: Raster, place: Place): Raster {
  const isDeep = place.pixels instanceof Uint16Array;
  // 257 times a byte is the same grey in 16 bits: 255 becomes 65,535.
  const scale = isDeep && samples instanceof Uint8Array ? 257 : 1;
  if (scale === 1 && channels === place.channels) return { width, height, channels, samples };
  const count = width * height;
  const length = count * place.channels;
  const out = isDeep ? new Uint16Array(length) : new Uint8Array(length);
  for (let pixel = 0; pixel < count; pixel++) {
    const [red = 0, green = 0, blue = 0] =
      channels === 1
        ? [samples[pixel], samples[pixel], samples[pixel]]
        : [samples[3 * pixel], samples[3 * pixel + 1], samples[3 * pixel + 2]];
    if (place.channels === 3) {
      out[3 * pixel] = scale * red;
      out[3 * pixel + 1] = scale * green;
      out[3 * pixel + 2] = scale * blue;
    } else {
      const isGrey = red === green && green === blue;
      const grey = isGrey ? red : Math.round(greyShares[0] * red + greyShares[1] * green + greyShares[2] * blue);
      out[pixel] = scale * grey;
    }
  }
  return { width, height, channels: place.channels, samples: out };
}

/** Which part of an axis of the picture is shown where on the image. */
interface AxisFit {
  readonly from: number;
  readonly span: number;
  /** First pixel of the image that shows something, and how many do. */
  readonly at: number;
  readonly wanted: number;
}

function fitAxis(length: number, wanted: number, scale: number): AxisFit {
  const shown = Math.max(1, Math.min(wanted, Math.round(length * scale)));
  const span = Math.min(length, wanted / scale);
  return { from: (length - span) / 2, span, at: Math.floor((wanted - shown) / 2), wanted: shown };
}

function middleOf(length: number, wanted: number): AxisFit {
  const span = Math.min(length, wanted);
  return { from: Math.floor((length - span) / 2), span, at: Math.floor((wanted - span) / 2), wanted: span };
}

function fitBoth(raster: Raster, place: Place, fit: ImageFit): readonly [AxisFit, AxisFit] {
  const { width, height } = raster;
  const [across, down] = [place.width / width, place.height / height];
  switch (fit) {
    case 'stretch':
      return [fitAxis(height, place.height, down), fitAxis(width, place.width, across)];
    case 'crop':
    case 'pad': {
      const scale = fit === 'crop' ? Math.max(across, down) : Math.min(across, down);
      return [fitAxis(height, place.height, scale), fitAxis(width, place.width, scale)];
    }
    case 'window':
      return [middleOf(height, place.height), middleOf(width, place.width)];
    default:
      return fit satisfies never;
  }
}

/** Writes a picture into its place, whose samples are 0 before. */
export function fitPicture(picture: Raster, place: Place, fit: ImageFit): void {
  const raster = alike(picture, place);
  if (raster.width === place.width && raster.height === place.height) {
    place.pixels.set(raster.samples, place.start);
    return;
  }
  const [down, across] = fitBoth(raster, place, fit);
  const narrowed = resampleRows(raster, across);
  const { channels } = place;
  const change = { length: raster.height, from: down.from, span: down.span, wanted: down.wanted };
  const { starts, counts, weights, most } = axisWeights(change);
  const row = across.wanted * channels;
  // A whole row of sums at a time: memory is read in the order in which it lies.
  const sums = new Float32Array(row);
  for (let line = 0; line < down.wanted; line++) {
    const to = place.start + ((down.at + line) * place.width + across.at) * channels;
    sums.fill(0);
    for (let old = 0; old < (counts[line] as number); old++) {
      const weight = weights[line * most + old] as number;
      const start = ((starts[line] as number) + old) * row;
      for (let index = 0; index < row; index++) {
        sums[index] = (sums[index] as number) + weight * (narrowed[start + index] as number);
      }
    }
    for (let index = 0; index < row; index++) place.pixels[to + index] = Math.round(sums[index] as number);
  }
}

/** Every row at its new length, [height, wanted, channels]. */
function resampleRows({ width, height, channels, samples }: Raster, { from, span, wanted }: AxisFit): Float32Array {
  const { starts, counts, weights, most } = axisWeights({ length: width, from, span, wanted });
  const out = new Float32Array(height * wanted * channels);
  let to = 0;
  for (let line = 0; line < height; line++) {
    for (let pixel = 0; pixel < wanted; pixel++) {
      const count = counts[pixel] as number;
      const at = (line * width + (starts[pixel] as number)) * channels;
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        for (let old = 0, sample = at + channel; old < count; old++, sample += channels) {
          sum += (weights[pixel * most + old] as number) * (samples[sample] as number);
        }
        out[to++] = sum;
      }
    }
  }
  return out;
}
