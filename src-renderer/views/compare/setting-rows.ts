// The settings of several experiments side by side: one line a setting, those that differ marked.
import type { RunConfig } from '../../../src-shared/domain/run-config.ts';

export interface SettingRow {
  /** As in the config, with dots. */
  readonly path: string;
  /** One an experiment; null where it has no such setting. */
  readonly values: readonly (string | null)[];
  readonly differs: boolean;
}

/** What tells seeds apart, not experiments. */
const ofTheRun = new Set(['name', 'training.seed', 'version']);

function flatten(value: unknown, path: string, into: Map<string, string>): void {
  if (Array.isArray(value) && value.every((entry) => typeof entry !== 'object' || entry === null)) {
    into.set(path, `[${value.map(String).join(', ')}]`);
    return;
  }
  if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) flatten(inner, path === '' ? key : `${path}.${key}`, into);
    return;
  }
  if (value !== undefined) into.set(path, value === null ? 'none' : String(value));
}

/** Every setting of every config, in the order of the first that has it. */
export function settingRows(configs: readonly RunConfig[]): readonly SettingRow[] {
  const flat = configs.map((config) => {
    const into = new Map<string, string>();
    flatten(config, '', into);
    return into;
  });
  const paths = [...new Set(flat.flatMap((entries) => [...entries.keys()]))].filter((path) => !ofTheRun.has(path));
  return paths.map((path) => {
    const values = flat.map((entries) => entries.get(path) ?? null);
    return { path, values, differs: new Set(values).size > 1 };
  });
}
