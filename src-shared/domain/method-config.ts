// Methods that train one network and say what becomes of its hyperparameters: their settings, and in what kind of method each is.
// Not here: searches over many networks (search-config), what a method needs of model and data (method-fit).
import { z } from 'zod';

const positive = z.number().positive();
const count = z.number().int().positive();
const finite = z.number().refine(Number.isFinite, 'Expected a finite number.');
/** Values by hyperparameter name, in the unit people see. */
const namedValuesSchema = z.record(z.string().max(200), finite);

/** So many epochs without moving the hyperparameters, then so many training steps and so many that move them, in turn. */
const alternation = {
  warmUpEpochs: z.number().int().min(0).default(1),
  trainSteps: count.default(2),
  validationSteps: count.default(1),
} as const;

export const stnConfigSchema = z.strictObject({
  name: z.literal('stn'),
  /** `centred`: response around the current values, general and response weights trained apart. `published`: as in the 2019 paper. */
  response: z.enum(['centred', 'published']).default('centred'),
  ...alternation,
  hyperparameterLearningRate: positive.default(1e-2),
  tuneScales: z.boolean().default(false),
  scaleLearningRate: positive.default(3e-3),
  entropyWeight: z.number().min(0).default(1e-3),
});
export type StnConfig = z.infer<typeof stnConfigSchema>;

/**
 * Source: Bae & Grosse 2020 and its code: RMSprop at 1e-2 for values and scales. They alternate 5 to 1 and learn the scales; on digits and
 * diabetes, 100 epochs of 30 to 40 % of the rows, 2 to 1 with scales that stay came to lower losses: learnt ones grew to four times 0.5.
 */
export const deltaStnConfigSchema = z.strictObject({
  name: z.literal('delta-stn'),
  /**
   * `centred`: response weights are added to the general ones and start at zero, as those of `stn`, and learn from pairs of opposite
   * perturbations. `published`: weights of their own that start at random, one perturbation an example, as in the 2020 paper. On a ridge
   * regression it settled 17 % above the best penalty where `centred` came within 1 %; on digits and diabetes its last losses were higher.
   */
  response: z.enum(['centred', 'published']).default('centred'),
  /** Whether the response is fitted to the forward pass made linear at the current values; false: to the pass itself. */
  isLinearised: z.boolean().default(true),
  ...alternation,
  hyperparameterLearningRate: positive.default(1e-2),
  tuneScales: z.boolean().default(false),
  scaleLearningRate: positive.default(1e-2),
  entropyWeight: z.number().min(0).default(1e-3),
});
export type DeltaStnConfig = z.infer<typeof deltaStnConfigSchema>;

/** Source: Lorraine & Duvenaud 2018: one network gives all weights of another from its hyperparameters. */
export const hypernetworkConfigSchema = z.strictObject({
  name: z.literal('hypernetwork'),
  /** `global`: trained for hyperparameters from all over their ranges before they move. `local`: around the current ones, in turn. */
  scope: z.enum(['global', 'local']).default('local'),
  /** Units of its hidden layers; none: every weight is a linear function of the hyperparameters. */
  hidden: z.array(count.max(4_096)).max(4).default([]),
  /** Standard deviation of the draws in unconstrained space: around the starts where global, around the current values where local. */
  spread: positive.default(0.5),
  ...alternation,
  trainSteps: count.default(1),
  hyperparameterLearningRate: positive.default(1e-2),
});
export type HypernetworkConfig = z.infer<typeof hypernetworkConfigSchema>;

/** Source: Lorraine, Vicol & Duvenaud 2020; Pedregosa 2016: the implicit function theorem at the current weights. */
export const implicitConfigSchema = z.strictObject({
  name: z.literal('implicit'),
  /** How the inverse Hessian is applied to the gradient of the validation loss. */
  solver: z.enum(['conjugate-gradient', 'neumann']).default('conjugate-gradient'),
  /** Hessian-vector products of one hyperparameter step. */
  terms: count.max(200).default(10),
  /** Added to the Hessian's diagonal, so that directions without curvature do not blow up. */
  damping: z.number().min(0).default(1e-3),
  /** Length of one step of the Neumann series: below 2 over the largest curvature. */
  neumannRate: positive.default(0.1),
  ...alternation,
  hyperparameterLearningRate: positive.default(1e-2),
});
export type ImplicitConfig = z.infer<typeof implicitConfigSchema>;

/** Source: Maclaurin et al. 2015; Shaban et al. 2019 (truncated): the gradient through the last steps of plain gradient descent. */
export const unrolledConfigSchema = z.strictObject({
  name: z.literal('unrolled'),
  /** Training steps that one hyperparameter step looks through. */
  unrolledSteps: count.max(50).default(5),
  ...alternation,
  hyperparameterLearningRate: positive.default(1e-2),
});
export type UnrolledConfig = z.infer<typeof unrolledConfigSchema>;

export const fixedConfigSchema = z.strictObject({ name: z.literal('fixed') });

/** Values over a training's course: at each place one for every name, straight lines in between, the ends held beyond them. */
export const replayedScheduleSchema = z
  .strictObject({
    unit: z.enum(['epochs', 'steps']),
    /** Rising; epochs completed, or training steps done. */
    at: z.array(z.number().min(0)).min(1).max(10_000),
    /** In the unit people see. */
    values: z.record(z.string().max(200), z.array(finite)),
    /** Where it comes from, for people: "Run 12", or a file's name. */
    source: z.string().max(300).default(''),
  })
  .refine(({ at }) => at.every((place, index) => index === 0 || place > (at[index - 1] ?? 0)), {
    message: 'The places of a schedule must rise from one to the next.',
  })
  .refine(({ at, values }) => Object.values(values).every((column) => column.length === at.length), {
    message: 'A schedule needs one value of every hyperparameter at each of its places.',
  });
export type ReplayedSchedule = z.infer<typeof replayedScheduleSchema>;

export const replayConfigSchema = z.strictObject({
  name: z.literal('replay'),
  schedule: replayedScheduleSchema,
  /** Stretched or shortened so that its last place falls here, in its own unit; null: as it is. */
  length: positive.nullable().default(null),
});
export type ReplayConfig = z.infer<typeof replayConfigSchema>;

/** What another run ended with, held. */
export const finalConfigSchema = z.strictObject({
  name: z.literal('final'),
  values: namedValuesSchema,
  source: z.string().max(300).default(''),
});
export type FinalConfig = z.infer<typeof finalConfigSchema>;

/** Source: the paper's schedule table: normal noise of 0.05 around a fixed value at every training step. */
export const gaussianConfigSchema = z.strictObject({
  name: z.literal('gaussian'),
  /** Standard deviation in the hyperparameter's own unit. */
  deviation: positive.default(0.05),
});
export type GaussianConfig = z.infer<typeof gaussianConfigSchema>;

/** Source: the paper's schedule table: a wave of 0.1 around a fixed value. */
export const sinusoidConfigSchema = z.strictObject({
  name: z.literal('sinusoid'),
  /** In the hyperparameter's own unit. */
  amplitude: positive.default(0.1),
  /** Training steps of one wave. The reference says 1200 and does 1200 / 2 pi, see STN.md 10.1. */
  period: positive.default(191),
});
export type SinusoidConfig = z.infer<typeof sinusoidConfigSchema>;

/** A method that trains one network. */
export const methodConfigSchema = z.discriminatedUnion('name', [
  stnConfigSchema,
  deltaStnConfigSchema,
  hypernetworkConfigSchema,
  implicitConfigSchema,
  unrolledConfigSchema,
  fixedConfigSchema,
  replayConfigSchema,
  finalConfigSchema,
  gaussianConfigSchema,
  sinusoidConfigSchema,
]);
export type MethodConfig = z.infer<typeof methodConfigSchema>;
export type MethodName = MethodConfig['name'];
export const methodNames = methodConfigSchema.options.map((option) => option.shape.name.value);

export type TuningConfig = StnConfig | DeltaStnConfig | HypernetworkConfig | ImplicitConfig | UnrolledConfig;

/**
 * What becomes of the hyperparameters set to tuned: `learnt` by gradient while the network trains; `scheduled`, changing by a rule that
 * is settled before; `held` where they start.
 */
export const methodConduct: Readonly<Record<MethodName, 'learnt' | 'scheduled' | 'held'>> = {
  stn: 'learnt',
  'delta-stn': 'learnt',
  hypernetwork: 'learnt',
  implicit: 'learnt',
  unrolled: 'learnt',
  replay: 'scheduled',
  gaussian: 'scheduled',
  sinusoid: 'scheduled',
  fixed: 'held',
  final: 'held',
};

/** Whether a name is that of a method that learns hyperparameters. */
export function isTuningName(name: unknown): boolean {
  return methodNames.some((known) => known === name && methodConduct[known] === 'learnt');
}

/** Whether a method learns hyperparameters, and so has a warm-up and steps that move them. */
export function isTuning(method: MethodConfig): method is TuningConfig {
  return methodConduct[method.name] === 'learnt';
}
