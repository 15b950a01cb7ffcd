// Sizes on disk: of a folder, and of what is left. Not here: what a home keeps where (paths).
import { readdir, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Free bytes of the disk that a folder is on, or would be on; null where the system does not tell. */
export async function freeDiskBytes(directory: string): Promise<number | null> {
  for (let folder = directory; ; folder = dirname(folder)) {
    try {
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    } catch {
      // Not there yet: the folder it will be made in tells as well.
      if (dirname(folder) === folder) return null;
    }
  }
}

/** Bytes of a file, or of all files in a folder; 0 for what is not there. */
export async function sizeOnDisk(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  if (found === null) return 0;
  if (!found.isDirectory()) return found.size;
  const names = await readdir(path).catch(() => []);
  const sizes = await Promise.all(names.map((name) => sizeOnDisk(join(path, name))));
  return sizes.reduce((sum, size) => sum + size, 0);
}
