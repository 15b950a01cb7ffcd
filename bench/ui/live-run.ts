// The live view with 30 series at 10 points a second each: processor time of the page and growth of its memory.
import { setInterval as every } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { runConfigSchema } from '../../src-shared/domain/run-config.ts';
import type { FakeTrainer } from '../../test/support/fake-launcher.ts';
import { openApp } from './open-app.ts';

const hiddenLayers = 12;
const everyMs = 100;
/** Until the first of what is cached is there. */
const settleMs = 10_000;
const epochSteps = 50;

/** Dropout of the input and of every hidden layer, L2 of every layer with weights: 26 hyperparameters; four losses make it 30 series. */
const names = [
  ...['input', ...Array.from({ length: hiddenLayers }, (_, index) => `dense${index + 1}`)].map(
    (name) => `${name}.dropout`,
  ),
  ...[...Array.from({ length: hiddenLayers }, (_, index) => `dense${index + 1}`), 'output'].map((name) => `${name}.l2`),
];

function sayStep(trainer: FakeTrainer, step: number): void {
  const at = (series: string, value: number) => ({ series, steps: [step], values: [value] });
  trainer.say({
    type: 'points',
    series: [
      at('epoch', step / epochSteps),
      at('seconds', step / 10),
      at('loss/train-step', 1 + Math.sin(step / 7) / 3),
      at('loss/validation-step', 1.2 + Math.cos(step / 9) / 3),
      at('loss/train', 1 / (1 + step / 500)),
      at('loss/validation', 1.1 / (1 + step / 500)),
      ...names.map((name, index) =>
        at(
          `hyperparameter/${name}`,
          name.endsWith('l2') ? 1e-4 * (2 + Math.sin(step / 50 + index)) : 0.3 + Math.sin(step / 80 + index) / 5,
        ),
      ),
    ],
  });
  trainer.say({
    type: 'progress',
    step,
    epoch: step / epochSteps,
    epochs: 10_000,
    loss: 1,
    stepsPerSecond: 10,
    secondsLeft: 3_600,
  });
}

export interface LiveFigures {
  /** Share of one core that the page's process used. */
  readonly pageCores: number;
  /** Share of one core that the process used which composes the page's picture; without a graphics card it paints it too. */
  readonly painterCores: number;
  /** Growth of the page's live memory after garbage collection, in bytes. */
  readonly growthBytes: number;
}

/** @param minutes how long it is watched */
export async function measureLive(browser: Browser, minutes: number): Promise<LiveFigures> {
  const app = await openApp(() => undefined);
  try {
    const { id } = await app.application.handlers['data.importSample']({ name: 'digits' });
    const config = runConfigSchema.parse({
      data: { dataset: id },
      model: { kind: 'mlp', hidden: Array.from({ length: hiddenLayers }, () => ({ width: 8 })) },
      hyperparameters: Object.fromEntries(names.map((name) => [name, { mode: 'tuned' }])),
      training: { epochs: 10_000 },
    });
    const page = await app.openPage(browser);
    await app.application.handlers['runs.start']({ config, seeds: [1] });
    const trainer = app.launcher.last;
    trainer.hello();
    trainer.say({ type: 'phase', phase: 'training' });
    await page.evaluate("location.hash = '/runs/1'");

    const system = await browser.newBrowserCDPSession();
    const session = await page.context().newCDPSession(page);
    const read = async () => {
      await session.send('HeapProfiler.collectGarbage');
      const { usedSize } = await session.send('Runtime.getHeapUsage');
      const { processInfo } = await system.send('SystemInfo.getProcessInfo');
      const seconds = (type: string) =>
        processInfo.filter((one) => one.type === type).reduce((sum, one) => sum + one.cpuTime, 0);
      return { at: performance.now(), usedSize, page: seconds('renderer'), painter: seconds('GPU') };
    };

    let step = 0;
    let before: Awaited<ReturnType<typeof read>> | null = null;
    const begun = performance.now();
    for await (const _ of every(everyMs)) {
      sayStep(trainer, ++step);
      const passedMs = performance.now() - begun;
      if (before === null && passedMs > settleMs) before = await read();
      if (before !== null && performance.now() - before.at > minutes * 60_000) break;
    }
    if (before === null) throw new Error('Nothing was measured.');
    const after = await read();
    trainer.exit();
    const seconds = (after.at - before.at) / 1_000;
    return {
      pageCores: (after.page - before.page) / seconds,
      painterCores: (after.painter - before.painter) / seconds,
      growthBytes: after.usedSize - before.usedSize,
    };
  } finally {
    await app.close();
  }
}
