// The reference experiment's net and training on Fashion-MNIST. Source: shared STN specification section 12.
import type { HyperparameterSetting } from '../../src-shared/domain/hyperparameter.ts';
import type { RunConfigInput } from '../../src-shared/domain/run-config.ts';

const layers = ['input', 'dense1', 'dense2'];

/** Run configuration but for the data, with all three dropouts at `dropout`, tuned or held. */
export function fashionConfig({
  dropout,
  method,
  epochs,
  seed,
}: {
  readonly dropout: number;
  readonly method: NonNullable<RunConfigInput['method']>;
  readonly epochs: number;
  readonly seed: number;
}): Omit<RunConfigInput, 'data'> {
  const setting: HyperparameterSetting =
    method.name === 'fixed'
      ? { mode: 'fixed', value: dropout }
      : { mode: 'tuned', start: dropout, range: [0, 0.9], scale: 0.5 };
  return {
    model: { kind: 'mlp', hidden: [{ width: 128 }, { width: 128 }] },
    hyperparameters: dropout === 0 ? {} : Object.fromEntries(layers.map((layer) => [`${layer}.dropout`, setting])),
    method,
    training: {
      seed,
      epochs,
      batchSize: 128,
      optimizer: { name: 'sgd', learningRate: 0.01, momentum: 0.9 },
    },
    // One thread: what comes out does not depend on the machine's cores, and nets this small gain nothing from a second.
    engine: { name: 'onnx', device: 'cpu', threads: 1 },
    logging: { everySteps: 100, checkpointSeconds: 3600 },
  };
}
