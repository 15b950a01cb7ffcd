// The frozen description of a run: with the data card's hash and the seed it is all that is needed to repeat it.
// Not here: the methods' own settings (method-config), how data files are read (data card), where things are stored (host/paths).
import { z } from 'zod';
import { hyperparameterSettingSchema } from './hyperparameter.ts';
import { datasetIdSchema, runIdSchema } from './ids.ts';
import { methodConfigSchema } from './method-config.ts';

const positive = z.number().positive();
const count = z.number().int().positive();
const seed = z.number().int().min(0).max(0xffff_ffff);
const share = z.number().min(0).max(1);

/** How rows are divided; the same seed and data give the same division on every machine. */
export const splitConfigSchema = z
  .strictObject({
    /** `contiguous`: one after the other in the order of the rows, which is how a running text is divided. */
    kind: z.enum(['random', 'stratified', 'grouped', 'column', 'contiguous']).default('random'),
    seed: seed.default(0),
    /** Shares of the rows; the remainder after training and validation is the sealed test set. */
    train: share.default(0.7),
    validation: share.default(0.15),
    /** For `grouped`: the column whose values stay together. For `column`: the one that says train, validation or test. */
    column: z.string().max(1_000).optional(),
  })
  .refine((split) => split.train > 0 && split.validation > 0 && split.train + split.validation < 1, {
    message: 'The shares of training and validation must both be above 0 and leave something for the sealed test set.',
  });
export type SplitConfig = z.infer<typeof splitConfigSchema>;

export const activations = ['relu', 'tanh', 'sigmoid', 'elu', 'linear'] as const;
export type Activation = (typeof activations)[number];

const hiddenLayersSchema = z
  .array(z.strictObject({ width: count.max(65_536), activation: z.enum(activations).default('relu') }))
  .max(64);

export const mlpConfigSchema = z.strictObject({ kind: z.literal('mlp'), hidden: hiddenLayersSchema });

/** A convolution with symmetric zero padding of (kernel - 1) / 2, its activation, then max pooling. */
export const convLayerSchema = z.strictObject({
  channels: count.max(8_192),
  /** Side of the square kernel, odd; on a table's ordered axis its length. */
  kernel: count
    .max(63)
    .refine((side) => side % 2 === 1, 'Expected an odd number, so that the padding is the same on both sides.')
    .default(3),
  stride: count.max(16).default(1),
  /** Side of the pooling window, which is also its stride; 1: no pooling. */
  pool: count.max(16).default(2),
  activation: z.enum(activations).default('relu'),
});
export type ConvLayer = z.infer<typeof convLayerSchema>;

/** Convolutions, then dense layers. On images it is two-dimensional, on a table one-dimensional along the order of its columns. */
export const cnnConfigSchema = z.strictObject({
  kind: z.literal('cnn'),
  conv: z.array(convLayerSchema).min(1).max(64),
  hidden: hiddenLayersSchema.default([]),
});
export type CnnConfig = z.infer<typeof cnnConfigSchema>;

/** What a network of tokens says at a sequence's end: from the mean over its tokens, or from the state after the last one. */
export const readOuts = ['mean', 'last'] as const;

/**
 * Embedding, LSTM layers, then: on a running text a decoder that predicts every next token; on sequences a read-out, dense layers and
 * the output.
 */
export const lstmConfigSchema = z.strictObject({
  kind: z.literal('lstm'),
  /** Values that stand for one token. */
  embedding: count.max(65_536).default(200),
  lstm: z
    .array(z.strictObject({ width: count.max(65_536) }))
    .min(1)
    .max(16),
  /** Dense layers behind the read-out of a sequence; none on a running text. */
  hidden: hiddenLayersSchema.default([]),
  readOut: z.enum(readOuts).default('mean'),
  /**
   * Whether the decoder of a running text uses the embedding's weights; the last LSTM layer is then as wide as the embedding.
   * Source: reference, `--tied`.
   */
  isTied: z.boolean().default(false),
  /**
   * Tokens that one training step looks back over. On a running text the state is carried on from step to step, its gradient is not;
   * of a longer sequence the last tokens count.
   */
  length: count.max(10_000).default(35),
});
export type LstmConfig = z.infer<typeof lstmConfigSchema>;

export const modelConfigSchema = z.discriminatedUnion('kind', [mlpConfigSchema, cnnConfigSchema, lstmConfigSchema]);
export type ModelConfig = z.infer<typeof modelConfigSchema>;

export const optimizerConfigSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('sgd'), learningRate: positive, momentum: z.number().min(0).lt(1).default(0) }),
  z.strictObject({
    name: z.literal('adam'),
    learningRate: positive,
    beta1: z.number().min(0).lt(1).default(0.9),
    beta2: z.number().min(0).lt(1).default(0.999),
    epsilon: positive.default(1e-8),
  }),
]);
export type OptimizerConfig = z.infer<typeof optimizerConfigSchema>;

/** Learning-rate decay once the validation loss is above the best of the epochs older than `window`. Source: reference, "nonmono". */
export const decayConfigSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('nonmonotone'),
    window: count.default(60),
    factor: z.number().gt(0).lt(1).default(0.1),
  }),
]);
export type DecayConfig = z.infer<typeof decayConfigSchema>;

export const trainingConfigSchema = z.strictObject({
  seed: seed.default(1),
  epochs: count.max(1_000_000).default(50),
  /** Training time, across resumes: the run ends after the first epoch at whose end it is used up; null: no limit but the epochs. */
  minutes: positive.nullable().default(null),
  batchSize: count.max(1_000_000).default(64),
  optimizer: optimizerConfigSchema.default({ name: 'sgd', learningRate: 0.01, momentum: 0.9 }),
  /** Largest global norm of the gradient of all model parameters; null: no clipping. */
  clipNorm: positive.nullable().default(null),
  decay: decayConfigSchema.default({ kind: 'none' }),
  /** Epochs without a better validation loss before the run ends; null: never. */
  patience: count.nullable().default(null),
  /** The run ends once decay has brought the learning rate below this. */
  minimumLearningRate: z.number().min(0).default(1e-5),
});
export type TrainingConfig = z.infer<typeof trainingConfigSchema>;

export const engineNames = ['onnx', 'reference', 'tensorflow'] as const;
export type EngineName = (typeof engineNames)[number];
export const deviceNames = ['cpu', 'webgpu', 'cuda', 'dml', 'coreml'] as const;
export type DeviceName = (typeof deviceNames)[number];

export const engineConfigSchema = z.strictObject({
  name: z.enum(['auto', ...engineNames]).default('auto'),
  device: z.enum(['auto', ...deviceNames]).default('auto'),
  /** Threads inside one operation; null: as many as the machine has cores. Part of what makes a run repeat bit for bit. */
  threads: count.max(1024).nullable().default(null),
});
export type EngineConfig = z.infer<typeof engineConfigSchema>;

export const loggingConfigSchema = z.strictObject({
  /** Training steps between two logged points of the step series. */
  everySteps: count.default(10),
  /** Seconds between two checkpoints; a stop, a pause and the end write one too. */
  checkpointSeconds: positive.default(10),
});

export const runConfigSchema = z.strictObject({
  version: z.literal(1).default(1),
  name: z.string().max(200).default(''),
  data: z.strictObject({ dataset: datasetIdSchema, split: splitConfigSchema.prefault({}) }),
  model: modelConfigSchema,
  /** By name `<layer>.<kind>`; what is not named is off. */
  hyperparameters: z.record(z.string().max(200), hyperparameterSettingSchema).default({}),
  method: methodConfigSchema.prefault({ name: 'stn' }),
  training: trainingConfigSchema.prefault({}),
  /** The run whose last checkpoint's tensors this one begins with, of the same network; absent: it begins with new ones. */
  origin: runIdSchema.optional(),
  engine: engineConfigSchema.prefault({}),
  logging: loggingConfigSchema.prefault({}),
});
/** Every choice made. */
export type RunConfig = z.infer<typeof runConfigSchema>;
/** What a person writes; defaults fill the rest. */
export type RunConfigInput = z.input<typeof runConfigSchema>;
