// What images a set of pictures becomes: their size, channels and depth, by what was chosen and what the pictures are; and the
// sentences that say so.
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { ImageFit } from '../../../src-shared/domain/image-choices.ts';
import type { PictureHeader } from '../images/raster.ts';
import { countOf } from '../sentences.ts';
import { largestFileBytes } from './byte-stream.ts';
import type { ImportChoices } from './import-choices.ts';

/** Longest side that pictures are given unless a size is chosen: a net of ordinary size learns from it in minutes. */
const longestUnchosen = 64;

export interface ImagePlan {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  readonly bits: 8 | 16;
  readonly fit: ImageFit;
  /** Whether colour was found, not chosen: images whose channels are all equal then become grey. */
  readonly mayBeGrey: boolean;
}

interface Size {
  readonly height: number;
  readonly width: number;
  readonly count: number;
}

/** Sizes of the pictures, the commonest first. */
function sizesOf(headers: readonly PictureHeader[]): Size[] {
  const counts = new Map<string, { height: number; width: number; count: number }>();
  for (const { height, width } of headers) {
    const key = `${height} ${width}`;
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { height, width, count: 1 });
    else known.count++;
  }
  return [...counts.values()].sort(
    (left, right) => right.count - left.count || right.height * right.width - left.height * left.width,
  );
}

function sizeFor(headers: readonly PictureHeader[], choices: ImportChoices): readonly [number, number] {
  if (choices.imageSize !== undefined) return choices.imageSize;
  const [{ height, width } = { height: 1, width: 1 }] = sizesOf(headers);
  const scale = Math.min(1, longestUnchosen / Math.max(height, width));
  return [Math.max(1, Math.round(height * scale)), Math.max(1, Math.round(width * scale))];
}

/**
 * The plan for these pictures.
 * @throws AppError `data/too-large` where the images would not fit into memory
 */
export function planImages(headers: readonly PictureHeader[], choices: ImportChoices): ImagePlan {
  const [height, width] = sizeFor(headers, choices);
  const isColour =
    choices.imageColour === undefined ? headers.some((header) => header.isColour) : choices.imageColour === 'colour';
  const channels = isColour ? 3 : 1;
  const bits = headers.some((header) => header.bits === 16) ? 16 : 8;
  const bytes = (headers.length * height * width * channels * bits) / 8;
  if (bytes > largestFileBytes) {
    throw new AppError(
      'data/too-large',
      `${countOf(headers.length, 'image')} of ${height} x ${width} pixels would take ${(bytes / 1024 ** 3).toFixed(1)} GB; at most 2 GB are imported. Choose a smaller size.`,
    );
  }
  return {
    height,
    width,
    channels,
    bits,
    fit: choices.imageFit ?? 'crop',
    mayBeGrey: isColour && choices.imageColour === undefined,
  };
}

/** What becomes of pictures of another size, after "they are". */
export const fitWords: Readonly<Record<ImageFit, string>> = {
  crop: 'scaled until they cover it, and what sticks out is cut off evenly',
  pad: 'scaled until they fit, and the rest is black',
  stretch: 'stretched or squeezed to it, whatever their proportions',
  window: 'cut out of their middle without scaling, and smaller pictures have black around them',
};

const bySize = ({ height, width }: { readonly height: number; readonly width: number }) => `${height} x ${width}`;

function sizeSentence(headers: readonly PictureHeader[], plan: ImagePlan): string[] {
  const sizes = sizesOf(headers);
  const [commonest, ...others] = sizes;
  if (commonest === undefined || (others.length === 0 && bySize(commonest) === bySize(plan))) return [];
  const seen =
    others.length === 0
      ? `The pictures are ${bySize(commonest)} pixels (height x width)`
      : `The pictures have ${sizes.length.toLocaleString('en-US')} sizes, most often ${bySize(commonest)} pixels (height x width)`;
  return [`${seen}; all become ${bySize(plan)}: they are ${fitWords[plan.fit]}.`];
}

const isOrAre = (count: number) => (count === 1 ? 'is' : 'are');

function channelSentence(headers: readonly PictureHeader[], { channels, mayBeGrey }: ImagePlan): string[] {
  const colour = headers.filter((header) => header.isColour).length;
  const grey = headers.length - colour;
  if (channels === 1 && mayBeGrey) {
    return colour === 0 ? [] : ['The pictures are stored in colour and show only grey, so one channel is kept.'];
  }
  if (channels === 1) {
    return colour === 0 ? [] : [`${countOf(colour, 'picture')} in colour ${isOrAre(colour)} turned to grey.`];
  }
  if (grey === 0) return [];
  return [`${countOf(grey, 'picture')} ${isOrAre(grey)} grey and ${colour} in colour; all are kept in colour.`];
}

function counted(
  headers: readonly PictureHeader[],
  fits: (header: PictureHeader) => boolean,
  words: (count: number) => string,
) {
  const count = headers.filter(fits).length;
  return count === 0 ? [] : [words(count)];
}

/**
 * What a person should know about how pictures became images, in sentences.
 * @param headers of the pictures that were kept; the plan was made from all that promised to be one
 */
export function planSentences(headers: readonly PictureHeader[], plan: ImagePlan): string[] {
  const shallow = headers.filter((header) => header.bits === 8).length;
  return [
    ...sizeSentence(headers, plan),
    ...channelSentence(headers, plan),
    ...(plan.bits === 16 && shallow > 0 && shallow < headers.length
      ? [
          `${countOf(shallow, 'picture')} ${shallow === 1 ? 'has' : 'have'} 8 bits beside others of 16; all are kept in 16 bits, with white as white.`,
        ]
      : []),
    ...counted(
      headers,
      ({ hasAlpha }) => hasAlpha,
      (count) => `${countOf(count, 'picture')} ${count === 1 ? 'has' : 'have'} transparency, which is left out.`,
    ),
    ...counted(
      headers,
      ({ pages }) => pages > 1,
      (count) =>
        `${countOf(count, 'file')} ${count === 1 ? 'holds' : 'hold'} several pictures, of which the first is read.`,
    ),
  ];
}
