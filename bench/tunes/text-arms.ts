// The trainings of the comparison on texts: self-tuning from several starts of the output dropout, and the same net held at its start.
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

export const wholeBudget: TextBudget = { trainLines: 5_500, epochs: 10, widths: [200, 200], batch: 20, length: 35 };
/** To see that everything works; too little for anything to be found. */
export const quickBudget: TextBudget = { trainLines: 400, epochs: 2, widths: [16, 16], batch: 20, length: 35 };

/** The dropout behind the last LSTM layer. */
export const outputDropout = 'lstm2.dropout';
/** Source: shared STN specification section 11, the figure of schedules. */
export const outputStarts = [0.05, 0.3, 0.5, 0.7, 0.9] as const;

/** The reference's seven, all from its start. */
const sevenFrom: Readonly<Record<string, number>> = {
  'embedding.embeddingDropout': 0.05,
  'embedding.dropout': 0.05,
  'lstm1.dropout': 0.05,
  [outputDropout]: 0.05,
  'recurrent.dropConnect': 0.05,
  'recurrent.activationPenalty': 0.05,
  'recurrent.temporalPenalty': 0.05,
};

export interface TextArm {
  /** Names the file of its outcome too. */
  readonly key: string;
  readonly name: string;
  /** Null: everything is held at its start. */
  readonly outputStart: number | null;
}

export const heldArm: TextArm = { key: 'held', name: 'held at the start', outputStart: null };
export const tunedArms: readonly TextArm[] = outputStarts.map((outputStart) => ({
  key: `from-${outputStart}`,
  name: `stn, output dropout from ${outputStart}`,
  outputStart,
}));
export const textArms: readonly TextArm[] = [...tunedArms, heldArm];

function settingsOf({ outputStart }: TextArm): Record<string, HyperparameterSetting> {
  const entries = Object.entries(sevenFrom).map(([name, start]): readonly [string, HyperparameterSetting] => {
    if (outputStart === null) return [name, { mode: 'fixed', value: start }];
    if (name !== outputDropout) return [name, { mode: 'tuned', start }];
    // Wider than usual, so that the highest start lies well inside.
    return [name, { mode: 'tuned', start: outputStart, range: [0, 0.95] }];
  });
  return Object.fromEntries(entries);
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
    hyperparameters: settingsOf(arm),
    method: arm.outputStart === null ? { name: 'fixed' } : { name: 'stn', hyperparameterLearningRate: 1e-2 },
    training: {
      seed: 101,
      epochs: budget.epochs,
      batchSize: budget.batch,
      // Source: reference, lstm/train.py.
      optimizer: { name: 'sgd', learningRate: 30 },
      clipNorm: 0.25,
    },
    engine: { name: 'onnx', device: 'cpu', threads },
    logging: { everySteps: 20, checkpointSeconds: 3600 },
  };
}
