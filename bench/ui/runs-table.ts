// The table of runs: from the press on "Runs" to its rows on the screen, and from a filter to the filtered rows.
import type { Browser } from 'playwright-core';
import { inTransaction } from '../../src-main/store/database.ts';
import type { WritableHome } from '../../src-main/store/open.ts';
import { insertRun, updateRun } from '../../src-main/store/run-commands.ts';
import { runConfigSchema } from '../../src-shared/domain/run-config.ts';
import { openApp } from './open-app.ts';
import { median, untilDrawn } from './until-drawn.ts';

const repeats = 5;

function fillWith(runs: number) {
  return (home: WritableHome) =>
    inTransaction(home.db, () => {
      for (let index = 0; index < runs; index++) {
        const config = runConfigSchema.parse({
          name: `trial ${index}`,
          data: { dataset: '0123456789abcdef' },
          model: { kind: 'mlp', hidden: [{ width: 16 }] },
          hyperparameters: { 'input.dropout': { mode: 'tuned' }, 'dense1.dropout': { mode: 'tuned' } },
          training: { seed: index, epochs: 20 },
        });
        const values = { 'input.dropout': 0.1 + index / (10 * runs), 'dense1.dropout': 0.3 };
        updateRun(home.db, insertRun(home.db, config, index), {
          state: 'finished',
          startedAt: index,
          finishedAt: index + 1_000,
          summary: {
            epochs: 20,
            steps: 400,
            trainSeconds: 1 + (index % 7),
            best: { epoch: 12, validationLoss: 0.1 + (index % 97) / 100, validationMetric: 0.9 },
            final: { hyperparameters: values },
            bestHyperparameters: values,
          },
        });
      }
    });
}

const rows = "document.querySelectorAll('.view-runs [role=row]').length";
const count = "Number(document.querySelector('.view-runs [aria-rowcount]')?.getAttribute('aria-rowcount') ?? -1)";

/** Types into the filter as a browser would. */
const typed = (text: string) => `{
  const field = document.querySelector('.view-runs input[type=search], .view-runs input[type=text]');
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, ${JSON.stringify(text)});
  field.dispatchEvent(new Event('input', { bubbles: true }));
}`;

export interface TableFigures {
  readonly openMs: number;
  readonly filterMs: number;
}

/** Medians over several visits. */
export async function measureTable(browser: Browser, runs: number): Promise<TableFigures> {
  const app = await openApp(fillWith(runs));
  try {
    const page = await app.openPage(browser);
    const opened: number[] = [];
    const filtered: number[] = [];
    // The first visit loads the screen's code; it is not counted.
    for (let visit = 0; visit <= repeats; visit++) {
      const openMs = await untilDrawn(page, { act: "location.hash = '/runs'", isThere: `${rows} > 10` });
      const whole = await page.evaluate<number>(count);
      const filterMs = await untilDrawn(page, { act: typed('trial 99'), isThere: `${count} < ${whole}` });
      await untilDrawn(page, { act: typed(''), isThere: `${count} === ${whole}` });
      await untilDrawn(page, { act: "location.hash = '/'", isThere: `${rows} === 0` });
      if (visit === 0) continue;
      opened.push(openMs);
      filtered.push(filterMs);
    }
    return { openMs: median(opened), filterMs: median(filtered) };
  } finally {
    await app.close();
  }
}
