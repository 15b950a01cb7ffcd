// Some files, chosen one by one, as a tree: each under its own name.
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { checkFile } from '../importers/byte-stream.ts';
import type { FileTree } from './file-tree.ts';

/** The tree of these files. @throws AppError while it is read, for what is no file */
export function openFiles(paths: readonly string[]): FileTree {
  return {
    kind: 'folder',
    entries: async function* entries() {
      for (const path of paths) {
        await checkFile(path);
        const { size } = await stat(path);
        yield { path: basename(path), bytes: size, read: () => readFile(path) };
      }
    },
  };
}
