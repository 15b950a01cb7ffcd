// What the grid of layers and hyperparameters does to the settings of a config: pure, so that every step can be taken back.
// Not here: when a change happens and what is told about it (draft).
import {
  type HyperparameterGroup,
  type HyperparameterKind,
  type HyperparameterSetting,
  hyperparameterKinds,
  kindTraits,
} from '../../src-shared/domain/hyperparameter.ts';
import { type LayerRole, layerRole } from '../../src-shared/domain/layer-names.ts';

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

/** The value that is used for one that is set: of holes and pixels there are only whole ones. */
export function usedValue(value: number, kind: HyperparameterKind): number {
  return kindTraits[kind].isDiscrete ? Math.floor(value) : value;
}

/** Held at what it was in use; the kind's usual start where it was off. */
export function fixedFrom(setting: HyperparameterSetting, kind: HyperparameterKind): HyperparameterSetting {
  return { mode: 'fixed', value: usedValue(startOf(setting, kind), kind) };
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

/**
 * Which cells an action means: all of them, those of a kind (in layers of one role), those of some groups, or those of a group that
 * belong to the input.
 */
export type CellScope =
  | { readonly of: 'everything' }
  | { readonly of: 'groups'; readonly groups: readonly HyperparameterGroup[] }
  | { readonly of: 'kind'; readonly kind: HyperparameterKind; readonly role?: LayerRole | undefined }
  | { readonly of: 'input-group'; readonly group: HyperparameterGroup };

function isMeant(name: string, scope: CellScope): boolean {
  const { layer, kind } = partsOf(name);
  switch (scope.of) {
    case 'everything':
      return true;
    case 'groups':
      return scope.groups.includes(kindTraits[kind].group);
    case 'kind':
      return kind === scope.kind && (scope.role === undefined || layerRole(layer) === scope.role);
    case 'input-group':
      return kindTraits[kind].group === scope.group && kindTraits[kind].appliesTo === 'input';
    default:
      return scope satisfies never;
  }
}

/** The cells that an action means, of those that apply. */
export function cellsMeant(applicable: readonly string[], scope: CellScope): readonly string[] {
  return applicable.filter((name) => isMeant(name, scope));
}

/** Every cell that is meant set as the one that is named. */
export function withFilled(
  settings: GridSettings,
  from: string,
  applicable: readonly string[],
  role?: LayerRole,
): GridSettings {
  const scope: CellScope = { of: 'kind', kind: partsOf(from).kind, role };
  const setting = settingOf(settings, from);
  return cellsMeant(applicable, scope).reduce((filled, name) => withCell(filled, name, setting), settings);
}

export type BulkAction = 'tune' | 'fix' | 'clear';

/** Many cells at once; fixing everything leaves alone what is off. */
export function withBulk(
  settings: GridSettings,
  action: BulkAction,
  applicable: readonly string[],
  scope: CellScope,
): GridSettings {
  // What does not apply, but was set by a file, goes too.
  if (action === 'clear' && scope.of === 'everything') return {};
  return cellsMeant(applicable, scope).reduce((changed, name) => {
    const { kind } = partsOf(name);
    const setting = settingOf(changed, name);
    if (action === 'clear') return withCell(changed, name, off);
    // "Fix all" holds what is in use; the menu of a column means every cell of it.
    if (action === 'fix') {
      const isLeft = scope.of === 'everything' && setting.mode === 'off';
      return isLeft ? changed : withCell(changed, name, fixedFrom(setting, kind));
    }
    return withCell(changed, name, tunedFrom(setting, kind));
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
