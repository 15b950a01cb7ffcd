// A queue over a temporary home and fake trainers, with everything it told its observer.
import { onTestFinished } from 'vitest';
import { Queue } from '../../src-main/runs/queue.ts';
import type { RunNotice } from '../../src-main/runs/run-notice.ts';
import type { WritableHome } from '../../src-main/store/open.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import type { TrainerMessage } from '../../src-shared/trainer-protocol/messages.ts';
import { FakeLauncher } from './fake-launcher.ts';
import { testHome } from './open-home.ts';
import { testTime } from './temporary-home.ts';

export interface TestQueueOptions {
  readonly home?: WritableHome;
  readonly atOnce?: number;
  readonly isAlive?: (pid: number) => boolean;
}

/** A queue for one test; `clock.now` may be moved. */
export function testQueue(options: TestQueueOptions = {}) {
  const home = options.home ?? testHome();
  const launcher = new FakeLauncher();
  const notices: { run: RunId; notice: RunNotice }[] = [];
  const clock = { now: testTime };
  const queue = new Queue({
    home,
    launcher,
    observer: (run, notice) => notices.push({ run, notice }),
    now: () => clock.now,
    datasetDirectory: (dataset) => `/datasets/${dataset}`,
    ...(options.atOnce === undefined ? {} : { own: { atOnce: options.atOnce } }),
    isAlive: options.isAlive ?? (() => false),
  });
  onTestFinished(async () => {
    for (const trainer of launcher.started) if (!trainer.hasExited) trainer.kill();
    await queue.close();
  });
  return { home, launcher, notices, clock, queue };
}

/** What a trainer says at the end of a short run. */
export const done: Extract<TrainerMessage, { type: 'done' }> = {
  type: 'done',
  outcome: 'finished',
  reason: 'All epochs done.',
  summary: {
    epochs: 1,
    steps: 30,
    trainSeconds: 0.5,
    best: { epoch: 1, validationLoss: 0.4, validationMetric: 0.9 },
    final: { hyperparameters: { 'input.dropout': 0.2 } },
    bestHyperparameters: { 'input.dropout': 0.2 },
  },
};
