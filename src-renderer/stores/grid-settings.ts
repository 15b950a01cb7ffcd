// What the grid of layers and hyperparameters does to the settings of a config: pure, so that every step can be taken back.
// Not here: when a change happens and what is told about it (draft).
import {
  type HyperparameterKind,
  type HyperparameterSetting,
  hyperparameterKinds,
  kindTraits,
} from '../../src-shared/domain/hyperparameter.ts';

/** By name `<layer>.<kind>`; what is not named is off. */
export type GridSettings = Readonly<Record<string, HyperparameterSetting>>;

const off: HyperparameterSetting = { mode: 'off' };

/** The layer and the kind in a name. */
export function partsOf(name: string): { readonly layer: string; readonly kind: HyperparameterKind } {
  const dot = name.lastIndexOf('.');
  const kind = hyperparameterKinds.find((known) => known === name.slice(dot + 1));
  return { layer: name.slice(0, dot), kind: kind ?? 'dropout' };
}

/** The setting of a cell, off where none is written. */
export function settingOf(settings: GridSettings, name: string): HyperparameterSetting {
  return settings[name] ?? off;
}

/** The value a cell starts from, whether it is held or tuned. */
export function startOf(setting: HyperparameterSetting, kind: HyperparameterKind): number {
  if (setting.mode === 'fixed') return setting.value;
  return (setting.mode === 'tuned' ? setting.start : undefined) ?? kindTraits[kind].start;
}

/** The range of a tuned cell; unbounded ends are infinite. */
export function rangeOf(setting: HyperparameterSetting, kind: HyperparameterKind): readonly [number, number] {
  if (setting.mode !== 'tuned' || setting.range === undefined) return kindTraits[kind].range;
  return [setting.range[0] ?? -Infinity, setting.range[1] ?? Infinity];
}

/** Held at what it was; the kind's usual start where it was off. */
export function fixedFrom(setting: HyperparameterSetting, kind: HyperparameterKind): HyperparameterSetting {
  return { mode: 'fixed', value: startOf(setting, kind) };
}

/** Tuned from the value it was held at, where that lies inside the range. */
export function tunedFrom(setting: HyperparameterSetting, kind: HyperparameterKind): HyperparameterSetting {
  if (setting.mode === 'tuned') return setting;
  const { range, start } = kindTraits[kind];
  const isKept = setting.mode === 'fixed' && setting.value > range[0] && setting.value < range[1];
  return isKept && setting.value !== start ? { mode: 'tuned', start: setting.value } : { mode: 'tuned' };
}

/** Off, then fixed, then tuned, then off again. */
export function nextSetting(setting: HyperparameterSetting, kind: HyperparameterKind): HyperparameterSetting {
  if (setting.mode === 'off') return fixedFrom(setting, kind);
  return setting.mode === 'fixed' ? tunedFrom(setting, kind) : off;
}

/** The settings with one cell changed; off cells are not written. */
export function withCell(settings: GridSettings, name: string, setting: HyperparameterSetting): GridSettings {
  const { [name]: _before, ...rest } = settings;
  return setting.mode === 'off' ? rest : { ...rest, [name]: setting };
}

/** Every cell of the column set as the one that is named. */
export function withColumnFilled(settings: GridSettings, from: string, applicable: readonly string[]): GridSettings {
  const { kind } = partsOf(from);
  const setting = settingOf(settings, from);
  return applicable
    .filter((name) => partsOf(name).kind === kind)
    .reduce((filled, name) => withCell(filled, name, setting), settings);
}

export type BulkAction = 'tune' | 'fix' | 'clear';

/**
 * Many cells at once.
 * @param kind one column, every cell of it; null: the whole grid, where fixing leaves alone what is off
 */
export function withBulk(
  settings: GridSettings,
  action: BulkAction,
  applicable: readonly string[],
  kind: HyperparameterKind | null,
): GridSettings {
  return applicable.reduce((changed, name) => {
    const own = partsOf(name).kind;
    if (kind !== null && own !== kind) return changed;
    const setting = settingOf(changed, name);
    if (action === 'clear') return withCell(changed, name, off);
    // "Fix all" holds what is in use; a column's own menu means every cell.
    if (action === 'fix') {
      return kind === null && setting.mode === 'off' ? changed : withCell(changed, name, fixedFrom(setting, own));
    }
    return withCell(changed, name, tunedFrom(setting, own));
  }, settings);
}

/** How many cells are tuned and how many are held. */
export function countModes(
  settings: GridSettings,
  applicable: readonly string[],
): {
  readonly tuned: number;
  readonly fixed: number;
} {
  const modes = applicable.map((name) => settingOf(settings, name).mode);
  return {
    tuned: modes.filter((mode) => mode === 'tuned').length,
    fixed: modes.filter((mode) => mode === 'fixed').length,
  };
}
