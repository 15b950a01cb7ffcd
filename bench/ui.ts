// What a user waits for in the window, in a real browser on the real host: the table of runs, a long run, a comparison, the live view. Needs a built
// dist/renderer and Chromium. Prints one line of JSON a measurement; a limit that is not kept makes the exit code 1.
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { chromiumArguments, chromiumMissing, chromiumPath } from '../test/support/chromium.ts';
import { measureComparison } from './ui/comparison.ts';
import { measureLive } from './ui/live-run.ts';
import { measureLongRun } from './ui/long-run.ts';
import { measureTable } from './ui/runs-table.ts';

const limits: Readonly<Record<string, number>> = {
  'table of 1,000 runs, openMs': 300,
  'table of 1,000 runs, filterMs': 100,
  'run of 1,000,000 points, openMs': 500,
  'run of 1,000,000 points, zoomMs': 100,
  '100 experiments of 10,000 steps compared, openMs': 500,
  '100 seeds of 10,000 steps compared, openMs': 500,
  '500 experiments of 2,000 steps compared, openMs': 1_500,
  '500 seeds of 2,000 steps compared, openMs': 1_500,
  'live view of 30 series, pageCores': 0.25,
  'live view of 30 series, growthBytes': 10e6,
};

function tell(what: string, figures: Readonly<Record<string, number>>): void {
  const entries = Object.entries(figures).map(([name, value]) => {
    const limit = limits[`${what}, ${name}`];
    const isKept = limit === undefined || value < limit;
    if (!isKept) process.exitCode = 1;
    return [name, { value: Number(value.toPrecision(3)), ...(limit === undefined ? {} : { limit, isKept }) }];
  });
  console.log(JSON.stringify({ what, ...Object.fromEntries(entries) }));
}

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '1' }, only: { type: 'string' } } });
const executablePath = chromiumPath();
if (executablePath === null) {
  console.error(chromiumMissing);
  process.exitCode = 2;
} else {
  const browser = await chromium.launch({ executablePath, args: [...chromiumArguments] });
  const isWanted = (name: string) => values.only === undefined || values.only === name;
  try {
    if (isWanted('table')) {
      tell('table of 1,000 runs', { ...(await measureTable(browser, 1_000)) });
      tell('table of 10,000 runs', { ...(await measureTable(browser, 10_000)) });
    }
    if (isWanted('long')) tell('run of 1,000,000 points', { ...(await measureLongRun(browser)) });
    if (isWanted('compare')) {
      for (const [runs, steps] of [
        [100, 10_000],
        [500, 2_000],
      ] as const) {
        for (const hasSeedsOnly of [false, true]) {
          const what = `${runs} ${hasSeedsOnly ? 'seeds' : 'experiments'} of ${steps.toLocaleString('en')} steps compared`;
          tell(what, { ...(await measureComparison(browser, { runs, steps, hasSeedsOnly })) });
        }
      }
    }
    if (isWanted('live')) tell('live view of 30 series', { ...(await measureLive(browser, Number(values.minutes))) });
  } finally {
    await browser.close();
  }
}
