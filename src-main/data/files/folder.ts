// A folder on disk as a tree of files: everything below it, by name. Links to files are followed, links to folders are not: they may
// lead round in circles.
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { type FileTree, mostFiles, type TreeFile } from './file-tree.ts';

/** Folders inside one another. */
const deepest = 32;

/** The tree of a folder. */
export function openFolder(directory: string): FileTree {
  return { kind: 'folder', entries: () => filesBelow(directory) };
}

async function* filesBelow(directory: string): AsyncGenerator<TreeFile> {
  let count = 0;
  for await (const file of walk(directory, '', 0)) {
    count++;
    if (count > mostFiles) {
      throw new AppError(
        'data/too-many-files',
        `${basename(directory)} holds more than ${mostFiles.toLocaleString('en-US')} files, the most that are read. Choose a folder inside it.`,
      );
    }
    yield file;
  }
}

async function* walk(directory: string, prefix: string, depth: number): AsyncGenerator<TreeFile> {
  if (depth > deepest) return;
  const entries = await readdir(directory, { withFileTypes: true });
  // By code units, not by locale: the order must be the same on every machine.
  entries.sort((left, right) => (left.name < right.name ? -1 : 1));
  for (const entry of entries) {
    const [place, path] = [join(directory, entry.name), `${prefix}${entry.name}`];
    if (entry.isDirectory()) {
      yield* walk(place, `${path}/`, depth + 1);
      continue;
    }
    const found = await stat(place).catch(() => null);
    if (found?.isFile() !== true) continue;
    yield { path, bytes: found.size, read: () => readFile(place) };
  }
}
