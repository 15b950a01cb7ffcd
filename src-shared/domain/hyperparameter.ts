// What may be tuned: kinds of hyperparameters, where they apply, their safe ranges, and what a self-tuning network cannot tune.
import { z } from 'zod';

/** The regularisation hyperparameters a layer may carry, in the order of the vector's columns. */
export const hyperparameterKinds = [
  'dropout',
  'featureDropout',
  'embeddingDropout',
  'dropConnect',
  'gaussianNoise',
  'inputScaling',
  'brightness',
  'contrast',
  'saturation',
  'hue',
  'cutoutHoles',
  'cutoutLength',
  'shift',
  'horizontalFlip',
  'verticalFlip',
  'rotation',
  'activationPenalty',
  'temporalPenalty',
  'l2',
  'l1',
] as const;
export type HyperparameterKind = (typeof hyperparameterKinds)[number];

/** `<layer>.<kind>`, for example `input.dropout`, `dense1.l2`, `output.l1`. */
export type HyperparameterName = `${string}.${HyperparameterKind}`;

const finite = z.number().refine(Number.isFinite, 'Expected a finite number.');

/** Off, held at one value, or tuned from a start inside an open range. An end of `null` is unbounded. */
export const hyperparameterSettingSchema = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('off') }),
  z.strictObject({ mode: z.literal('fixed'), value: finite }),
  z.strictObject({
    mode: z.literal('tuned'),
    start: finite.optional(),
    range: z.tuple([finite.nullable(), finite.nullable()]).optional(),
    /** Standard deviation of the perturbation in unconstrained space. */
    scale: finite.positive().optional(),
    discrete: z.boolean().optional(),
  }),
]);
export type HyperparameterSetting = z.infer<typeof hyperparameterSettingSchema>;

/** One tuned hyperparameter with every choice made. */
export interface TunedHyperparameter {
  readonly name: HyperparameterName;
  readonly kind: HyperparameterKind;
  readonly layer: string;
  readonly start: number;
  /** Open interval; `-Infinity` and `Infinity` are unbounded ends. */
  readonly range: readonly [number, number];
  /** Start of the perturbation's standard deviation in unconstrained space. */
  readonly scale: number;
  readonly discrete: boolean;
  /** One draw for the whole batch instead of one an example. */
  readonly isShared: boolean;
}

/** Kinds that are drawn, listed and spoken of together. */
export type HyperparameterGroup = 'dropout' | 'noise' | 'colour' | 'cutout' | 'geometry' | 'activation' | 'penalty';

/**
 * What data and model a kind makes sense for: a table's columns; values along an ordered axis (an image, or a table under convolutions);
 * an image; an image of three colours; tokens, which LSTMs read. What needs anything but tokens does not make sense for them.
 */
export type KindNeeds = 'nothing' | 'columns' | 'axis' | 'image' | 'colour' | 'tokens';

/** What holds for a kind unless the user says otherwise. */
export interface KindTraits {
  readonly group: HyperparameterGroup;
  readonly appliesTo: 'input' | 'embedding' | 'recurrent' | 'every-dropout-layer' | 'weighted';
  readonly needs: KindNeeds;
  /** Closed interval of the values that make sense at all; the upper end may not be reachable. */
  readonly limits: readonly [number, number];
  readonly range: readonly [number, number];
  readonly start: number;
  /** One draw of the perturbation for the whole batch instead of one an example. */
  readonly isShared: boolean;
  /** Whole numbers: the value in use is rounded down, the one that is tuned and logged is not. */
  readonly isDiscrete: boolean;
}

const perExample = { isShared: false, isDiscrete: false } as const;
const input = { appliesTo: 'input', ...perExample } as const;
/** Source: reference cnn/util/hyperparameter.py: strengths of the colour jitter start at 0.05. */
const jitter = { ...input, group: 'colour', limits: [0, 1], range: [0, 1], start: 0.05 } as const;
const flip = { ...input, group: 'geometry', needs: 'image', limits: [0, 1], range: [0, 0.5], start: 0.05 } as const;
/** Source: reference: dropouts end at 0.9, because at 1 the mask is 0/0. */
const rate = { limits: [0, 0.99], range: [0, 0.9], start: 0.05, group: 'dropout' } as const;

/** Of LSTMs; one draw of the perturbation serves the batch, as in the reference lstm/utils.py. */
const ofTokens = { needs: 'tokens', isShared: true, isDiscrete: false } as const;
/** Source: reference lstm/utils.py: AR and TAR begin at 0.05 and have no upper end. */
const activity = {
  ...ofTokens,
  group: 'activation',
  appliesTo: 'recurrent',
  limits: [0, Infinity],
  range: [0, Infinity],
  start: 0.05,
} as const;

/** Most holes that cutout can cut: noise is drawn for so many. */
export const mostCutoutHoles = 8;

/**
 * Traits of each kind. Units: rates and probabilities as shares; noise in standard deviations of the input; scaling and colour as the
 * reference's strengths; cutout in holes and pixels (or columns); shift as a share of the side; rotation in degrees.
 * On tokens the dropout of a layer is locked: one mask for all times of an example. `embeddingDropout` drops whole tokens of the
 * vocabulary, `dropConnect` single hidden-to-hidden weights; `activationPenalty` is the AR weight alpha on the last LSTM layer's dropped
 * outputs, `temporalPenalty` the TAR weight beta on the change of its outputs from one time to the next.
 * Source: reference cnn/util/hyperparameter.py and lstm/utils.py (ranges, starts, scale 0.5); geometry and weight penalties: own choice.
 */
export const kindTraits: Readonly<Record<HyperparameterKind, KindTraits>> = {
  dropout: { ...rate, ...perExample, appliesTo: 'every-dropout-layer', needs: 'nothing' },
  featureDropout: { ...rate, ...input, needs: 'columns' },
  embeddingDropout: { ...rate, ...ofTokens, appliesTo: 'embedding' },
  dropConnect: { ...rate, ...ofTokens, appliesTo: 'recurrent' },
  gaussianNoise: { ...input, group: 'noise', needs: 'nothing', limits: [0, Infinity], range: [0, 2], start: 0.05 },
  inputScaling: { ...input, group: 'noise', needs: 'axis', limits: [0, 10], range: [0, 0.3], start: 0.05 },
  brightness: { ...jitter, needs: 'image' },
  contrast: { ...jitter, needs: 'image' },
  saturation: { ...jitter, needs: 'colour' },
  hue: { ...jitter, needs: 'colour', limits: [0, 0.5], range: [0, 0.5] },
  cutoutHoles: {
    ...input,
    group: 'cutout',
    needs: 'axis',
    limits: [0, mostCutoutHoles],
    range: [0, 4],
    start: 1,
    isDiscrete: true,
  },
  cutoutLength: {
    ...input,
    group: 'cutout',
    needs: 'axis',
    limits: [0, 65_536],
    range: [0, 24],
    start: 3.84,
    isDiscrete: true,
  },
  shift: { ...input, group: 'geometry', needs: 'axis', limits: [0, 1], range: [0, 0.5], start: 0.03 },
  horizontalFlip: flip,
  verticalFlip: flip,
  rotation: { ...input, group: 'geometry', needs: 'image', limits: [0, 180], range: [0, 90], start: 3 },
  activationPenalty: activity,
  temporalPenalty: activity,
  l2: {
    group: 'penalty',
    appliesTo: 'weighted',
    needs: 'nothing',
    limits: [0, Infinity],
    range: [0, 0.1],
    start: 1e-4,
    ...perExample,
  },
  l1: {
    group: 'penalty',
    appliesTo: 'weighted',
    needs: 'nothing',
    limits: [0, Infinity],
    range: [0, 0.01],
    start: 1e-5,
    isShared: true,
    isDiscrete: false,
  },
};

/** Standard deviation of the perturbation in unconstrained space at the start. Source: reference, `perturb_scale` 0.5. */
export const defaultPerturbationScale = 0.5;

/**
 * Names a user may try that an STN cannot tune, with the reason.
 * Source: the shared STN specification 10.4; pomonam/Self-Tuning-Networks#3.
 */
export const untunable: Readonly<Record<string, string>> = (() => {
  const how =
    'it changes how the weights are found, not which weights are best, so the best response does not depend on it and the validation loss has no gradient with respect to it';
  const shape = 'the response must map to weights of a fixed shape';
  return {
    learningRate: how,
    momentum: how,
    batchSize: how,
    clipNorm: how,
    optimizer: how,
    epochs: how,
    patience: how,
    decay: how,
    seed: 'it is a source of chance, not a property of the model',
    width: shape,
    depth: shape,
    layers: shape,
    activation: shape,
  };
})();
