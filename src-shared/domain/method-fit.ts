// What a method needs of the network, its hyperparameters and the data, and what is worth knowing about it before it starts.
// Not here: values that a method is given (given-values), whether a network can read the data (host/config/model-fit),
// whether a hyperparameter exists (settle-hyperparameters).
import { disturbanceNotes } from './disturbance.ts';
import { type GivenValues, misfitsOfValues } from './given-values.ts';
import {
  type HypernetworkSize,
  hypernetworkSize,
  hypernetworkSizeInWords,
  largestHypernetwork,
} from './hypernetwork-size.ts';
import { type HyperparameterKind, hyperparameterKinds, kindTraits } from './hyperparameter.ts';
import type { InputShape } from './input-shape.ts';
import { isTuning } from './method-config.ts';
import { curvatureBatches, workOfHyperStep } from './method-work.ts';
import type { ModelConfig, RunConfig } from './run-config.ts';
import { applicableNames } from './settle-hyperparameters.ts';

/** Something that keeps a method from being used, told where it can be put right. */
export interface MethodMisfit {
  /** As in the config, with dots; hyperparameters as `hyperparameters.<name>`. */
  readonly path: string;
  readonly message: string;
}

/** The parts of a config that decide whether a method fits. */
export type JudgedConfig = Pick<RunConfig, 'model' | 'method' | 'hyperparameters'>;

/** What is known of the data; null: nothing, and what depends on it is passed over. */
export type JudgedData = (InputShape & { readonly outputs: number }) | null;

/** Said where there is nothing to find a schedule for. */
const nothingTuned =
  'No hyperparameter is tuned, so there is no schedule to find. Tune at least one, or train with fixed values.';

/** Kinds whose value the training loss can be differentiated in: their noise is drawn first and then scaled by the value. */
export const differentiableKinds: readonly HyperparameterKind[] = ['l2', 'l1', 'gaussianNoise', 'inputScaling'];

const modelWords: Readonly<Record<ModelConfig['kind'], string>> = {
  mlp: 'dense',
  cnn: 'convolutional',
  lstm: 'an LSTM',
};

/** All that keeps the config's method from being used; empty where nothing does. */
export function misfitsOfMethod(config: JudgedConfig, data: JudgedData): readonly MethodMisfit[] {
  const { method } = config;
  switch (method.name) {
    case 'implicit':
    case 'unrolled':
      return [...nothingToLearn(config), ...onlyDense(config), ...notDifferentiable(config), ...tooLong(config)];
    case 'hypernetwork':
      return [...nothingToLearn(config), ...onlyDense(config), ...tooLarge(config, data)];
    case 'replay':
      return misfitsOfGiven(config, data, {
        values: method.schedule.values,
        path: 'method.schedule.values',
        whose: 'The schedule',
      });
    case 'final':
      return misfitsOfGiven(config, data, {
        values: Object.fromEntries(Object.entries(method.values).map(([name, value]) => [name, [value]])),
        path: 'method.values',
        whose: 'The method "final"',
      });
    case 'stn':
    case 'delta-stn':
    case 'gaussian':
    case 'sinusoid':
      return nothingToLearn(config);
    case 'fixed':
      return [];
    default:
      return method satisfies never;
  }
}

function tunedNames({ hyperparameters }: JudgedConfig): string[] {
  return Object.keys(hyperparameters).filter((name) => hyperparameters[name]?.mode === 'tuned');
}

function nothingToLearn(config: JudgedConfig): readonly MethodMisfit[] {
  if (tunedNames(config).length > 0) return [];
  const message = isTuning(config.method)
    ? nothingTuned
    : `The method "${config.method.name}" sets the hyperparameters that are set to tuned, and none is. Set at least one to tuned, or choose the method "fixed".`;
  return [{ path: 'hyperparameters', message }];
}

function onlyDense({ model, method }: JudgedConfig): readonly MethodMisfit[] {
  if (model.kind === 'mlp') return [];
  const why =
    method.name === 'hypernetwork'
      ? 'gives every weight of a network one by one'
      : 'differentiates the training loss twice';
  return [
    {
      path: 'method',
      message: `The method "${method.name}" ${why}, which is built for dense networks alone; this network is ${modelWords[model.kind]}. Choose the method "stn" or a dense network.`,
    },
  ];
}

const kindOf = (name: string): HyperparameterKind | undefined =>
  hyperparameterKinds.find((kind) => name.endsWith(`.${kind}`));

/** Why the training loss has no derivative in a tuned hyperparameter; null where it has one. */
function withoutDerivative(name: string, isDiscrete: boolean): string | null {
  const kind = kindOf(name);
  // A name that no network has is told by itself.
  if (kind === undefined) return null;
  if (isDiscrete) return 'it is used as a whole number, and the training loss jumps from one to the next';
  if (differentiableKinds.includes(kind)) return null;
  return kindTraits[kind].group === 'dropout'
    ? 'what is dropped is drawn as zeros and ones, and no derivative passes through them'
    : 'the method has no derivative of the training loss with respect to it';
}

function notDifferentiable(config: JudgedConfig): readonly MethodMisfit[] {
  const { hyperparameters, method } = config;
  return tunedNames(config).flatMap((name) => {
    const setting = hyperparameters[name];
    const kind = kindOf(name);
    const isDiscrete =
      (setting?.mode === 'tuned' ? setting.discrete : undefined) ?? (kind !== undefined && kindTraits[kind].isDiscrete);
    const reason = withoutDerivative(name, isDiscrete);
    if (reason === null) return [];
    return [
      {
        path: `hyperparameters.${name}`,
        message: `"${name}" cannot be tuned by the method "${method.name}": ${reason}. The method tunes ${differentiableKinds.join(', ')}. Hold "${name}" at a fixed value, set it to off, or choose the method "stn".`,
      },
    ];
  });
}

/**
 * Layers times steps or terms that one program goes through. Each comes to some forty operations, which take 40 ms to compile on a slow
 * machine: a minute for all of them.
 */
const mostLayersPassed = 2_000;

function tooLong({ model, method }: JudgedConfig): readonly MethodMisfit[] {
  const [path, passes] =
    method.name === 'implicit'
      ? ['method.terms', method.terms]
      : method.name === 'unrolled'
        ? ['method.unrolledSteps', method.unrolledSteps]
        : ['', 0];
  const layers = model.hidden.length + 1;
  if (layers * passes <= mostLayersPassed) return [];
  const most = Math.floor(mostLayersPassed / layers);
  return [
    {
      path,
      message: `The method "${method.name}" goes ${passes} times through ${layers} layers in one step, which would take minutes to compile. Set ${path} to ${most} or less, or choose a network of fewer layers.`,
    },
  ];
}

/** The size of the hypernetwork that the config asks for; null where it asks for none, or where the data is not known. */
export function sizeOfHypernetwork(config: JudgedConfig, data: JudgedData): HypernetworkSize | null {
  const { method, model } = config;
  if (method.name !== 'hypernetwork' || model.kind !== 'mlp' || data === null) return null;
  const { outputs, ...shape } = data;
  return hypernetworkSize(method, { model, data: shape, outputs, tuned: tunedNames(config).length });
}

function tooLarge(config: JudgedConfig, data: JudgedData): readonly MethodMisfit[] {
  const size = sizeOfHypernetwork(config, data);
  if (size === null || size.hypernetwork <= largestHypernetwork) return [];
  const fewer =
    config.method.name === 'hypernetwork' && config.method.hidden.length > 0
      ? 'Give it a narrower last hidden layer'
      : 'Tune fewer hyperparameters';
  return [
    {
      path: 'method',
      message: `${hypernetworkSizeInWords(size)} The most that is trained is ${largestHypernetwork / 1e6} million. ${fewer}, choose a smaller network, or choose the method "stn", whose response takes about twice the network's own parameters.`,
    },
  ];
}

/** What is wrong with values that a method is given; where there is nothing to give them to, that alone. */
function misfitsOfGiven(
  config: JudgedConfig,
  data: JudgedData,
  { path, ...given }: GivenValues & { readonly path: string },
): readonly MethodMisfit[] {
  const known = applicableNames({ model: config.model, data });
  const told = misfitsOfValues(given, { hyperparameters: config.hyperparameters, known });
  return told.length > 0 ? told.map((message) => ({ path, message })) : nothingToLearn(config);
}

/** Sentences worth reading before a run with this method starts; nothing keeps it from starting. */
export function methodNotes(config: JudgedConfig, data: JudgedData): readonly string[] {
  const { method } = config;
  switch (method.name) {
    case 'hypernetwork':
      return notesOnHypernetwork(config, data);
    case 'implicit':
      return [
        `Each hyperparameter step takes ${method.terms} products with the Hessian of ${curvatureBatches} training batches, about as much work as ${workOfHyperStep(method)} training steps. It takes the weights to be the best for the current hyperparameters, so that a longer warm-up or more training steps in between make it more exact.`,
      ];
    case 'unrolled':
      return [
        `Each hyperparameter step looks through ${method.unrolledSteps === 1 ? 'one step' : `${method.unrolledSteps} steps`} of plain gradient descent at the current learning rate, whatever the run's own optimiser is, about as much work as ${workOfHyperStep(method)} training steps. What a hyperparameter does to the weights over more steps than that is not seen, so that the values found lean towards what helps at once.`,
      ];
    case 'gaussian':
    case 'sinusoid':
      return disturbanceNotes(method, config.hyperparameters);
    default:
      return [];
  }
}

function notesOnHypernetwork(config: JudgedConfig, data: JudgedData): readonly string[] {
  const { method } = config;
  const size = sizeOfHypernetwork(config, data);
  const ofSize = size === null ? [] : [hypernetworkSizeInWords(size)];
  if (method.name !== 'hypernetwork' || method.scope === 'local') return ofSize;
  const ofWarmUp =
    method.warmUpEpochs === 0
      ? 'Without a warm-up the hypernetwork has learnt nothing by the time the hyperparameters begin to move.'
      : 'The hyperparameters begin to move once the warm-up is over; until then the hypernetwork learns from draws all over their ranges, which a longer warm-up does better.';
  return [...ofSize, ofWarmUp];
}
