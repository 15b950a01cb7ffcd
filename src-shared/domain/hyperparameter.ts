// What may be tuned: kinds of hyperparameters, where they apply, their safe ranges, and what a self-tuning network cannot tune.
import { z } from 'zod';

/** The regularisation hyperparameters a layer may carry. */
export const hyperparameterKinds = ['dropout', 'featureDropout', 'gaussianNoise', 'l2', 'l1'] as const;
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

/** What holds for a kind unless the user says otherwise. */
export interface KindTraits {
  readonly appliesTo: 'input' | 'every-dropout-layer' | 'weighted';
  /** Closed interval of the values that make sense at all; the upper end may not be reachable. */
  readonly limits: readonly [number, number];
  readonly range: readonly [number, number];
  readonly start: number;
  readonly isShared: boolean;
  readonly tablesOnly: boolean;
}

/**
 * Traits of each kind. Dropout ranges end at 0.9: at 1 the mask is 0/0.
 * Source: reference cnn/util/hyperparameter.py (`drop_max = 0.9`, start 0.05, scale 0.5); penalties: own choice.
 */
export const kindTraits: Readonly<Record<HyperparameterKind, KindTraits>> = {
  dropout: {
    appliesTo: 'every-dropout-layer',
    limits: [0, 0.99],
    range: [0, 0.9],
    start: 0.05,
    isShared: false,
    tablesOnly: false,
  },
  featureDropout: {
    appliesTo: 'input',
    limits: [0, 0.99],
    range: [0, 0.9],
    start: 0.05,
    isShared: false,
    tablesOnly: true,
  },
  gaussianNoise: {
    appliesTo: 'input',
    limits: [0, Infinity],
    range: [0, 2],
    start: 0.05,
    isShared: false,
    tablesOnly: false,
  },
  l2: {
    appliesTo: 'weighted',
    limits: [0, Infinity],
    range: [0, 0.1],
    start: 1e-4,
    isShared: false,
    tablesOnly: false,
  },
  l1: {
    appliesTo: 'weighted',
    limits: [0, Infinity],
    range: [0, 0.01],
    start: 1e-5,
    isShared: true,
    tablesOnly: false,
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
