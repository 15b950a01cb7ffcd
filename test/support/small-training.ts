// A training run small enough to be driven inside a test: made-up rows in memory, a config, and everything the loop said.
import { keptFeatures, labelledRows } from '../../src-main/data/rows.ts';
import type { Engine } from '../../src-main/engine/engine.ts';
import type { Learner, LearningProblem } from '../../src-main/methods/method.ts';
import { buildLearner } from '../../src-main/methods/registry.ts';
import type { Checkpoint, Control, TrainEvent, TrainOutcome } from '../../src-main/train/events.ts';
import { train } from '../../src-main/train/loop.ts';
import type { TrainingRows } from '../../src-main/train/stepper.ts';
import type { TextNames } from '../../src-main/train/text-writer.ts';
import { type RunConfig, type RunConfigInput, runConfigSchema } from '../../src-shared/domain/run-config.ts';
import { settleHyperparameters } from '../../src-shared/domain/settle-hyperparameters.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';

export const smallInputs = 5;
export const smallClasses = 3;
/** 50 rows in batches of 16: three batches an epoch and two rows left over. */
export const trainRows = 50;
export const batchSize = 16;
/** More than a batch, no multiple of it. */
export const validationRows = 21;

const draws = new CounterNoise(11);

/** Rows whose class is the largest of their first three inputs, disturbed. */
export function madeUpRows<Name extends 'train' | 'validation'>(part: Name, count: number) {
  const x = draws.normal(`${part}/x`, 0, new Float32Array(count * smallInputs));
  const disturbance = draws.normal(`${part}/disturbance`, 0, new Float32Array(count * smallClasses));
  const labels = Int32Array.from({ length: count }, (_, row) => {
    const scores = [0, 1, 2].map(
      (index) => at(x, row * smallInputs + index) + at(disturbance, row * smallClasses + index),
    );
    return scores.indexOf(Math.max(...scores));
  });
  return labelledRows(part, keptFeatures(x, smallInputs), { task: 'classification', values: labels });
}

function at(values: Float32Array, index: number): number {
  return values[index] ?? Number.NaN;
}

export const smallRows = {
  train: madeUpRows('train', trainRows),
  validation: madeUpRows('validation', validationRows),
} satisfies TrainingRows;

type Changes = Partial<Pick<RunConfigInput, 'hyperparameters' | 'method' | 'training' | 'logging' | 'model'>>;

/** Two tuned dropouts and a tuned penalty over one hidden layer; `changes` replace whole parts. */
export function smallConfig(changes: Changes = {}): RunConfig {
  return runConfigSchema.parse({
    data: { dataset: '0'.repeat(16) },
    model: { kind: 'mlp', hidden: [{ width: 8 }] },
    hyperparameters: {
      'input.dropout': { mode: 'tuned' },
      'dense1.dropout': { mode: 'tuned', start: 0.2 },
      'output.l2': { mode: 'tuned' },
    },
    method: { name: 'stn', tuneScales: true },
    logging: { everySteps: 1, checkpointSeconds: 1e9 },
    ...changes,
    training: { epochs: 4, batchSize, ...changes.training },
  });
}

/** The learning problem of a config on the small rows. */
export function smallProblem(config: RunConfig): LearningProblem {
  return {
    task: 'classification',
    inputs: smallInputs,
    imageShape: null,
    tokens: null,
    pixelScale: null,
    outputs: smallClasses,
    featureOfInput: [0, 1, 2, 3, 4],
    model: config.model,
    hyperparameters: settleHyperparameters(config.hyperparameters, { model: config.model, data: null }),
    method: config.method,
    training: config.training,
    trainBatch: config.training.batchSize,
    validationBatch: config.training.batchSize,
  };
}

/** Nobody asks for anything. */
export const noRequest: Control = { request: 'none', whenContinued: () => Promise.resolve() };

export interface Drive {
  readonly engine: Engine;
  readonly config: RunConfig;
  readonly rows?: TrainingRows;
  readonly learner?: Learner;
  readonly text?: TextNames;
  readonly resumeFrom?: Checkpoint | null;
  readonly control?: Control;
  readonly onEvent?: (event: TrainEvent) => void;
  readonly now?: () => number;
}

export interface Driven {
  readonly events: readonly TrainEvent[];
  readonly outcome: TrainOutcome;
}

/** Drives a run to its end. Its clock stands still unless one is given, so that nothing depends on the machine. */
export async function drive(input: Drive): Promise<Driven> {
  const { engine, config, onEvent } = input;
  const loop = train({
    config,
    engine,
    learner: input.learner ?? buildLearner(smallProblem(config)),
    rows: input.rows ?? smallRows,
    outputs: smallClasses,
    targetDeviation: 1,
    text: input.text,
    noise: new CounterNoise(config.training.seed),
    resumeFrom: input.resumeFrom ?? null,
    control: input.control ?? noRequest,
    now: input.now ?? (() => 0),
  });
  const events: TrainEvent[] = [];
  for (;;) {
    const next = await loop.next();
    if (next.done === true) return { events, outcome: next.value };
    events.push(next.value);
    onEvent?.(next.value);
  }
}

/** The events of one type. */
export function eventsOf<Type extends TrainEvent['type']>(
  { events }: Driven,
  type: Type,
): readonly Extract<TrainEvent, { type: Type }>[] {
  return events.filter((event): event is Extract<TrainEvent, { type: Type }> => event.type === type);
}

/** The checkpoint written last. */
export function lastCheckpoint(driven: Driven): Extract<TrainEvent, { type: 'checkpoint' }> {
  const last = eventsOf(driven, 'checkpoint').at(-1);
  if (last === undefined) throw new Error('The run wrote no checkpoint.');
  return last;
}

/** Steps and values of one series. */
export function seriesOf(driven: Driven, name: string): readonly (readonly [step: number, value: number])[] {
  return eventsOf(driven, 'points').flatMap(({ step, values }) =>
    values.filter(([series]) => series === name).map(([, value]) => [step, value] as const),
  );
}
