// A folder on disk as a tree of files: everything below it, by name. Links to files are followed, links to folders are not: they may
// lead round in circles. Files are read at once, without handing each to other threads: whoever reads tens of thousands of them has a
// thread for that, and would wait longer for its turn than for the disk.
import { type Dirent, readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
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
  for (const file of walk(directory, '', 0)) {
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

function* walk(directory: string, prefix: string, depth: number): Generator<TreeFile> {
  if (depth > deepest) return;
  const entries = namesIn(directory);
  // By code units, not by locale: the order must be the same on every machine.
  entries.sort((left, right) => (left.name < right.name ? -1 : 1));
  for (const entry of entries) {
    const [place, path] = [join(directory, entry.name), `${prefix}${entry.name}`];
    if (entry.isDirectory()) {
      yield* walk(place, `${path}/`, depth + 1);
      continue;
    }
    // A link to nowhere, or into a folder that is closed, is no file.
    const found = entry.isSymbolicLink() ? linkedFile(place) : statSync(place, { throwIfNoEntry: false });
    if (found?.isFile() !== true) continue;
    yield { path, bytes: found.size, read: async () => readFileSync(place) };
  }
}

function namesIn(directory: string): Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : '';
    if (code !== 'EACCES' && code !== 'EPERM') throw thrown;
    throw new AppError('data/not-readable', `${directory} may not be read by this user. Change its permissions.`);
  }
}

function linkedFile(place: string): Stats | undefined {
  try {
    return statSync(place);
  } catch {
    return undefined;
  }
}
