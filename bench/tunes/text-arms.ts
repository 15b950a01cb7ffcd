// The trainings of the comparison on texts: seven hyperparameters tuned, the same net with all of them held, and the output dropout alone
// tuned from several starts.
import type { HyperparameterSetting } from '../../src-shared/domain/hyperparameter.ts';
import type { RunConfigInput } from '../../src-shared/domain/run-config.ts';

/** How much is trained. */
export interface TextBudget {
  /** Verses of the training text. */
  readonly trainLines: number;
  readonly epochs: number;
  readonly widths: readonly [number, number];
  readonly batch: number;
  readonly length: number;
}

/** About 100,000 tokens: with everything at its start the net over-fits them from the fifth epoch or so on. */
export const wholeBudget: TextBudget = { trainLines: 3_800, epochs: 10, widths: [200, 200], batch: 20, length: 35 };
/** To see that everything works; too little for anything to be found. */
export const quickBudget: TextBudget = { trainLines: 400, epochs: 2, widths: [16, 16], batch: 20, length: 35 };

/** The dropout behind the last LSTM layer. */
export const outputDropout = 'lstm2.dropout';
/** Source: shared STN specification section 11, the figure of schedules. */
export const outputStarts = [0.05, 0.3, 0.5, 0.7, 0.9] as const;

/** The reference's seven, all from its start. */
const start = 0.05;
const seven = [
  'embedding.embeddingDropout',
  'embedding.dropout',
  'lstm1.dropout',
  outputDropout,
  'recurrent.dropConnect',
  'recurrent.activationPenalty',
  'recurrent.temporalPenalty',
] as const;

export interface TextArm {
  /** Names the file of its outcome too. */
  readonly key: string;
  readonly name: string;
  readonly hyperparameters: Readonly<Record<string, HyperparameterSetting>>;
  readonly method: NonNullable<RunConfigInput['method']>;
}

const held: Readonly<Record<string, HyperparameterSetting>> = Object.fromEntries(
  seven.map((name) => [name, { mode: 'fixed', value: start }]),
);

export const heldArm: TextArm = {
  key: 'held',
  name: `held at ${start}`,
  hyperparameters: held,
  method: { name: 'fixed' },
};

export const sevenArm: TextArm = {
  key: 'seven',
  name: `stn, all seven from ${start}`,
  hyperparameters: Object.fromEntries(seven.map((name) => [name, { mode: 'tuned', start }])),
  method: { name: 'stn' },
};

/**
 * Only the output dropout is tuned: were the others tuned with it, they could do its work. Its range is wider than usual, so that the
 * highest start lies inside, and it moves faster, so that it can get there from either end in some hundred steps.
 */
export const startArms: readonly (TextArm & { readonly start: number })[] = outputStarts.map((from) => ({
  key: `from-${from}`,
  name: `stn, output dropout from ${from}`,
  start: from,
  hyperparameters: { ...held, [outputDropout]: { mode: 'tuned', start: from, range: [0, 0.95] } },
  method: { name: 'stn', hyperparameterLearningRate: 5e-2 },
}));

/** Those that the others are compared with come first. */
export const textArms: readonly TextArm[] = [sevenArm, heldArm, ...startArms];

/** Run configuration but for the data. @param threads changes what comes out in the last bits only */
export function textConfig(arm: TextArm, budget: TextBudget, threads: number): Omit<RunConfigInput, 'data'> {
  const [, last] = budget.widths;
  return {
    model: {
      kind: 'lstm',
      embedding: last,
      lstm: budget.widths.map((width) => ({ width })),
      isTied: true,
      length: budget.length,
    },
    hyperparameters: arm.hyperparameters,
    method: arm.method,
    training: {
      seed: 101,
      epochs: budget.epochs,
      batchSize: budget.batch,
      // Source: reference, lstm/train.py.
      optimizer: { name: 'sgd', learningRate: 30 },
      clipNorm: 0.25,
    },
    engine: { name: 'onnx', device: 'cpu', threads },
    logging: { everySteps: 10, checkpointSeconds: 3600 },
  };
}
