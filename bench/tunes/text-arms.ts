// The trainings of the comparison on texts: seven hyperparameters tuned, the same net with all of them held, and the output dropout alone
// tuned from several starts.
import type { HyperparameterSetting } from '../../src-shared/domain/hyperparameter.ts';
import type { RunConfigInput } from '../../src-shared/domain/run-config.ts';

/** How much is trained. */
export interface TextBudget {
  /** Verses of the training and of the validation text; the test text is whole. */
  readonly lines: { readonly train: number; readonly validation: number };
  readonly epochs: number;
  readonly widths: readonly [number, number];
  readonly batch: number;
  readonly length: number;
}

/** About 50,000 tokens in 1,440 training steps: with everything at its start the net over-fits them well before the end. */
export const wholeBudget: TextBudget = {
  lines: { train: 1_900, validation: 1_500 },
  epochs: 20,
  widths: [200, 200],
  batch: 20,
  length: 35,
};
/** To see that everything works; too little for anything to be found. */
export const quickBudget: TextBudget = {
  ...wholeBudget,
  lines: { train: 400, validation: 200 },
  epochs: 3,
  widths: [16, 16],
};

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

const everywhere = (setting: HyperparameterSetting): TextArm['hyperparameters'] =>
  Object.fromEntries(seven.map((name) => [name, setting]));

export const heldArm: TextArm = {
  key: 'held',
  name: `held at ${start}`,
  hyperparameters: everywhere({ mode: 'fixed', value: start }),
  method: { name: 'fixed' },
};

// Faster than usual: there are some 650 hyperparameter steps to get from one end of a range to the other.
const method = {
  name: 'stn',
  response: 'centred',
  hyperparameterLearningRate: 3e-2,
  warmUpEpochs: 2,
} as const satisfies TextArm['method'];

/** Its range is wider than usual, so that the highest start lies inside. */
const outputFrom = (from: number): TextArm['hyperparameters'] => ({
  [outputDropout]: { mode: 'tuned', start: from, range: [0, 0.95] },
});

/** All seven tuned, the output dropout from both ends. */
export const sevenArms: readonly TextArm[] = [start, 0.9].map((from) => ({
  key: `seven-${from}`,
  name: from === start ? `stn, seven from ${start}` : `stn, seven, output dropout from ${from}`,
  hyperparameters: { ...everywhere({ mode: 'tuned', start }), ...outputFrom(from) },
  method,
}));

/** The output dropout alone tuned, as in the paper's figure of schedules. */
export const startArms: readonly (TextArm & { readonly start: number })[] = outputStarts.map((from) => ({
  key: `output-${from}`,
  name: `stn, output dropout alone from ${from}`,
  start: from,
  hyperparameters: { ...heldArm.hyperparameters, ...outputFrom(from) },
  method,
}));

/** In the order in which they are trained. */
export const textArms: readonly TextArm[] = [...sevenArms.slice(0, 1), heldArm, ...startArms, ...sevenArms.slice(1)];

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
      decay: { kind: 'nonmonotone', window: 5, factor: 0.25 },
    },
    engine: { name: 'onnx', device: 'cpu', threads },
    logging: { everySteps: 10, checkpointSeconds: 3600 },
  };
}
