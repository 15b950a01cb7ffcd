// How much logging slows training: the same run in a trainer process of its own, under the real queue and store, with the default
// logging and with practically none, in turns. Prints one line of JSON; a slowdown of 2 % or more fails.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importSample } from '../src-main/data/samples.ts';
import { datasetDirectory } from '../src-main/data/storage.ts';
import { forkLauncher } from '../src-main/runs/fork-launcher.ts';
import { Queue } from '../src-main/runs/queue.ts';
import type { RunNotice } from '../src-main/runs/run-notice.ts';
import { openHomeForWriting } from '../src-main/store/open.ts';
import type { DatasetId } from '../src-shared/domain/ids.ts';
import { type RunConfig, runConfigSchema } from '../src-shared/domain/run-config.ts';

const turns = 15;
const epochs = 70;
const defaultEverySteps = 10;
/** Beyond the last step: what is left are the points of each epoch's end. */
const neverSteps = 1_000_000;
const mostPercent = 2;

const trainerEntry = join(import.meta.dirname, '../src-main/trainer/main.ts');

function configOf(dataset: DatasetId, everySteps: number): RunConfig {
  const tuned = { mode: 'tuned' } as const;
  return runConfigSchema.parse({
    data: { dataset },
    model: { kind: 'mlp', hidden: [{ width: 128 }, { width: 128 }] },
    hyperparameters: { 'input.dropout': tuned, 'dense1.dropout': tuned, 'dense2.dropout': tuned },
    training: { epochs, batchSize: 64 },
    engine: { name: 'onnx', device: 'cpu', threads: 1 },
    logging: { everySteps, checkpointSeconds: 1_000 },
  });
}

/** Notes when a run was at its first and its last step, by the host's clock: what logging costs on either side is in between. */
class Stopwatch {
  #first: { readonly step: number; readonly at: number } | null = null;
  #last: { readonly step: number; readonly at: number } | null = null;

  note(notice: RunNotice): void {
    if (notice.type !== 'progress') return;
    this.#last = { step: notice.step, at: performance.now() };
    this.#first ??= this.#last;
  }

  stepsPerSecond(): number {
    if (this.#first === null || this.#last === null) throw new Error('The run reported no progress.');
    return ((this.#last.step - this.#first.step) / (this.#last.at - this.#first.at)) * 1_000;
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Trains in turns in a temporary home; takes about a minute. */
export async function main(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'selftune-logging-'));
  const datasets = join(directory, 'datasets');
  const home = openHomeForWriting({ directory, now: Date.now });
  let stopwatch = new Stopwatch();
  const queue = new Queue({
    home,
    launcher: forkLauncher(trainerEntry),
    observer: (_run, notice) => stopwatch.note(notice),
    now: Date.now,
    datasetDirectory: (id) => datasetDirectory(datasets, id),
  });
  try {
    const { card } = await importSample('digits', datasets);
    const measure = async (everySteps: number): Promise<number> => {
      stopwatch = new Stopwatch();
      const ended = await queue.ended(queue.submit(configOf(card.id, everySteps)));
      if (ended !== 'finished') throw new Error(`A run ended as ${ended}.`);
      return stopwatch.stepsPerSecond();
    };
    await measure(defaultEverySteps); // The first run warms the disk and compile caches.
    const logged: number[] = [];
    const silent: number[] = [];
    for (let turn = 0; turn < turns; turn++) {
      // Who goes first changes: what else the machine does must not always meet the same one.
      if (turn % 2 === 0) logged.push(await measure(defaultEverySteps));
      silent.push(await measure(neverSteps));
      if (turn % 2 === 1) logged.push(await measure(defaultEverySteps));
    }
    const slowdownPercent = (median(silent) / median(logged) - 1) * 100;
    console.log(
      JSON.stringify({
        withLoggingStepsPerSecond: Math.round(median(logged)),
        withoutLoggingStepsPerSecond: Math.round(median(silent)),
        slowdownPercent: Math.round(slowdownPercent * 100) / 100,
      }),
    );
    if (slowdownPercent >= mostPercent) process.exitCode = 1;
  } finally {
    await queue.close();
    home.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

if (import.meta.main) await main();
