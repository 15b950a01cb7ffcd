// Images that a file already holds in one size, given another size or colour where that was chosen.
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { ImageContents } from '../dataset.ts';
import { fitPicture } from '../images/fit.ts';
import { countOf } from '../sentences.ts';
import { largestFileBytes } from './byte-stream.ts';
import { fitWords } from './image-plan.ts';
import type { ImportChoices } from './import-choices.ts';
import type { Imported } from './imported.ts';

/** The choices that images of one size have. */
export const refitChoices = ['imageSize', 'imageFit', 'imageColour'];

export interface Refitted {
  readonly contents: ImageContents;
  /** For the reading; absent where images have other channels than grey or three colours, which nothing can be chosen for. */
  readonly images?: NonNullable<Imported['images']>;
  /** Says what became of them. */
  readonly sentences: readonly string[];
}

/**
 * Images as they are, or as they were chosen to be.
 * @throws AppError `data/size-is-given` for images of other channels than 1 or 3, `data/too-large`
 */
export function refitImages(contents: ImageContents, choices: ImportChoices): Refitted {
  const [height, width, channels] = contents.imageShape;
  const chosen = refitChoices.find((name) => Object.hasOwn(choices, name));
  if (channels !== 1 && channels !== 3) {
    if (chosen === undefined) return { contents, sentences: [] };
    throw new AppError(
      'data/size-is-given',
      `The images have ${countOf(channels, 'channel')}; only grey ones and those of three colours can be given another size or colour. Leave ${chosen} out.`,
    );
  }
  const [newHeight, newWidth] = choices.imageSize ?? [height, width];
  const newChannels = choices.imageColour === undefined ? channels : choices.imageColour === 'colour' ? 3 : 1;
  const fit = choices.imageFit ?? 'crop';
  const images = {
    imageSize: [newHeight, newWidth] as [number, number],
    imageFit: fit,
    imageColour: newChannels === 3 ? ('colour' as const) : ('grey' as const),
  };
  if (newHeight === height && newWidth === width && newChannels === channels)
    return { contents, images, sentences: [] };

  const rows = contents.labels.length;
  const { pixels } = contents;
  const [size, newSize] = [height * width * channels, newHeight * newWidth * newChannels];
  if (rows * newSize * pixels.BYTES_PER_ELEMENT > largestFileBytes) {
    throw new AppError(
      'data/too-large',
      'Images of this size would take more than the 2 GB that are imported. Choose a smaller size.',
    );
  }
  const fitted = pixels instanceof Uint8Array ? new Uint8Array(rows * newSize) : new Uint16Array(rows * newSize);
  const place = { pixels: fitted, height: newHeight, width: newWidth, channels: newChannels } as const;
  for (let row = 0; row < rows; row++) {
    const samples = pixels.subarray(row * size, (row + 1) * size);
    fitPicture({ width, height, channels, samples }, { ...place, start: row * newSize }, fit);
  }
  const isResized = newHeight !== height || newWidth !== width;
  return {
    contents: { ...contents, imageShape: [newHeight, newWidth, newChannels], pixels: fitted },
    images,
    sentences: [
      ...(isResized
        ? [
            `The images are ${height} x ${width} pixels (height x width); all become ${newHeight} x ${newWidth}: they are ${fitWords[fit]}.`,
          ]
        : []),
      ...(newChannels === channels
        ? []
        : [newChannels === 1 ? 'The images are turned from colour to grey.' : 'The grey images are kept as colour.']),
    ],
  };
}
