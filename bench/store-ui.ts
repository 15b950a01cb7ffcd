// How long the host takes for what a window asks: the table of 10,000 runs, a curve of 1,000,000 points, a zoom into it; how much room a
// packed point takes, and how long a slice of packing keeps everyone waiting. Prints one line of JSON; a limit that is not kept fails.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChunkCache } from '../src-main/host/plot/chunk-cache.ts';
import { drawCurve } from '../src-main/host/plot/draw-curve.ts';
import { inRepeatableTransaction, inTransaction, type WriteDb } from '../src-main/store/database.ts';
import { openHomeForWriting } from '../src-main/store/open.ts';
import { packSlice } from '../src-main/store/packing/pack-slice.ts';
import { runTable } from '../src-main/store/queries/run-table.ts';
import { insertRun, updateRun } from '../src-main/store/run-commands.ts';
import { StoreWriter } from '../src-main/store/writer.ts';
import type { RunId } from '../src-shared/domain/ids.ts';
import { type RunConfig, runConfigSchema } from '../src-shared/domain/run-config.ts';
import { CounterNoise } from '../src-shared/noise/counter-noise.ts';

const runs = 10_000;
const points = 1_000_000;
const repeats = 5;
const limits = { listMs: 300, openMs: 300, zoomMs: 80, sliceMs: 50, bytesPerPoint: 16 } as const;

/** What the work takes when nothing else the machine does is in its way. */
function quickest(action: () => number): number {
  return Math.min(...Array.from({ length: repeats }, action));
}

function timed(action: () => void): number {
  const start = performance.now();
  action();
  return performance.now() - start;
}

const summary = {
  epochs: 50,
  steps: 5_000,
  trainSeconds: 12.5,
  best: { epoch: 40, validationLoss: 0.1, validationMetric: 0.97 },
  final: { hyperparameters: { 'input.dropout': 0.1, 'dense1.dropout': 0.25, 'dense1.l2': 1e-4 } },
  bestHyperparameters: { 'input.dropout': 0.1, 'dense1.dropout': 0.25, 'dense1.l2': 1e-4 },
};

function measureList(db: WriteDb, config: RunConfig): number {
  inTransaction(db, () => {
    for (let index = 0; index < runs; index++) {
      const run = insertRun(db, { ...config, training: { ...config.training, seed: index } }, index);
      updateRun(db, run, { state: 'finished', summary });
    }
  });
  return quickest(() => timed(() => runTable(db)));
}

/** A noisy loss as 32-bit floats, with the epoch and the time of every step. */
function logLongRun(writer: StoreWriter, run: RunId): void {
  const atOnce = 10_000;
  const noise = new CounterNoise(1).normal('loss', 0, new Float32Array(points));
  for (let first = 0; first < points; first += atOnce) {
    const steps = Array.from({ length: atOnce }, (_, index) => first + index + 1);
    writer.logPoints(run, [
      {
        series: 'loss/train-step',
        steps,
        values: steps.map((step) => Math.fround(Math.exp((noise[step - 1] ?? 0) / 5))),
      },
      { series: 'epoch', steps, values: steps.map((step) => step / 700) },
      { series: 'seconds', steps, values: steps.map((step) => step * 0.0013 + Math.sin(step) / 1e4) },
    ]);
  }
  writer.flush();
}

/** @returns how long the slices take, shortest first */
function pack(db: WriteDb, run: RunId): number[] {
  const slices: number[] = [];
  for (let isMore = true; isMore; ) {
    const slice = timed(() => {
      isMore = inRepeatableTransaction(db, () => packSlice(db, run, false));
    });
    slices.push(slice);
  }
  return slices.sort((left, right) => left - right);
}

function measureCurves(db: WriteDb, run: RunId) {
  const request = { run, series: 'loss/train-step', from: null, to: null, points: 2_000 } as const;
  const open = (axis: 'step' | 'epoch') =>
    timed(() => drawCurve({ db, cache: new ChunkCache(db) }, { ...request, axis }));
  const openMs = (['step', 'epoch'] as const).map((axis) => quickest(() => open(axis)));
  /** Into a curve that is shown, where nothing but the whole has been looked at. */
  const zoom = (axis: 'step' | 'epoch', from: number, to: number) => {
    const cache = new ChunkCache(db);
    drawCurve({ db, cache }, { ...request, axis });
    return timed(() => drawCurve({ db, cache }, { ...request, axis, from, to }));
  };
  const zoomMs = [
    quickest(() => zoom('step', 200_000, 320_000)),
    quickest(() => zoom('step', 500_100, 501_000)),
    quickest(() => zoom('epoch', 300, 600)),
    quickest(() => zoom('epoch', 900.5, 902)),
  ];
  return { openMs: Math.max(...openMs), zoomMs: Math.max(...zoomMs) };
}

/** Measures in a temporary home; takes about half a minute. */
export function main(): void {
  const directory = mkdtempSync(join(tmpdir(), 'selftune-store-ui-'));
  const home = openHomeForWriting({ directory, now: () => 0 });
  const config = runConfigSchema.parse({ data: { dataset: '0123456789abcdef' }, model: { kind: 'mlp', hidden: [] } });
  const writer = new StoreWriter(home.db, {
    onFailure: (error) => {
      throw error;
    },
  });
  try {
    const listMs = measureList(home.db, config);
    const run = insertRun(home.db, config, 0);
    logLongRun(writer, run);
    const slices = pack(home.db, run);

    // The longest waits for the disk or for whatever else the machine does.
    const sliceMs = slices[Math.floor(0.95 * slices.length)] ?? Number.NaN;
    const longestSliceMs = slices.at(-1) ?? Number.NaN;
    const bytes = home.db.prepare(
      'SELECT sum(length(data) + length(outline_fine) + length(outline_coarse)) FROM chunk',
    );
    const bytesPerPoint = Number(bytes.pluck().get()) / (3 * points);
    const measured = { listMs, ...measureCurves(home.db, run), sliceMs, longestSliceMs, bytesPerPoint };
    const rounded = Object.entries(measured).map(([name, value]) => [name, Math.round(value * 10) / 10]);
    console.log(JSON.stringify(Object.fromEntries(rounded)));
    const names = Object.keys(limits) as (keyof typeof limits)[];
    if (names.some((name) => measured[name] >= limits[name])) process.exitCode = 1;
  } finally {
    writer.close();
    home.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

if (import.meta.main) main();
