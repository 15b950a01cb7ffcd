// Many files under one roof, wherever they lie: a folder, an archive, an upload. They are passed by one after the other, as often as
// wanted, always in the same order; a file's path tells its class and is never used to reach it.
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { shown } from '../sentences.ts';

export interface TreeFile {
  /** Relative, with "/" between names. */
  readonly path: string;
  readonly bytes: number;
  /** The content. To be called before the next file is asked for, if at all. */
  read(): Promise<Uint8Array>;
}

export interface FileTree {
  readonly kind: 'folder' | 'archive' | 'bundle';
  entries(): AsyncGenerator<TreeFile>;
}

/** Most files of one tree. */
export const mostFiles = 200_000;

/** Largest file of a tree that is read, in bytes. */
export const largestTreeFile = 256 * 2 ** 20;

/** Refuses a file that is too large to be read whole, before memory is taken for it. */
export function checkTreeFile({ path, bytes }: Pick<TreeFile, 'path' | 'bytes'>): void {
  if (bytes <= largestTreeFile) return;
  throw new AppError(
    'data/too-large',
    `"${shown(path)}" has more than 256 MB, the most that is read of one file in a folder or an archive.`,
  );
}
