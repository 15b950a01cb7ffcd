// The pictures of a tree of files: found by their names, read by their content. What cannot be read is listed, never fatal.
import { createHash } from 'node:crypto';
import { type FileTree, largestTreeFile, type TreeFile } from '../files/file-tree.ts';
import { readHeader } from '../images/picture.ts';
import { type PictureHeader, UnreadablePicture } from '../images/raster.ts';
import type { TellProgress } from './progress.ts';

const pictureName = /\.(?:png|apng|jpe?g|jpe|jfif|tiff?|bmp|dib|webp|gif)$/i;
/** What systems leave in folders by themselves. */
const systemName = /(?:^|\/)(?:\.[^/]*|__MACOSX|Thumbs\.db|desktop\.ini)(?:\/|$)/i;

export function isPictureName(path: string): boolean {
  return pictureName.test(path) && !systemName.test(path);
}

export interface Unreadable {
  readonly path: string;
  /** Goes on from the file's name. */
  readonly reason: string;
}

export interface PictureFile {
  readonly path: string;
  readonly header: PictureHeader;
}

export interface PictureFiles {
  readonly pictures: readonly PictureFile[];
  readonly unreadable: readonly Unreadable[];
  /** Files that are no pictures. */
  readonly others: readonly string[];
  /** SHA-256 of every file that looks like a picture, hex, by path. */
  readonly hashes: ReadonlyMap<string, string>;
}

/** What went wrong with a file, where it is the file's fault. */
export function reasonOf(thrown: unknown): string {
  if (thrown instanceof UnreadablePicture) return thrown.message;
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read by this user';
  if (code === 'ENOENT' || code === 'EIO') return 'could not be read from the disk';
  throw thrown;
}

async function contentOf(file: TreeFile): Promise<Uint8Array> {
  if (file.bytes > largestTreeFile) throw new UnreadablePicture('has more than 256 MB');
  return file.read();
}

/** Passes by every file once and reads what the pictures' headers say. */
export async function findPictures(tree: FileTree, tell: TellProgress): Promise<PictureFiles> {
  const pictures: PictureFile[] = [];
  const unreadable: Unreadable[] = [];
  const others: string[] = [];
  const hashes = new Map<string, string>();
  let done = 0;
  for await (const file of tree.entries()) {
    const { path } = file;
    if (!isPictureName(path)) {
      if (!systemName.test(path)) others.push(path);
      continue;
    }
    try {
      const bytes = await contentOf(file);
      hashes.set(path, createHash('sha256').update(bytes).digest('hex'));
      pictures.push({ path, header: readHeader(bytes) });
    } catch (thrown) {
      unreadable.push({ path, reason: reasonOf(thrown) });
    }
    tell({ phase: 'looking', done: ++done, total: 0 });
  }
  return { pictures, unreadable, others, hashes };
}
