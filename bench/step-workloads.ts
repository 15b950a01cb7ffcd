// What the step benchmark measures: sizes, the form of the response, and what one unit of work is.
import { type RunConfig, stnConfigSchema, trainingConfigSchema } from '../src-shared/domain/run-config.ts';

/** One unit: so many training steps, then so many hyperparameter steps. */
export interface StepWorkload {
  readonly inputs: number;
  readonly hidden: readonly number[];
  readonly outputs: number;
  readonly batch: number;
  /** Rows of the made-up data, in each part. */
  readonly rows: number;
  /** Bytes that are converted on the way into a batch, or numbers that are kept as they are. */
  readonly data: 'images' | 'table';
  readonly trainSteps: number;
  readonly hyperSteps: number;
  readonly method: Extract<RunConfig['method'], { name: 'stn' }>;
  /** Units of one timed block: about a quarter of a second. */
  readonly unitsPerBlock: number;
}

/** Momentum as the reference has it, in all workloads and on both sides. */
export const stepTraining = trainingConfigSchema.parse({
  optimizer: { name: 'sgd', learningRate: 0.01, momentum: 0.9 },
});

/** The authors' form: scales tuned with the entropy's reward, a gain in every layer. The same maths as PyTorch's side. */
const published = stnConfigSchema.parse({ name: 'stn', response: 'published', tuneScales: true });
/** What a run does unless it is told otherwise. */
const byDefault = stnConfigSchema.parse({ name: 'stn' });

const mlp = {
  inputs: 784,
  hidden: [512, 512],
  outputs: 10,
  batch: 128,
  rows: 4096,
  data: 'images',
  trainSteps: 2,
  hyperSteps: 1,
  unitsPerBlock: 6,
} as const;

const iris = {
  inputs: 4,
  hidden: [16, 16],
  outputs: 3,
  batch: 32,
  rows: 105,
  data: 'table',
  trainSteps: 1,
  hyperSteps: 0,
  unitsPerBlock: 400,
} as const;

export const stepWorkloads: Readonly<Record<string, StepWorkload>> = {
  mlp: { ...mlp, method: published },
  'mlp-centred': { ...mlp, method: byDefault },
  iris: { ...iris, method: byDefault },
  'iris-published': { ...iris, method: published },
};
