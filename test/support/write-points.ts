// A process to be killed: owns the home in its first argument, starts a run and logs a point of two series at every step.
// Prints the step reached and the time it was handed to the writer, until its end.
import { setImmediate } from 'node:timers/promises';
import { openHomeForWriting } from '../../src-main/store/open.ts';
import { insertRun, updateRun } from '../../src-main/store/run-commands.ts';
import { StoreWriter } from '../../src-main/store/writer.ts';
import { runConfigSchema } from '../../src-shared/domain/run-config.ts';

const home = openHomeForWriting({ directory: process.argv[2] ?? '', now: Date.now });
const config = runConfigSchema.parse({
  data: { dataset: '0123456789abcdef' },
  model: { kind: 'mlp', hidden: [] },
});
const run = insertRun(home.db, config, Date.now());
updateRun(home.db, run, { state: 'running', pid: process.pid });
const writer = new StoreWriter(home.db, {
  onFailure: (error) => {
    throw error;
  },
});
for (let step = 1; ; step++) {
  writer.logPoints(run, [
    { series: 'loss/train-step', steps: [step], values: [1 / step] },
    { series: 'seconds', steps: [step], values: [step] },
  ]);
  if (step % 50 !== 1) continue;
  process.stdout.write(`${step} ${performance.timeOrigin + performance.now()}\n`);
  // Timers must get their turn: a commit is due every 500 ms.
  await setImmediate();
}
