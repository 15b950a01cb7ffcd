// `npm run bench -- schedule-table --home FOLDER [--at-once N]`: the paper's table of schedules of the output dropout, on a small LSTM: the
// best fixed value, with Gaussian and with sinusoidal noise, the self-tuning network, its final value held, its schedule replayed. On the
// product's own path: studies, queue, trainers, store. What has ended in FOLDER is not run again. docs/results.md keeps the last table.
import { parseArgs } from 'node:util';
import type { StudyTrial } from '../src-shared/contract/studies.ts';
import { stnConfigSchema } from '../src-shared/domain/method-config.ts';
import type { Arm, StudyConfigInput } from '../src-shared/domain/study.ts';
import { mean, spread, table } from './tunes/table.ts';
import { type FollowedStudy, openBenchHome } from './versus/follow.ts';
import { problems, seeds } from './versus/problems.ts';

/** Behind the last LSTM layer, as in the paper. */
const outputDropout = 'lstm2.dropout';
/** The other six are held where the self-tuning LSTM starts. */
const heldAt = 0.05;
const stn = { name: 'stn', hyperparameterLearningRate: 3e-2, warmUpEpochs: 2 } as const;
/** Of the run whose schedule is taken, and of the search for the best fixed value; none of the table's. */
const sourceSeed = 200;
const fixedValues = 5;

const { values } = parseArgs({ options: { home: { type: 'string' }, 'at-once': { type: 'string', default: '2' } } });
if (values.home === undefined) {
  console.error('Name a folder for the home that is trained in: --home FOLDER.');
  process.exit(2);
}
const problem = problems.find(({ key }) => key === 'kjv');
if (problem === undefined) throw new Error('The problem on the King James Bible is gone.');
const home = await openBenchHome(values.home, Number(values['at-once']));
const tell = (line: string) => process.stderr.write(`${line}\n`);

function startingAt(start: number): NonNullable<StudyConfigInput['config']['hyperparameters']> {
  const others = Object.keys(problem?.config.hyperparameters ?? {}).filter((name) => name !== outputDropout);
  return {
    ...Object.fromEntries(others.map((name) => [name, { mode: 'fixed', value: heldAt }])),
    [outputDropout]: { mode: 'tuned', start, range: [0, 0.95] },
  };
}

/** The search's trial with the lowest validation loss: its output dropout. */
function bestFixed({ details, runs }: FollowedStudy): number {
  const lossOf = ({ run }: StudyTrial) => runs.get(run)?.best?.loss ?? Number.POSITIVE_INFINITY;
  const trials = details.trials.filter(({ place }) => place.arm === 1);
  const [best] = trials.toSorted((a, b) => lossOf(a) - lossOf(b));
  return best?.values[outputDropout] ?? Number.NaN;
}

try {
  const dataset = await problem.prepare(home.datasets);
  const config = { ...problem.config, data: { dataset, split: problem.split } };
  const source = await home.finish(
    {
      name: 'schedule table, source',
      purpose: 'comparison',
      config: { ...config, hyperparameters: startingAt(heldAt) },
      arms: [
        { label: 'STN', method: stn },
        { label: 'Fixed values', method: { name: 'grid', points: fixedValues } },
      ],
      seeds: [sourceSeed],
      budget: { unit: 'trials', amount: fixedValues },
    },
    tell,
  );
  const found = source.details.trials.find(({ place }) => place.arm === 0);
  if (found === undefined) throw new Error('The self-tuning run is missing from its study.');
  const schedule = await home.scheduleOf(found.run);
  const final = schedule.values[outputDropout]?.at(-1) ?? Number.NaN;
  const best = bestFixed(source);
  const aroundBest = startingAt(best);
  const fromStart = startingAt(heldAt);
  const arms: readonly Arm[] = [
    { label: `p = ${best.toFixed(2)}, fixed`, method: { name: 'fixed' }, hyperparameters: aroundBest },
    {
      label: `p = ${best.toFixed(2)} with Gaussian noise`,
      method: { name: 'gaussian', deviation: 0.05 },
      hyperparameters: aroundBest,
    },
    {
      label: `p = ${best.toFixed(2)} with sinusoidal noise`,
      method: { name: 'sinusoid', amplitude: 0.1, period: 191 },
      hyperparameters: aroundBest,
    },
    {
      label: `p = ${final.toFixed(2)}, the STN’s final value`,
      method: { name: 'final', values: { [outputDropout]: final }, source: `Run ${found.run}` },
      hyperparameters: fromStart,
    },
    { label: 'STN', method: stnConfigSchema.parse(stn), hyperparameters: fromStart },
    {
      label: 'LSTM with the STN’s schedule',
      method: { name: 'replay', schedule, length: null },
      hyperparameters: fromStart,
    },
  ];
  const study = await home.finish(
    {
      name: 'schedule table',
      purpose: 'schedules',
      config: { ...config, hyperparameters: fromStart },
      arms: [...arms],
      seeds,
      budget: { unit: 'trials', amount: 1 },
      source: found.run,
    },
    tell,
  );
  const rows: string[][] = [];
  for (const { label, best: losses, bestRuns } of study.details.row.arms) {
    const test: number[] = [];
    for (const run of bestRuns) if (run !== null) test.push(await home.testLoss(run));
    rows.push([
      label,
      spread(losses.map(Math.exp), 1),
      spread(test.map(Math.exp), 1),
      mean(losses).toFixed(3),
      mean(test).toFixed(3),
    ]);
  }
  const head = ['output dropout', 'validation perplexity', 'sealed-test perplexity', 'validation loss', 'test loss'];
  process.stdout.write(`\n${table(head, rows)}\n`);
} finally {
  await home.close();
}
