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
import type { InputShape } from './input-shape.ts';
import { type LayerRole, layerNames, layerRole } from './layer-names.ts';
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
  /** Null: not known, and every kind is taken as fitting the data. */
  readonly data: InputShape | null;
}

/** Names that make sense for a model and its data, in the order of the vector. */
export function applicableNames(surroundings: Surroundings): readonly HyperparameterName[] {
  return layerNames(surroundings.model).flatMap((layer) =>
    hyperparameterKinds
      .filter(
        (kind) => fitsLayer(kind, layerRole(layer), surroundings.model) && lackingFor(kind, surroundings) === null,
      )
      .map((kind): HyperparameterName => `${layer}.${kind}`),
  );
}

function fitsLayer(kind: HyperparameterKind, role: LayerRole, model: ModelConfig): boolean {
  const { appliesTo } = kindTraits[kind];
  switch (appliesTo) {
    case 'input':
      return role === 'input' && model.kind !== 'lstm';
    case 'embedding':
      return role === 'embedding';
    case 'recurrent':
      return role === 'recurrent';
    case 'every-dropout-layer':
      // Tokens are names, not values that could be dropped: what stands for them is dropped behind the embedding.
      return role !== 'output' && role !== 'recurrent' && !(role === 'input' && model.kind === 'lstm');
    case 'weighted':
      return role === 'conv' || role === 'lstm' || role === 'dense' || (role === 'output' && !isTied(model));
    default:
      return appliesTo satisfies never;
  }
}

/** Whether the output has no weights of its own. */
function isTied(model: ModelConfig): boolean {
  return model.kind === 'lstm' && model.isTied;
}

/** What keeps a kind from making sense, in words that go on from "cannot be used here: "; null where nothing does. */
export function lackingFor(kind: HyperparameterKind, { model, data }: Surroundings): string | null {
  const { needs } = kindTraits[kind];
  if (model.kind === 'lstm' && needs !== 'tokens' && needs !== 'nothing') return 'the network reads tokens';
  if (data === null) return null;
  const { imageShape } = data;
  switch (needs) {
    case 'nothing':
      return null;
    case 'tokens':
      return model.kind === 'lstm' ? null : 'it needs an LSTM, which reads tokens';
    case 'columns':
      if (imageShape !== null) return 'it needs the columns of a table, and the data are images';
      return model.kind === 'cnn' ? 'under convolutions single columns are dropped by input.dropout' : null;
    case 'axis':
      return imageShape === null && model.kind !== 'cnn'
        ? 'it needs images, or convolutions along the columns of a table'
        : null;
    case 'image':
      return imageShape === null ? 'it needs images, and the data is a table' : null;
    case 'colour':
      if (imageShape === null) return 'it needs colour images, and the data is a table';
      return imageShape[2] === 3
        ? null
        : `it needs images with three colour channels, and these have ${imageShape[2] === 1 ? 'one (grey)' : imageShape[2]}`;
    default:
      return needs satisfies never;
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
  for (const name of Object.keys(settings)) refuseUnknown(name, names, surroundings);
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

function refuseUnknown(name: string, names: readonly HyperparameterName[], surroundings: Surroundings): void {
  if ((names as readonly string[]).includes(name)) return;
  const last = name.split('.').at(-1) ?? name;
  const kind = hyperparameterKinds.find((known) => known === last);
  const lacking = kind === undefined ? null : lackingFor(kind, surroundings);
  if (lacking !== null) {
    throw new AppError('config/unknown-hyperparameter', `"${name}" cannot be used here: ${lacking}. Set it to off.`, {
      name,
    });
  }
  const reason = untunable[last];
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
    discrete: setting.discrete ?? traits.isDiscrete,
    isShared: traits.isShared,
  };
}

/** The kind's own start, or a twentieth into a range that leaves it out. */
function defaultStart(start: number, [minimum, maximum]: readonly [number, number]): number {
  if (start > minimum && start < maximum) return start;
  return maximum === Infinity ? minimum + 1 : minimum + (maximum - minimum) / 20;
}
