// A copy of the database a day, made page by page while everything goes on; the newest seven stay.
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { backupDirectory } from './home-files.ts';
import type { WritableHome } from './open.ts';
import { inWords } from './sqlite-failure.ts';

const keptCopies = 7;
/** Pages of 4 kB that are copied at a stretch. */
const pagesAtOnce = 500;
const ending = '-daily.db';

const stampOf = (name: string) => name.replace(/^selftune-v\d+-/, '');

/** Names of the daily copies in a folder, oldest first. */
function dailyCopies(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => name.startsWith('selftune-v') && name.endsWith(ending));
  return names.sort((left, right) => (stampOf(left) < stampOf(right) ? -1 : 1));
}

/**
 * Makes today's copy (UTC) unless there is one, and removes the daily copies beyond the newest seven.
 * @returns the copy's file, or null when today's is there
 * @throws AppError `store/disk-full` and its like
 */
export async function keepDailyBackup(
  home: Pick<WritableHome, 'db' | 'directory'>,
  now: () => number,
): Promise<string | null> {
  const folder = backupDirectory(home.directory);
  const instant = new Date(now()).toISOString();
  const version = Number(home.db.pragma('user_version', { simple: true }));
  const copy = join(folder, `selftune-v${version}-${instant.replaceAll(/[:.]/g, '-')}${ending}`);
  const unfinished = `${copy}.part`;
  try {
    mkdirSync(folder, { recursive: true });
    const today = instant.slice(0, 10);
    if (dailyCopies(folder).some((name) => stampOf(name).startsWith(today))) return null;
    await home.db.backup(unfinished, { progress: () => pagesAtOnce });
    renameSync(unfinished, copy);
    for (const old of dailyCopies(folder).slice(0, -keptCopies)) rmSync(join(folder, old), { force: true });
    return copy;
  } catch (thrown) {
    rmSync(unfinished, { force: true });
    throw inWords(thrown, copy);
  }
}
