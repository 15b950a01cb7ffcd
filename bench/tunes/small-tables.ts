// (b) Small real tables: a self-tuning run against the same net with its hyperparameters held at their start values.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PreparedData, prepareData } from '../../src-main/data/prepare.ts';
import { importSample } from '../../src-main/data/samples.ts';
import { openDataset } from '../../src-main/data/storage.ts';
import { type RunConfigInput, splitConfigSchema } from '../../src-shared/domain/run-config.ts';
import { mean, type Report, spread, table, type Verdict } from './table.ts';
import { trainOnce } from './train-once.ts';

/** Never used while the response's form was being chosen. */
const seeds = [101, 102, 103, 104, 105];

/** Little to learn from and much to tune on: with few rows to train on, the net over-fits, and what is tuned decides. */
const tasks = [
  { sample: 'digits', train: 0.3, validation: 0.35 },
  { sample: 'diabetes', train: 0.4, validation: 0.3 },
] as const;

const starts = {
  'input.dropout': 0.05,
  'dense1.dropout': 0.05,
  'dense2.dropout': 0.05,
  'dense1.l2': 1e-3,
  'dense2.l2': 1e-3,
  'output.l2': 1e-3,
};

type Method = NonNullable<RunConfigInput['method']>;

/** Small tables have few hyperparameter steps in a run, so each is twice as long as the default. */
const stn = (response: 'centred' | 'published') => ({
  name: 'stn' as const,
  response,
  hyperparameterLearningRate: 2e-2,
  warmUpEpochs: 5,
});
const arms: readonly { readonly name: string; readonly method: Method }[] = [
  { name: 'stn, centred', method: stn('centred') },
  { name: 'stn, published', method: stn('published') },
  // What is due to the layers' gain and not to tuning: the same self-tuning net whose hyperparameters do not move.
  { name: 'stn, centred, not moved', method: { ...stn('centred'), hyperparameterLearningRate: 1e-9 } },
  { name: 'held at start', method: { name: 'fixed' } },
];

function configOf(method: Method, seed: number): Omit<RunConfigInput, 'data'> {
  return {
    model: { kind: 'mlp', hidden: [{ width: 128 }, { width: 128 }] },
    hyperparameters: Object.fromEntries(
      Object.entries(starts).map(([name, start]) => [name, { mode: 'tuned', start }]),
    ),
    method,
    training: { seed, epochs: 150, batchSize: 32, optimizer: { name: 'sgd', learningRate: 0.01, momentum: 0.9 } },
    // One thread: what comes out does not depend on the machine's cores, and nets this small gain nothing from a second.
    engine: { name: 'onnx', device: 'cpu', threads: 1 },
    logging: { everySteps: 100, checkpointSeconds: 3600 },
  };
}

async function dataOf({ sample, train, validation }: (typeof tasks)[number], seed: number): Promise<PreparedData> {
  const work = await mkdtemp(join(tmpdir(), 'selftune-table-'));
  try {
    const { card, directory } = await importSample(sample, join(work, 'datasets'));
    const kind = card.task === 'classification' ? 'stratified' : 'random';
    return prepareData(await openDataset(directory), splitConfigSchema.parse({ kind, seed, train, validation }));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Test losses by seed. */
interface Losses {
  readonly best: readonly number[];
  readonly last: readonly number[];
}

/** Trains every arm on the same divisions of the rows. */
export async function smallTables(): Promise<Report> {
  const rows: string[][] = [];
  const verdicts: Verdict[] = [];
  for (const task of tasks) {
    const results: { readonly name: string; readonly losses: Losses }[] = [];
    for (const { name, method } of arms) results.push({ name, losses: await lossesOf(task, method) });
    rows.push(...results.map(({ name, losses }) => [task.sample, name, spread(losses.best), spread(losses.last)]));
    const [tuned] = results;
    const held = results.at(-1);
    if (tuned === undefined || held === undefined) throw new Error('An arm is missing.');
    verdicts.push(
      comparison(`${task.sample}, best epoch`, tuned.losses.best, held.losses.best),
      comparison(`${task.sample}, last epoch`, tuned.losses.last, held.losses.last),
    );
  }
  return {
    title: '(b) Small tables, 150 epochs, sealed test rows; loss in nats, for diabetes in standardised squared units',
    table: table(['data', 'method', 'test loss of the best epoch', 'test loss of the last epoch'], rows),
    verdicts,
  };
}

async function lossesOf(task: (typeof tasks)[number], method: Method): Promise<Losses> {
  const best: number[] = [];
  const last: number[] = [];
  for (const seed of seeds) {
    const outcome = await trainOnce(configOf(method, seed), await dataOf(task, seed));
    best.push(outcome?.bestTestLoss ?? Number.NaN);
    last.push(outcome?.testLoss ?? Number.NaN);
  }
  return { best, last };
}

function comparison(what: string, tuned: readonly number[], held: readonly number[]): Verdict {
  const gains = tuned.map((loss, index) => (held[index] ?? Number.NaN) - loss);
  return {
    claim: `${what}: the mean test loss of the tuned runs (centred) is below that of the held ones`,
    holds: mean(gains) > 0,
    seen: `lower by ${spread(gains)}, in ${gains.filter((gain) => gain > 0).length} of ${seeds.length} pairs`,
  };
}
