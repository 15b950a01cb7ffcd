// Where the home's bytes are.
import type { StorageReport } from '../../../src-shared/contract/app.ts';
import type { RunRow } from '../../../src-shared/contract/runs.ts';
import { backupDirectory, databaseFile, ownerFile, runsDirectory } from '../../store/home-files.ts';
import { freeDiskBytes, sizeOnDisk } from '../machine/disk.ts';
import {
  datasetsDirectory,
  downloadsDirectory,
  exportsDirectory,
  logsDirectory,
  removedDatasetsDirectory,
  settingsFile,
} from '../paths.ts';

const mostRuns = 20;

/** What SQLite puts beside a database file. */
const companions = ['', '-wal', '-shm', '-journal'];

async function databaseBytes(home: string): Promise<number> {
  const files = [databaseFile(home), ownerFile(home)].flatMap((file) => companions.map((ending) => file + ending));
  const sizes = await Promise.all([...files, backupDirectory(home)].map(sizeOnDisk));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Sizes of everything a home keeps. @param rows of all runs, those in the trash too */
export async function storageReport(home: string, rows: readonly RunRow[]): Promise<StorageReport> {
  const trashed = rows.filter(({ trashedAt }) => trashedAt !== null);
  const largest = [...rows].sort((left, right) => right.bytes - left.bytes).slice(0, mostRuns);
  return {
    home,
    databaseBytes: await databaseBytes(home),
    datasetsBytes: (await sizeOnDisk(datasetsDirectory(home))) + (await sizeOnDisk(downloadsDirectory(home))),
    runsBytes: await sizeOnDisk(runsDirectory(home)),
    trashBytes: trashed.reduce((sum, { bytes }) => sum + bytes, 0) + (await sizeOnDisk(removedDatasetsDirectory(home))),
    freeBytes: await freeDiskBytes(home),
    largestRuns: largest.map(({ id, name, bytes }) => ({ run: id, name, bytes })),
    paths: [
      { what: 'Home', path: home },
      { what: 'Database', path: databaseFile(home) },
      { what: 'Backups of the database', path: backupDirectory(home) },
      { what: 'Data sets', path: datasetsDirectory(home) },
      { what: 'Downloads on their way', path: downloadsDirectory(home) },
      { what: 'Checkpoints of runs', path: runsDirectory(home) },
      { what: 'Exported files', path: exportsDirectory(home) },
      { what: 'Logs', path: logsDirectory(home) },
      { what: 'Settings', path: settingsFile(home) },
    ],
  };
}
