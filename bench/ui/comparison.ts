// Hundreds of runs laid over one another: from their address to their curves on the screen. Once as experiments of their own, once as seeds
// of one.
import type { Browser, Page } from 'playwright-core';
import { inRepeatableTransaction } from '../../src-main/store/database.ts';
import type { WritableHome } from '../../src-main/store/open.ts';
import { packSlice } from '../../src-main/store/packing/pack-slice.ts';
import { insertRun, updateRun } from '../../src-main/store/run-commands.ts';
import { StoreWriter } from '../../src-main/store/writer.ts';
import { runConfigSchema } from '../../src-shared/domain/run-config.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import { openApp } from './open-app.ts';
import { median, untilDrawn } from './until-drawn.ts';

/** What is laid over one another. */
export interface ComparedRuns {
  readonly runs: number;
  readonly steps: number;
  /** Whether the runs differ in their seed alone. */
  readonly hasSeedsOnly: boolean;
}

const epochs = 100;
const repeats = 5;
const tuned = ['input.dropout', 'dense1.dropout', 'dense1.l2', 'dense2.dropout', 'dense2.l2', 'output.l2'] as const;

function fillWithRuns(compared: ComparedRuns) {
  return (home: WritableHome) => {
    const noise = new CounterNoise(1).normal('loss', 0, new Float32Array(compared.steps));
    for (let index = 0; index < compared.runs; index++) fillWithRun(home, index, { ...compared, noise });
  };
}

function fillWithRun(home: WritableHome, index: number, how: ComparedRuns & { readonly noise: Float32Array }): void {
  const { steps } = how;
  const stepsPerEpoch = steps / epochs;
  const config = runConfigSchema.parse({
    data: { dataset: '0123456789abcdef' },
    model: { kind: 'mlp', hidden: [{ width: 16 }, { width: how.hasSeedsOnly ? 16 : 16 + index }] },
    hyperparameters: Object.fromEntries(tuned.map((name) => [name, { mode: 'tuned' }])),
    training: { epochs, seed: index },
  });
  const run = insertRun(home.db, config, index);
  const writer = new StoreWriter(home.db, {
    onFailure: (error) => {
      throw error;
    },
  });
  const all = Array.from({ length: steps }, (_, at) => at + 1);
  const ends = all.filter((step) => step % stepsPerEpoch === 0);
  const wobble = (step: number) => (how.noise[(step + 97 * index) % steps] ?? 0) / 20;
  const end = (name: string) => (name.endsWith('l2') ? 1e-4 * (2 + (index % 7)) : 0.1 + (index % 11) / 20);
  writer.logPoints(run, [
    { series: 'loss/train-step', steps: all, values: all.map((step) => Math.exp(wobble(step)) / (1 + step / 2_000)) },
    { series: 'epoch', steps: all, values: all.map((step) => step / stepsPerEpoch) },
    { series: 'seconds', steps: all, values: all.map((step) => step / 1_000) },
    { series: 'loss/train', steps: ends, values: ends.map((step) => 1 / (1 + step / 2_000)) },
    { series: 'loss/validation', steps: ends, values: ends.map((step) => 1.1 / (1 + step / 2_500) + wobble(step)) },
    ...tuned.map((name) => ({
      series: `hyperparameter/${name}` as const,
      steps: ends,
      values: ends.map((step) => (end(name) * (1 + step / steps)) / 2),
    })),
  ]);
  writer.close();
  const values = Object.fromEntries(tuned.map((name) => [name, end(name)]));
  updateRun(home.db, run, {
    state: 'finished',
    startedAt: index,
    finishedAt: index + 10_000,
    summary: {
      epochs,
      steps,
      trainSeconds: 10,
      best: { epoch: 90, validationLoss: 0.2 + index / 1_000, validationMetric: 0.9 },
      final: { hyperparameters: values },
      bestHyperparameters: values,
    },
  });
  for (let isMore = true; isMore; ) isMore = inRepeatableTransaction(home.db, () => packSlice(home.db, run, false));
}

export interface ComparisonFigures {
  readonly openMs: number;
  /** The longest time for which the page answers nothing. */
  readonly longestTaskMs: number;
}

const address = (count: number) =>
  `location.hash = '/compare?runs=${Array.from({ length: count }, (_, index) => index + 1).join(',')}'`;
/** Lines, or seeds of a line, that the column beside the figure tells of: only those have one whose curves are there. */
const told = `Math.max(0, ...[...document.querySelectorAll('.view-compare .plot-readout > *')].map((entry) =>
  Number(/n = (\\d+)|and (\\d+) more/.exec(entry.title + entry.textContent)?.slice(1).find(Boolean) ?? 0)))`;

const watchTasks = `{
  globalThis.longest = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration);
  }).observe({ type: 'longtask' });
}`;

async function visit(page: Page, runs: number): Promise<ComparisonFigures> {
  // What the last visit drew is not there any more.
  await untilDrawn(page, { act: address(1), isThere: "document.querySelectorAll('.plot-readout .row').length === 6" });
  await untilDrawn(page, { act: "location.hash = '/'", isThere: "document.querySelector('figure') === null" });
  await page.evaluate('globalThis.longest = 0');
  const openMs = await untilDrawn(page, { act: address(runs), isThere: `(${told}) > ${runs / 2}` });
  // Observers are told of a task after it.
  await page.evaluate('new Promise((resolve) => setTimeout(resolve, 100))');
  const longestTaskMs = await page.evaluate<number>('globalThis.longest');
  await untilDrawn(page, { act: "location.hash = '/'", isThere: "document.querySelector('figure') === null" });
  return { openMs, longestTaskMs };
}

/** Medians over several visits. */
export async function measureComparison(browser: Browser, compared: ComparedRuns): Promise<ComparisonFigures> {
  const app = await openApp(fillWithRuns(compared));
  try {
    const page = await app.openPage(browser);
    await page.evaluate(watchTasks);
    const visits: ComparisonFigures[] = [];
    // The first visit loads the screen's code; it is not counted.
    await visit(page, compared.runs);
    for (let count = 0; count < repeats; count++) visits.push(await visit(page, compared.runs));
    return {
      openMs: median(visits.map(({ openMs }) => openMs)),
      longestTaskMs: median(visits.map(({ longestTaskMs }) => longestTaskMs)),
    };
  } finally {
    await app.close();
  }
}
