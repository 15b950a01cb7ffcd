// NumPy arrays of images to pixels of 8 or 16 bits: whole numbers that fit as they are, everything else over the range of the set.
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { Pixels } from '../dataset.ts';
import { largestFileBytes } from './byte-stream.ts';
import { type NpyArray, npyNumbers } from './npy-array.ts';
import { shapeWords } from './npy-roles.ts';
import type { TellProgress } from './progress.ts';

/** Numbers of channels that a dimension is taken for where it might be a height. */
const channelCounts = [1, 3, 4];
/** Channels of one image: measurements at several wavelengths among them. */
const mostChannels = 64;

interface Layout {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly isChannelsFirst: boolean;
}

function layoutOf(array: NpyArray): Layout {
  const [, first = 0, second = 0, third] = array.header.shape;
  if (third === undefined) return { height: first, width: second, channels: 1, isChannelsFirst: false };
  const isChannelsFirst = channelCounts.includes(first) && !channelCounts.includes(third);
  const [height, width, channels] = isChannelsFirst ? [second, third, first] : [first, second, third];
  if (channels > mostChannels) {
    throw new AppError(
      'data/wrong-npy-shape',
      `"${array.name}" is ${shapeWords(array)}; images are rows x height x width x channels with at most ${mostChannels} channels.`,
    );
  }
  return { height, width, channels, isChannelsFirst };
}

/** How a value becomes a pixel. */
interface Scale {
  readonly bits: 8 | 16;
  readonly low: number;
  readonly factor: number;
  /** Says so where values are not kept as they are. */
  readonly words: string | null;
}

interface Range {
  low: number;
  high: number;
  isWhole: boolean;
}

async function rangeOf(arrays: readonly NpyArray[], tell: TellProgress, total: number): Promise<Range> {
  const range: Range = { low: Infinity, high: -Infinity, isWhole: true };
  let done = 0;
  for (const array of arrays) {
    for await (const block of npyNumbers(array)) {
      for (let index = 0; index < block.length; index++) {
        const value = block[index] as number;
        if (!Number.isFinite(value)) {
          throw new AppError(
            'data/not-finite',
            `"${array.name}" holds a pixel that is no number (NaN or infinite). Replace such pixels, by 0 for example.`,
          );
        }
        if (value < range.low) range.low = value;
        if (value > range.high) range.high = value;
        if (range.isWhole && !Number.isInteger(value)) range.isWhole = false;
      }
      done += block.length;
      tell({ phase: 'looking', done, total });
    }
  }
  return range;
}

function scaleFor({ low, high, isWhole }: Range): Scale {
  if (isWhole && low >= 0 && high <= 255) return { bits: 8, low: 0, factor: 1, words: null };
  if (isWhole && low >= 0 && high <= 65_535) return { bits: 16, low: 0, factor: 1, words: null };
  // Shares of white keep their black and their white; anything else takes the range it has.
  const [from, to] = low >= 0 && high <= 1 ? [0, 1] : [low, high];
  return {
    bits: 16,
    low: from,
    factor: to > from ? 65_535 / (to - from) : 0,
    words: `Pixels are kept in 16 bits: ${from} is black and ${to} is white.`,
  };
}

async function chooseScale(arrays: readonly NpyArray[], tell: TellProgress, total: number): Promise<Scale> {
  const types = new Set(arrays.map(({ header }) => `${header.kind}${header.bytes}`));
  if (types.size === 1 && types.has('u1')) return { bits: 8, low: 0, factor: 1, words: null };
  if (types.size === 1 && types.has('b1')) return { bits: 8, low: 0, factor: 255, words: null };
  if (types.size === 1 && types.has('u2')) return { bits: 16, low: 0, factor: 1, words: null };
  return scaleFor(await rangeOf(arrays, tell, total));
}

/** Where the values of one array go, in the order of the file: sizes of the dimensions, slowest first, and what a step of each means. */
function stepsOf({ header }: NpyArray, { height, width, channels, isChannelsFirst }: Layout) {
  const size = height * width * channels;
  const image = [size, ...(isChannelsFirst ? [1, width * channels, channels] : [width * channels, channels, 1])];
  const steps = header.shape.map((length, dimension) => ({ length, step: image[dimension] ?? 0 }));
  return header.isFortran ? steps.reverse() : steps;
}

/** Writes an array's values, from sample `start` of the pixels on. */
async function writeArray(
  array: NpyArray,
  layout: Layout,
  to: { readonly pixels: Pixels; readonly start: number },
  scale: Scale,
  tell: (values: number) => void,
): Promise<void> {
  const steps = stepsOf(array, layout);
  const { pixels, start } = to;
  const { low, factor } = scale;
  const isInOrder = !array.header.isFortran && !layout.isChannelsFirst;
  const place = steps.map(() => 0);
  let at = start;
  for await (const block of npyNumbers(array)) {
    for (let index = 0; index < block.length; index++) {
      const value = ((block[index] as number) - low) * factor;
      pixels[at] = factor === 1 ? value : Math.round(value);
      if (isInOrder) {
        at++;
        continue;
      }
      // One step of the fastest dimension; a dimension that is through starts again and steps the next slower one.
      for (let dimension = steps.length - 1; dimension >= 0; dimension--) {
        const { length, step } = steps[dimension] ?? { length: 1, step: 0 };
        const next = (place[dimension] ?? 0) + 1;
        at += step;
        place[dimension] = next;
        if (next < length) break;
        place[dimension] = 0;
        at -= length * step;
      }
    }
    tell(block.length);
  }
}

export interface NpyImages {
  readonly imageShape: readonly [number, number, number];
  readonly pixels: Pixels;
  /** What became of the values and of the dimensions, in sentences. */
  readonly sentences: readonly string[];
}

/**
 * Reads arrays of images, one after the other, into one.
 * @throws AppError `data/wrong-npy-shape`, `data/unequal-arrays`, `data/not-finite`, `data/too-large`
 */
export async function readNpyImages(arrays: readonly NpyArray[], tell: TellProgress): Promise<NpyImages> {
  const layouts = arrays.map(layoutOf);
  const [layout] = layouts;
  if (layout === undefined) throw new Error('Images were to be read and there are none.');
  const { height, width, channels } = layout;
  const unlike = layouts.findIndex(
    (other) => other.height !== height || other.width !== width || other.channels !== channels,
  );
  if (unlike >= 0) {
    const names = [arrays[0], arrays[unlike]].flatMap((array) =>
      array === undefined ? [] : [`"${array.name}" is ${shapeWords(array)}`],
    );
    throw new AppError('data/unequal-arrays', `${names.join(' and ')}; images of one size were expected.`);
  }
  const total = arrays.reduce((sum, { count }) => sum + count, 0);
  const scale = await chooseScale(arrays, tell, total);
  if (total === 0 || (total * scale.bits) / 8 > largestFileBytes) {
    throw new AppError(
      'data/too-large',
      `The arrays hold ${total.toLocaleString('en-US')} pixels, none or more than the 2 GB that are imported.`,
    );
  }
  const pixels = scale.bits === 8 ? new Uint8Array(total) : new Uint16Array(total);
  let done = 0;
  for (const [index, array] of arrays.entries()) {
    const start = done;
    await writeArray(array, layouts[index] ?? layout, { pixels, start }, scale, (values) => {
      done += values;
      tell({ phase: 'reading', done, total });
    });
  }
  const isTurned = layouts.some((other) => other.isChannelsFirst);
  return {
    imageShape: [height, width, channels],
    pixels,
    sentences: [
      ...(scale.words === null ? [] : [scale.words]),
      ...(isTurned ? [`The dimension of ${channels} before height and width is taken for the channels.`] : []),
    ],
  };
}
