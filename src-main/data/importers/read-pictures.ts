// The second pass over a tree of pictures: each is decoded, made to fit and written to its row. Only one picture is in memory beside
// the rows at any time.
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { Pixels } from '../dataset.ts';
import type { FileTree } from '../files/file-tree.ts';
import { fitPicture } from '../images/fit.ts';
import { decodePicture } from '../images/picture.ts';
import type { Raster } from '../images/raster.ts';
import type { ImagePlan } from './image-plan.ts';
import { isPictureName, type PictureFile, reasonOf, type Unreadable } from './picture-files.ts';
import type { TellProgress } from './progress.ts';

export interface PicturesToRead {
  readonly tree: FileTree;
  /** In the order of the tree. */
  readonly pictures: readonly PictureFile[];
  /** The row of each picture. */
  readonly rowOf: Uint32Array;
  readonly plan: ImagePlan;
  readonly tell: TellProgress;
}

export interface PicturesRead {
  /** [kept rows, height, width, channels] */
  readonly pixels: Pixels;
  readonly channels: 1 | 3;
  /** Rows whose picture was read, ascending. */
  readonly kept: readonly number[];
  readonly unreadable: readonly Unreadable[];
}

function hasColour({ channels, samples }: Raster): boolean {
  if (channels === 1) return false;
  for (let index = 0; index < samples.length; index += 3) {
    if (samples[index] !== samples[index + 1] || samples[index] !== samples[index + 2]) return true;
  }
  return false;
}

/** Reads every picture into its row; rows whose picture fails are closed up. */
export async function readPictures({ tree, pictures, rowOf, plan, tell }: PicturesToRead): Promise<PicturesRead> {
  const { height, width, channels, bits, fit } = plan;
  const size = height * width * channels;
  const length = pictures.length * size;
  const pixels = bits === 16 ? new Uint16Array(length) : new Uint8Array(length);
  const isRead = new Uint8Array(pictures.length);
  const unreadable: Unreadable[] = [];
  let isColoured = !plan.mayBeGrey;
  let next = 0;
  for await (const file of tree.entries()) {
    if (!isPictureName(file.path) || file.path !== pictures[next]?.path) continue;
    const row = rowOf[next++] ?? 0;
    try {
      const raster = decodePicture(await file.read());
      isColoured ||= hasColour(raster);
      fitPicture(raster, { pixels, start: row * size, height, width, channels }, fit);
      isRead[row] = 1;
    } catch (thrown) {
      unreadable.push({ path: file.path, reason: reasonOf(thrown) });
    }
    tell({ phase: 'reading', done: next, total: pictures.length });
  }
  if (next < pictures.length) {
    throw new AppError(
      'data/files-changed',
      'The files changed while they were read. Import them again once nobody writes to them.',
    );
  }
  const kept = [...rowOf.keys()].filter((row) => isRead[row] === 1);
  const closed = closeUp(pixels, kept, size);
  return isColoured
    ? { pixels: closed, channels, kept, unreadable }
    : { pixels: firstOfThree(closed), channels: 1, kept, unreadable };
}

/** Moves the kept rows together, in place. */
function closeUp(pixels: Pixels, kept: readonly number[], size: number): Pixels {
  for (const [place, row] of kept.entries()) {
    if (place !== row) pixels.copyWithin(place * size, row * size, (row + 1) * size);
  }
  return pixels.subarray(0, kept.length * size);
}

/** One channel of three that are equal, in place. */
function firstOfThree(pixels: Pixels): Pixels {
  const count = pixels.length / 3;
  for (let index = 0; index < count; index++) pixels[index] = pixels[3 * index] ?? 0;
  // Copied, so that the memory of three channels is not kept for one.
  return pixels.slice(0, count);
}
