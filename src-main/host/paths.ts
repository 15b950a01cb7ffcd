// Where things lie: the home a user never has to think about, and the folders and entries the host starts from.
// Not here: what the store keeps inside a home (store/home-files).
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The user's own folder. */
  readonly userDirectory: string;
}

function dataDirectory({ platform, environment, userDirectory }: Machine): string {
  if (platform === 'win32') {
    return join(environment.LOCALAPPDATA ?? join(userDirectory, 'AppData', 'Local'), 'Selftune');
  }
  if (platform === 'darwin') return join(userDirectory, 'Library', 'Application Support', 'Selftune');
  const own = environment.XDG_DATA_HOME;
  // The XDG specification has relative paths ignored.
  return join(own !== undefined && isAbsolute(own) ? own : join(userDirectory, '.local', 'share'), 'selftune');
}

/** The home unless one is named: SELFTUNE_HOME, else the platform's folder for applications' data. */
export function defaultHome(machine: Machine): string {
  const named = machine.environment.SELFTUNE_HOME;
  return named === undefined || named === '' ? dataDirectory(machine) : resolve(named);
}

/** Folder of the data sets of a home. */
export function datasetsDirectory(home: string): string {
  return join(home, 'datasets');
}

/** Folder for files that are written without a name of the user's choice. */
export function exportsDirectory(home: string): string {
  return join(home, 'exports');
}

/** Entry of the trainer process. */
export const trainerEntry = fileURLToPath(new URL('../trainer/main.ts', import.meta.url));

/** Entry of the process that describes the machine's engines. */
export const doctorEntry = fileURLToPath(new URL('../trainer/doctor.ts', import.meta.url));

/** Entry of the threads that read data sets. */
export const importWorkerEntry = fileURLToPath(new URL('./datasets/import-worker.ts', import.meta.url));

/** Entry of the thread that shows augmented images. */
export const augmentationWorkerEntry = fileURLToPath(new URL('../augmentation/worker.ts', import.meta.url));

/** Folder of the files that a window is uploading: nothing in it outlives the application. */
export function uploadsDirectory(home: string): string {
  return join(home, 'uploads');
}

/** Folder of the well-known data sets that are being fetched: what has come stays until it is whole. */
export function downloadsDirectory(home: string): string {
  return join(home, 'downloads');
}

/** Folder of the data sets that were removed and may come back until the application ends. */
export function removedDatasetsDirectory(home: string): string {
  return join(home, 'removed-datasets');
}

/** Folder of the application's log files. */
export function logsDirectory(home: string): string {
  return join(home, 'logs');
}

/** What the user has set. */
export function settingsFile(home: string): string {
  return join(home, 'settings.json');
}
