// A folder that came in one piece: the bytes of all its files, one after the other, in one file, and beside it an index that says what
// each is called and how long it is. What a file is called is never a path on disk.
import { closeSync, openSync, readSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { writeDurably } from '../durable-file.ts';
import { checkTreeFile, type FileTree, type TreeFile } from './file-tree.ts';

/** How the name of such a file ends. */
export const bundleEnding = '.bundle';

const indexSchema = z.strictObject({
  version: z.literal(1),
  files: z.array(z.strictObject({ path: z.string(), bytes: z.number().int().min(0) })),
});
export type BundledFile = z.infer<typeof indexSchema>['files'][number];

const indexOf = (path: string) => `${path}.json`;

/** Writes the index beside the bytes; from then on the bundle can be read. */
export async function writeBundleIndex(path: string, files: readonly BundledFile[]): Promise<void> {
  const index = { version: 1, files };
  await writeDurably(indexOf(path), [new TextEncoder().encode(JSON.stringify(index))]);
}

/** The files of a bundle in the order in which they came. @throws AppError `data/no-such-file` */
export async function openBundle(path: string): Promise<FileTree> {
  const text = await readFile(indexOf(path), 'utf8').catch(() => {
    throw new AppError('data/no-such-file', 'The folder is not there any more. Choose it again.');
  });
  const { files } = indexSchema.parse(JSON.parse(text));
  return { kind: 'bundle', entries: () => entriesOf(path, files) };
}

async function* entriesOf(path: string, files: readonly BundledFile[]): AsyncGenerator<TreeFile> {
  // Read at once, see folder.
  const file = openSync(path, 'r');
  try {
    let start = 0;
    for (const { path: name, bytes } of files) {
      const from = start;
      start += bytes;
      yield {
        path: name,
        bytes,
        read: async () => {
          checkTreeFile({ path: name, bytes });
          const content = new Uint8Array(bytes);
          return content.subarray(0, readSync(file, content, 0, bytes, from));
        },
      };
    }
  } finally {
    closeSync(file);
  }
}
