// From what a person wrote about hyperparameters to what a method works with: every name known, every choice made and checked.
import { AppError } from './app-error.ts';
import {
  defaultPerturbationScale,
  type HyperparameterKind,
  type HyperparameterName,
  type HyperparameterSetting,
  hyperparameterKinds,
  kindTraits,
  type TunedHyperparameter,
  untunable,
} from './hyperparameter.ts';
import { layerNames } from './layer-names.ts';
import type { ModelConfig } from './run-config.ts';

export interface SettledHyperparameters {
  /** In the order of layers and kinds: the columns of the hyperparameter vector. */
  readonly tuned: readonly TunedHyperparameter[];
  /** Values held, by name. */
  readonly held: Readonly<Record<HyperparameterName, number>>;
}

/** What a hyperparameter must know of its surroundings. */
export interface Surroundings {
  readonly model: ModelConfig;
  /** Whether the data is a table of columns. */
  readonly isTable: boolean;
}

/** Names that make sense for a model and its data, in the order of the vector. */
export function applicableNames({ model, isTable }: Surroundings): readonly HyperparameterName[] {
  const layers = layerNames(model);
  return layers.flatMap((layer, index) =>
    hyperparameterKinds
      .filter((kind) => applies(kind, { isInput: index === 0, isOutput: index === layers.length - 1, isTable }))
      .map((kind): HyperparameterName => `${layer}.${kind}`),
  );
}

function applies(
  kind: HyperparameterKind,
  { isInput, isOutput, isTable }: { readonly isInput: boolean; readonly isOutput: boolean; readonly isTable: boolean },
): boolean {
  const traits = kindTraits[kind];
  if (traits.tablesOnly && !isTable) return false;
  switch (traits.appliesTo) {
    case 'input':
      return isInput;
    case 'every-dropout-layer':
      return !isOutput;
    case 'weighted':
      return !isInput;
    default:
      return traits.appliesTo satisfies never;
  }
}

/**
 * Checks and completes the hyperparameter settings of a run.
 * @throws AppError `config/untunable-hyperparameter`, `config/unknown-hyperparameter`, `config/hyperparameter-range`,
 * `config/hyperparameter-value`
 */
export function settleHyperparameters(
  settings: Readonly<Record<string, HyperparameterSetting>>,
  surroundings: Surroundings,
): SettledHyperparameters {
  const names = applicableNames(surroundings);
  for (const name of Object.keys(settings)) refuseUnknown(name, names);
  const tuned: TunedHyperparameter[] = [];
  const held: Record<HyperparameterName, number> = {};
  for (const name of names) {
    const setting = settings[name];
    if (setting === undefined || setting.mode === 'off') continue;
    if (setting.mode === 'fixed') held[name] = checkedValue(name, setting.value);
    else tuned.push(settleTuned(name, setting));
  }
  return { tuned, held };
}

function refuseUnknown(name: string, names: readonly HyperparameterName[]): void {
  if ((names as readonly string[]).includes(name)) return;
  const reason = untunable[name.split('.').at(-1) ?? name];
  if (reason !== undefined) {
    throw new AppError(
      'config/untunable-hyperparameter',
      `"${name}" cannot be tuned by a self-tuning network: ${reason}. Set it under "training" or "model" and compare runs instead.`,
      { name },
    );
  }
  throw new AppError(
    'config/unknown-hyperparameter',
    `"${name}" is no hyperparameter of this model and data. It has ${names.join(', ')}.`,
    { name },
  );
}

function kindOf(name: HyperparameterName): HyperparameterKind {
  return name.slice(name.lastIndexOf('.') + 1) as HyperparameterKind;
}

function checkedValue(name: HyperparameterName, value: number): number {
  const [lowest, highest] = kindTraits[kindOf(name)].limits;
  if (value >= lowest && value <= highest) return value;
  throw new AppError(
    'config/hyperparameter-value',
    `"${name}" is set to ${value}. It must lie between ${lowest} and ${highest}.`,
    { name, value },
  );
}

function settleTuned(
  name: HyperparameterName,
  setting: Extract<HyperparameterSetting, { mode: 'tuned' }>,
): TunedHyperparameter {
  const kind = kindOf(name);
  const traits = kindTraits[kind];
  const range: readonly [number, number] =
    setting.range === undefined ? traits.range : [setting.range[0] ?? -Infinity, setting.range[1] ?? Infinity];
  const [lowest, highest] = traits.limits;
  if (!(range[0] < range[1]) || range[0] < lowest || range[1] > highest) {
    const within = Number.isFinite(highest) ? `lie between ${lowest} and ${highest}` : `not begin below ${lowest}`;
    throw new AppError(
      'config/hyperparameter-range',
      `The range of "${name}" is ${range[0]} to ${range[1]}. It must rise and ${within}.`,
      { name, minimum: range[0], maximum: range[1] },
    );
  }
  const start = setting.start ?? defaultStart(traits.start, range);
  if (!(start > range[0] && start < range[1])) {
    throw new AppError(
      'config/hyperparameter-range',
      `"${name}" starts at ${start}, which is not strictly inside its range ${range[0]} to ${range[1]}. Choose a start inside it.`,
      { name, start, minimum: range[0], maximum: range[1] },
    );
  }
  return {
    name,
    kind,
    layer: name.slice(0, name.lastIndexOf('.')),
    start,
    range,
    scale: setting.scale ?? defaultPerturbationScale,
    discrete: setting.discrete ?? false,
    isShared: traits.isShared,
  };
}

/** The kind's own start, or a twentieth into a range that leaves it out. */
function defaultStart(start: number, [minimum, maximum]: readonly [number, number]): number {
  if (start > minimum && start < maximum) return start;
  return maximum === Infinity ? minimum + 1 : minimum + (maximum - minimum) / 20;
}
