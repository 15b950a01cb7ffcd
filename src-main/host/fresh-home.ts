// A home that a failed command would have been the first to use is taken away again, so that bad use leaves nothing behind.
import { existsSync, rmdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { databaseFile, ownerFile } from '../store/home-files.ts';
import { datasetsDirectory } from './paths.ts';

/** What SQLite puts beside a database file. */
const companions = ['', '-journal', '-wal', '-shm'];

/** The folders that do not exist yet on the way to `directory`, innermost first. */
function missingFolders(directory: string): string[] {
  const missing: string[] = [];
  for (let folder = directory; !existsSync(folder) && dirname(folder) !== folder; folder = dirname(folder)) {
    missing.push(folder);
  }
  return missing;
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Not empty or not there: either way it is not this command's to remove.
  }
}

/**
 * Notes what a home lacks before it is opened.
 * @returns removes what was lacking, to be called after a failure, with the home closed and no run in it; does nothing for a home
 * that had its database before
 */
export function noteFreshHome(home: string): () => void {
  if (existsSync(databaseFile(home))) return () => undefined;
  const folders = [datasetsDirectory(home), ...missingFolders(home)].filter((folder) => !existsSync(folder));
  const files = [databaseFile(home), ownerFile(home)]
    .flatMap((file) => companions.map((ending) => file + ending))
    .filter((file) => !existsSync(file));
  return () => {
    for (const file of files) rmSync(file, { force: true });
    for (const folder of folders) removeIfEmpty(folder);
  };
}
