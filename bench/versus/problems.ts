// The three problems on which methods are compared at equal compute: data, network, what is tuned, the length of a trial, the budget.
import { importSample } from '../../src-main/data/samples.ts';
import type { HyperparameterSetting } from '../../src-shared/domain/hyperparameter.ts';
import type { DatasetId } from '../../src-shared/domain/ids.ts';
import { type RunConfigInput, type SplitConfig, splitConfigSchema } from '../../src-shared/domain/run-config.ts';
import type { Arm, StudyConfigInput } from '../../src-shared/domain/study.ts';
import { type FashionRows, fashionSplit, importFashion } from '../tunes/fashion.ts';
import { importKjv } from '../tunes/kjv.ts';

/** Seconds of training that each method has for each seed. */
export interface Budgets {
  readonly whole: number;
  readonly quick: number;
}

export interface Problem {
  readonly key: string;
  readonly title: string;
  readonly seconds: Budgets;
  /** Puts the data into a home's folder of data sets. */
  prepare(datasets: string): Promise<DatasetId>;
  readonly split: SplitConfig;
  readonly config: Omit<RunConfigInput, 'data'>;
  /** Settings of the two methods that learn. */
  readonly stn: Partial<Extract<Arm['method'], { name: 'stn' }>>;
  readonly deltaStn: Partial<Extract<Arm['method'], { name: 'delta-stn' }>>;
  /** Epochs between two rounds of population-based training: about ten rounds in the whole budget. */
  readonly epochsPerRound: number;
}

/** Never used while anything was chosen. */
export const seeds = [201, 202, 203];

function tunedFrom(starts: Readonly<Record<string, number>>): Readonly<Record<string, HyperparameterSetting>> {
  return Object.fromEntries(Object.entries(starts).map(([name, start]) => [name, { mode: 'tuned', start }]));
}

/** One thread: two trainings run beside each other, and a second of one is a second of the other. */
const engine = { name: 'onnx', device: 'cpu', threads: 1 } as const;
const logging = { everySteps: 100, checkpointSeconds: 3600 } as const;

const digits: Problem = {
  key: 'digits',
  title: 'Digits, perceptron, dropouts and weight decays',
  seconds: { whole: 60, quick: 10 },
  prepare: async (datasets) => (await importSample('digits', datasets)).card.id,
  split: splitConfigSchema.parse({ kind: 'stratified', train: 0.3, validation: 0.35 }),
  config: {
    model: { kind: 'mlp', hidden: [{ width: 128 }, { width: 128 }] },
    hyperparameters: tunedFrom({
      // From above: where a net fits so few rows in no time, a small dropout leaves the response nothing to learn from.
      'input.dropout': 0.5,
      'dense1.dropout': 0.5,
      'dense2.dropout': 0.5,
      'dense1.l2': 1e-3,
      'dense2.l2': 1e-3,
      'output.l2': 1e-3,
    }),
    training: { epochs: 250, batchSize: 32, optimizer: { name: 'sgd', learningRate: 0.01, momentum: 0.9 } },
    engine,
    logging,
  },
  stn: { warmUpEpochs: 5 },
  deltaStn: { warmUpEpochs: 5 },
  epochsPerRound: 60,
};

const fashionRows: FashionRows = { train: 2_000, validation: 2_000, test: 10_000 };
const fashion: Problem = {
  key: 'fashion',
  title: 'Fashion-MNIST, small CNN, dropouts and cutout',
  seconds: { whole: 120, quick: 15 },
  prepare: async (datasets) => (await importFashion(fashionRows, datasets)).card.id,
  split: fashionSplit(fashionRows),
  config: {
    model: { kind: 'cnn', conv: [{ channels: 10 }, { channels: 20 }, { channels: 40 }], hidden: [{ width: 128 }] },
    hyperparameters: tunedFrom({
      'input.cutoutHoles': 1,
      'input.cutoutLength': 3.84,
      'conv1.dropout': 0.05,
      'conv2.dropout': 0.05,
      'conv3.dropout': 0.05,
      'flatten.dropout': 0.05,
      'dense1.dropout': 0.05,
    }),
    training: { epochs: 20, batchSize: 50, optimizer: { name: 'sgd', learningRate: 0.02, momentum: 0.9 } },
    engine,
    logging,
  },
  stn: { warmUpEpochs: 5 },
  deltaStn: { warmUpEpochs: 5 },
  epochsPerRound: 5,
};

const kjv: Problem = {
  key: 'kjv',
  title: 'King James Bible, LSTM, the paper’s seven',
  seconds: { whole: 150, quick: 25 },
  prepare: async (datasets) => (await importKjv({ train: 800, validation: 600 }, datasets)).card.id,
  split: splitConfigSchema.parse({ kind: 'contiguous' }),
  config: {
    model: { kind: 'lstm', embedding: 100, lstm: [{ width: 100 }, { width: 100 }], isTied: true, length: 35 },
    hyperparameters: tunedFrom({
      'embedding.embeddingDropout': 0.05,
      'embedding.dropout': 0.05,
      'lstm1.dropout': 0.05,
      'lstm2.dropout': 0.05,
      'recurrent.dropConnect': 0.05,
      'recurrent.activationPenalty': 0.05,
      'recurrent.temporalPenalty': 0.05,
    }),
    training: {
      epochs: 20,
      batchSize: 20,
      // Source: reference, lstm/train.py.
      optimizer: { name: 'sgd', learningRate: 30 },
      clipNorm: 0.25,
    },
    engine,
    logging,
  },
  stn: { hyperparameterLearningRate: 3e-2, warmUpEpochs: 2 },
  deltaStn: { warmUpEpochs: 2 },
  epochsPerRound: 3,
};

export const problems: readonly Problem[] = [digits, fashion, kjv];

/** Ways to tune, in the order of the table. Searches keep their usual settings. */
function armsOf({ stn, deltaStn, epochsPerRound }: Problem): StudyConfigInput['arms'] {
  return [
    { label: 'STN', method: { name: 'stn', ...stn } },
    { label: 'Delta-STN', method: { name: 'delta-stn', ...deltaStn } },
    { label: 'Grid search', method: { name: 'grid' } },
    { label: 'Random search', method: { name: 'random' } },
    { label: 'Bayesian search', method: { name: 'bayes' } },
    { label: 'Population-based', method: { name: 'pbt', epochsPerRound } },
  ];
}

/** The study of a problem. */
export function studyOf(problem: Problem, dataset: DatasetId, size: keyof Budgets): StudyConfigInput {
  return {
    name: `versus ${problem.key} ${size}`,
    purpose: 'comparison',
    config: { ...problem.config, data: { dataset, split: problem.split } },
    arms: armsOf(problem),
    seeds,
    budget: { unit: 'seconds', amount: problem.seconds[size] },
  };
}
