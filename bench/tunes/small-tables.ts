// (b) Small real tables: a self-tuning run against the same net with its hyperparameters held at their start values.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PreparedData, prepareData } from '../../src-main/data/prepare.ts';
import { importSample } from '../../src-main/data/samples.ts';
import { openDataset } from '../../src-main/data/storage.ts';
import { type RunConfigInput, splitConfigSchema } from '../../src-shared/domain/run-config.ts';
import { type Report, spread, table } from './table.ts';
import { trainOnce } from './train-once.ts';

const seeds = [1, 2, 3, 4, 5];
const samples = ['digits', 'diabetes'] as const;

/** The net is large for the data, as nets of scientists with little data are: without regularisation it over-fits. */
function configOf(method: NonNullable<RunConfigInput['method']>, seed: number): Omit<RunConfigInput, 'data'> {
  return {
    model: { kind: 'mlp', hidden: [{ width: 128 }, { width: 128 }] },
    hyperparameters: {
      'input.dropout': { mode: 'tuned' },
      'dense1.dropout': { mode: 'tuned' },
      'dense2.dropout': { mode: 'tuned' },
      'dense1.l2': { mode: 'tuned' },
    },
    method,
    training: { seed, epochs: 100, batchSize: 64, optimizer: { name: 'sgd', learningRate: 0.01, momentum: 0.9 } },
    engine: { name: 'onnx', device: 'cpu' },
    logging: { everySteps: 100, checkpointSeconds: 3600 },
  };
}

async function dataOf(sample: string, seed: number): Promise<PreparedData> {
  const work = await mkdtemp(join(tmpdir(), 'selftune-table-'));
  try {
    const { card, directory } = await importSample(sample, join(work, 'datasets'));
    const kind = card.task === 'classification' ? 'stratified' : 'random';
    return prepareData(await openDataset(directory), splitConfigSchema.parse({ kind, seed }));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Test losses of the best epoch and of the last one, a row and a seed each. */
interface Losses {
  readonly best: number[];
  readonly last: number[];
}

/** Trains both arms on the same divisions of the rows. */
export async function smallTables(): Promise<Report> {
  const rows: string[][] = [];
  const verdicts: Report['verdicts'][number][] = [];
  for (const sample of samples) {
    const tuned: Losses = { best: [], last: [] };
    const held: Losses = { best: [], last: [] };
    for (const seed of seeds) {
      const data = await dataOf(sample, seed);
      for (const [losses, method] of [
        [tuned, { name: 'stn' }],
        [held, { name: 'fixed' }],
      ] as const) {
        const outcome = await trainOnce(configOf(method, seed), data);
        losses.best.push(outcome?.bestTestLoss ?? Number.NaN);
        losses.last.push(outcome?.testLoss ?? Number.NaN);
      }
    }
    rows.push([sample, 'stn', spread(tuned.best), spread(tuned.last)]);
    rows.push([sample, 'held at start', spread(held.best), spread(held.last)]);
    const wins = tuned.best.filter((loss, index) => loss < (held.best[index] ?? Number.NaN)).length;
    const gains = tuned.best.map((loss, index) => (held.best[index] ?? Number.NaN) - loss);
    verdicts.push({
      claim: `${sample}: the tuned run's test loss is below that of the held one on average`,
      holds: gains.reduce((sum, gain) => sum + gain, 0) > 0,
      seen: `lower by ${spread(gains)}, in ${wins} of ${seeds.length} pairs`,
    });
  }
  return {
    title: '(b) Small tables, 100 epochs, sealed test rows; loss in nats, for diabetes in standardised squared units',
    table: table(['data', 'method', 'test loss of the best epoch', 'test loss of the last epoch'], rows),
    verdicts,
  };
}
