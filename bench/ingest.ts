// How many points a second the store takes: in bursts, and without a pause for eight seconds. Prints one line of JSON.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseFile } from '../src-main/store/home-files.ts';
import { openHomeForWriting } from '../src-main/store/open.ts';
import { insertRun } from '../src-main/store/run-commands.ts';
import { StoreWriter } from '../src-main/store/writer.ts';
import type { RunId } from '../src-shared/domain/ids.ts';
import type { SeriesPoints } from '../src-shared/domain/metric.ts';
import { runConfigSchema } from '../src-shared/domain/run-config.ts';

const seriesPerRun = 20;
const stepsPerMessage = 50;
const pointsPerMessage = seriesPerRun * stepsPerMessage;
const burstPoints = 200_000;
const bursts = 5;
const sustainedMs = 8_000;

/** What a trainer's message holds: `stepsPerMessage` points of every series, from step `first` on. */
function messageFrom(first: number): SeriesPoints[] {
  const steps = Array.from({ length: stepsPerMessage }, (_, index) => first + index);
  return Array.from({ length: seriesPerRun }, (_, index) => ({
    series: `hyperparameter/dense${index}.dropout`,
    steps,
    values: steps.map((step) => Math.sin(step + index)),
  }));
}

/** @returns points a second of the median burst, from the first message until the last commit */
function measureBursts(writer: StoreWriter, run: RunId): number {
  const rates = Array.from({ length: bursts }, (_, burst) => {
    const messages = Array.from({ length: burstPoints / pointsPerMessage }, (_, index) =>
      messageFrom(1 + (burst * burstPoints) / seriesPerRun + index * stepsPerMessage),
    );
    const start = performance.now();
    for (const message of messages) writer.logPoints(run, message);
    writer.flush();
    return (burstPoints / (performance.now() - start)) * 1_000;
  });
  return rates.sort((left, right) => left - right)[Math.floor(bursts / 2)] ?? 0;
}

interface Sustained {
  readonly perSecond: number;
  readonly points: number;
  /** The longest time that one message had to wait for a commit. */
  readonly longestMs: number;
}

function measureSustained(writer: StoreWriter, run: RunId): Sustained {
  const start = performance.now();
  let points = 0;
  let longestMs = 0;
  let before = start;
  while (before - start < sustainedMs) {
    writer.logPoints(run, messageFrom(1 + points / seriesPerRun));
    points += pointsPerMessage;
    const after = performance.now();
    longestMs = Math.max(longestMs, after - before);
    before = after;
  }
  writer.flush();
  return { perSecond: (points / (performance.now() - start)) * 1_000, points, longestMs };
}

/** Measures the store's intake in a temporary home; takes about ten seconds. */
export function main(): void {
  const directory = mkdtempSync(join(tmpdir(), 'selftune-ingest-'));
  const home = openHomeForWriting({ directory, now: Date.now });
  const config = runConfigSchema.parse({
    data: { dataset: '0123456789abcdef' },
    model: { kind: 'mlp', hidden: [] },
  });
  const writer = new StoreWriter(home.db, {
    onFailure: (error) => {
      throw error;
    },
  });
  try {
    const burstPerSecond = measureBursts(writer, insertRun(home.db, config, Date.now()));
    const sustained = measureSustained(writer, insertRun(home.db, config, Date.now()));
    writer.close();
    home.db.pragma('wal_checkpoint(TRUNCATE)');
    const points = sustained.points + bursts * burstPoints;
    console.log(
      JSON.stringify({
        burstPerSecond: Math.round(burstPerSecond),
        sustainedPerSecond: Math.round(sustained.perSecond),
        longestCommitMs: Math.round(sustained.longestMs),
        points,
        bytesPerPoint: Math.round((statSync(databaseFile(directory)).size / points) * 10) / 10,
      }),
    );
  } finally {
    home.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

if (import.meta.main) main();
