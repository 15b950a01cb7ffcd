// A run of a million logged points: from its address to its curves on the screen, and from a zoom to the curves inside it.
import type { Browser } from 'playwright-core';
import { inRepeatableTransaction } from '../../src-main/store/database.ts';
import type { WritableHome } from '../../src-main/store/open.ts';
import { packSlice } from '../../src-main/store/packing/pack-slice.ts';
import { insertRun, updateRun } from '../../src-main/store/run-commands.ts';
import { StoreWriter } from '../../src-main/store/writer.ts';
import { runConfigSchema } from '../../src-shared/domain/run-config.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import { openApp } from './open-app.ts';
import { median, untilDrawn } from './until-drawn.ts';

const points = 1_000_000;
const repeats = 5;
const atOnce = 10_000;
const stepsPerEpoch = 1_000;

function fillWithLongRun(home: WritableHome): void {
  const config = runConfigSchema.parse({
    data: { dataset: '0123456789abcdef' },
    model: { kind: 'mlp', hidden: [{ width: 16 }] },
    hyperparameters: { 'input.dropout': { mode: 'tuned' } },
    training: { epochs: points / stepsPerEpoch },
  });
  const run = insertRun(home.db, config, 0);
  const writer = new StoreWriter(home.db, {
    onFailure: (error) => {
      throw error;
    },
  });
  const noise = new CounterNoise(1).normal('loss', 0, new Float32Array(points));
  for (let first = 0; first < points; first += atOnce) {
    const steps = Array.from({ length: atOnce }, (_, index) => first + index + 1);
    const ends = steps.filter((step) => step % stepsPerEpoch === 0);
    writer.logPoints(run, [
      { series: 'loss/train-step', steps, values: steps.map((step) => Math.exp((noise[step - 1] ?? 0) / 5)) },
      { series: 'epoch', steps, values: steps.map((step) => step / stepsPerEpoch) },
      { series: 'seconds', steps, values: steps.map((step) => step / 1_000) },
      { series: 'loss/validation', steps: ends, values: ends.map((step) => 1 + 1 / step) },
      { series: 'hyperparameter/input.dropout', steps: ends, values: ends.map((step) => step / points / 2) },
      { series: 'scale/input.dropout', steps: ends, values: ends.map(() => 0.5) },
    ]);
  }
  writer.close();
  updateRun(home.db, run, { state: 'finished', startedAt: 0, finishedAt: 1_000_000 });
  // As a run is that has ended a while ago.
  for (let isMore = true; isMore; ) isMore = inRepeatableTransaction(home.db, () => packSlice(home.db, run, false));
}

/** How many of the points the figure shows, as its note says it. */
const note = "document.querySelector('.view-run figcaption, figure figcaption')?.textContent ?? ''";
const key = (name: string) =>
  `document.querySelector('figure [tabindex="0"]').dispatchEvent(new KeyboardEvent('keydown', { key: '${name}', bubbles: true }))`;

export interface LongRunFigures {
  readonly openMs: number;
  readonly zoomMs: number;
}

/** Medians over several visits. */
export async function measureLongRun(browser: Browser): Promise<LongRunFigures> {
  const app = await openApp(fillWithLongRun);
  try {
    const page = await app.openPage(browser);
    const opened: number[] = [];
    const zoomed: number[] = [];
    for (let visit = 0; visit <= repeats; visit++) {
      const isDrawn = `document.querySelector('figure canvas') !== null && /\\d/.test(${note})`;
      const openMs = await untilDrawn(page, { act: "location.hash = '/runs/1'", isThere: isDrawn });
      const whole = JSON.stringify(await page.evaluate<string>(note));
      const zoomMs = await untilDrawn(page, { act: key('+'), isThere: `(${note}) !== ${whole} && (${note}) !== ''` });
      await untilDrawn(page, { act: "location.hash = '/'", isThere: "document.querySelector('figure') === null" });
      if (visit === 0) continue;
      opened.push(openMs);
      zoomed.push(zoomMs);
    }
    return { openMs: median(opened), zoomMs: median(zoomed) };
  } finally {
    await app.close();
  }
}
