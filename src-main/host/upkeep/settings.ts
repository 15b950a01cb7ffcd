// What the user has set, in one small file of the home. A file that cannot be understood is kept beside and replaced.
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { type Settings, settingsSchema } from '../../../src-shared/contract/app.ts';
import { AppError, messageOf } from '../../../src-shared/domain/app-error.ts';

export const defaultSettings: Settings = { theme: 'system', numbers: 'system', band: 'sd', notifications: true };

/** What is absent or undefined stays as it is. */
export type SettingsChange = { readonly [Name in keyof Settings]?: Settings[Name] | undefined };

export interface SettingsKeeper {
  /** What the user should read about the file; null when there is nothing. */
  readonly notice: string | null;
  get(): Settings;
  /** @throws AppError `host/settings-not-saved`; the settings are then as they were */
  change(changes: SettingsChange): Settings;
}

/** Settings that an older version did not have get their defaults; anything else unexpected is a broken file. */
const storedSchema = settingsSchema.partial().strict();

function isAbsence(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
}

function read(file: string): { settings: Settings; notice: string | null } {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (thrown) {
    if (isAbsence(thrown)) return { settings: defaultSettings, notice: null };
    return {
      settings: defaultSettings,
      notice: `The settings in ${file} cannot be read (${messageOf(thrown)}). The usual ones are in force.`,
    };
  }
  try {
    const stored = storedSchema.parse(JSON.parse(text));
    return { settings: settingsSchema.parse({ ...defaultSettings, ...stored }), notice: null };
  } catch {
    return { settings: defaultSettings, notice: setAside(file) };
  }
}

function setAside(file: string): string {
  const kept = file.replace(/\.json$/, '.damaged.json');
  try {
    renameSync(file, kept);
    return `The settings in ${file} were damaged. The file was kept as ${kept}, and the usual settings are in force.`;
  } catch (thrown) {
    return `The settings in ${file} are damaged (${messageOf(thrown)}). The usual ones are in force.`;
  }
}

/** Temporary file, on the disk before it takes the other's place: the old settings or the new are there, never half. */
function writeWhole(file: string, settings: Settings): void {
  const temporary = `${file}.part`;
  try {
    const handle = openSync(temporary, 'w');
    try {
      writeSync(handle, `${JSON.stringify(settings, null, 2)}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, file);
  } catch (thrown) {
    rmSync(temporary, { force: true });
    throw new AppError(
      'host/settings-not-saved',
      `The settings could not be written to ${file} (${messageOf(thrown)}). Free some space on that disk or change its permissions.`,
    );
  }
}

/** The settings in a file, or the usual ones where there is none. */
export function createSettings(file: string): SettingsKeeper {
  let { settings, notice } = read(file);
  return {
    notice,
    get: () => settings,
    change: (changes) => {
      const given = Object.entries(changes).filter(([, value]) => value !== undefined);
      const next = settingsSchema.parse({ ...settings, ...Object.fromEntries(given) });
      writeWhole(file, next);
      settings = next;
      return next;
    },
  };
}
