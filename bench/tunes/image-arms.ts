// The arms of the comparison on images: a self-tuning run, the same net held at the self-tuning run's start, and the same net without
// regularisation.
import type { HyperparameterSetting } from '../../src-shared/domain/hyperparameter.ts';
import type { RunConfigInput } from '../../src-shared/domain/run-config.ts';
import type { FashionRows } from './fashion.ts';

/** The first 25,000 of the training file; nothing was chosen on them. The test rows are the test file. */
export const imageRows: FashionRows = { train: 20_000, validation: 5_000, test: 10_000 };

/** Where tuning starts, and what is held in the second arm; in the order of the vector. Source: the reference's starts. */
export const imageStarts: Readonly<Record<string, number>> = {
  'input.cutoutHoles': 1,
  'input.cutoutLength': 3.84,
  'input.shift': 0.03,
  'conv1.dropout': 0.05,
  'conv2.dropout': 0.05,
  'conv3.dropout': 0.05,
  'flatten.dropout': 0.05,
  'dense1.dropout': 0.05,
};

type Choices = Pick<RunConfigInput, 'hyperparameters' | 'method'>;

const everywhere = (setting: (start: number) => HyperparameterSetting): Choices['hyperparameters'] =>
  Object.fromEntries(Object.entries(imageStarts).map(([name, start]) => [name, setting(start)]));

export const imageArms = {
  tuned: {
    name: 'stn, tuned',
    choices: {
      hyperparameters: everywhere((start) => ({ mode: 'tuned', start })),
      // Until a net begins to over-fit, whatever regularises it does harm; the reference warms its CNNs up as long.
      method: { name: 'stn', warmUpEpochs: 5 },
    },
  },
  start: {
    name: 'held at the start',
    choices: { hyperparameters: everywhere((value) => ({ mode: 'fixed', value })), method: { name: 'fixed' } },
  },
  none: { name: 'no regularisation', choices: { hyperparameters: {}, method: { name: 'fixed' } } },
} as const satisfies Readonly<Record<string, { readonly name: string; readonly choices: Choices }>>;

/**
 * The convolutions of the reference's small net for CIFAR-10, and one dense layer, with which it over-fits 20,000 images.
 * Source: shared STN specification section 3.
 */
const model = {
  kind: 'cnn',
  conv: [{ channels: 10 }, { channels: 20 }, { channels: 40 }],
  hidden: [{ width: 128 }],
} as const satisfies RunConfigInput['model'];

export const imageEpochs = 20;

/** Run configuration but for the data. */
export function imageConfig(choices: Choices, seed: number): Omit<RunConfigInput, 'data'> {
  return {
    model: { ...model, conv: [...model.conv], hidden: [...model.hidden] },
    ...choices,
    training: {
      seed,
      epochs: imageEpochs,
      batchSize: 64,
      optimizer: { name: 'sgd', learningRate: 0.02, momentum: 0.9 },
    },
    // What comes out must not depend on the machine's cores.
    engine: { name: 'onnx', device: 'cpu', threads: 1 },
    logging: { everySteps: 100, checkpointSeconds: 3600 },
  };
}
