// The trainings of the comparison on texts: seven hyperparameters tuned, the output dropout from several starts, and the same net with all
// of them held.
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

/** All seven are tuned. The output dropout's range is wider than usual, so that the highest start lies inside. */
export const startArms: readonly (TextArm & { readonly start: number })[] = outputStarts.map((from) => ({
  key: `from-${from}`,
  name: `stn, output dropout from ${from}`,
  start: from,
  hyperparameters: {
    ...everywhere({ mode: 'tuned', start }),
    [outputDropout]: { mode: 'tuned', start: from, range: [0, 0.95] },
  },
  // Faster than usual: there are some 650 hyperparameter steps to get from one end of the range to the other.
  method: { name: 'stn', response: 'centred', hyperparameterLearningRate: 3e-2, warmUpEpochs: 2 },
}));

/** In the order in which they are trained. */
export const textArms: readonly TextArm[] = [heldArm, ...startArms].sort(
  (left, right) => trainedEarly(right.key) - trainedEarly(left.key),
);

/** The two ends and what the first is compared with say most. */
function trainedEarly(key: string): number {
  return ['from-0.05', 'from-0.9', 'held'].includes(key) ? 1 : 0;
}

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
