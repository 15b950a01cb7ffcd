import { afterAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src-main/engine/engine.ts';
import { createReferenceEngine } from '../../src-main/engine/reference.ts';
import { buildLearner } from '../../src-main/methods/registry.ts';
import { initialLoopState } from '../../src-main/train/loop-state.ts';
import { compileNotice, textSamples } from '../../src-main/train/text-samples.ts';
import { createControl } from '../../src-main/trainer/control.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import { type Drive, drive, eventsOf, lastCheckpoint, smallConfig, smallProblem } from '../support/small-training.ts';
import { madeUpText, table, textLearner, vocabulary } from '../support/text-reader.ts';

const engine = createReferenceEngine();
afterAll(() => engine.dispose());

const names = { level: 'character', vocabulary } as const;
const learner = textLearner(2, 5, buildLearner(smallProblem(smallConfig())));
const rows = { train: madeUpText('train', 62), validation: madeUpText('validation', 40) };

/** What is told after steps that each end at so many seconds of training. */
async function toldAt(
  moments: readonly (readonly [seconds: number, at: 'step' | 'epoch' | 'end'])[],
  { seconds = 0, ...changes }: { seconds?: number } & Partial<Parameters<typeof textSamples>[0]> = {},
) {
  const compiled: string[] = [];
  const noting: Engine = {
    ...engine,
    compile: (source) => {
      compiled.push(source.name);
      return engine.compile(source);
    },
  };
  const noise = new CounterNoise(1);
  const common = { engine: noting, learner, text: rows.train, names, noise, seconds, now: () => 0 };
  const samples = textSamples({ ...common, ...changes });
  const state = await engine.createState({ table: learner.state.table ?? { shape: [], dtype: 'float32' } }, { table });
  const told: string[][] = [];
  for (const [index, [at, kind]] of moments.entries()) {
    const loop = { ...initialLoopState(1), step: index + 1, seconds: at };
    const isEpochEnd = kind !== 'step';
    const after = await samples.after(state, { loop, isEpochEnd, isEnd: kind === 'end' });
    told.push(after.map((event) => event.kind));
  }
  samples.dispose();
  state.dispose();
  return { told, compiled };
}

const sample = ['text-sample'];

describe('a sample of what a network writes is due', () => {
  it('at the ends of epochs', async () => {
    const { told } = await toldAt([
      [3, 'step'],
      [5, 'epoch'],
      [8, 'step'],
      [10, 'epoch'],
    ]);
    expect(told).toEqual([[], sample, [], sample]);
  });

  it('after every 30 s of training', async () => {
    const { told } = await toldAt([
      [29, 'step'],
      [30, 'step'],
      [59, 'step'],
      [61, 'step'],
    ]);
    expect(told).toEqual([[], sample, [], sample]);
  });

  it('not after every one of many short epochs, but at the first and at the end', async () => {
    const { told } = await toldAt([
      [0.5, 'epoch'],
      [1, 'epoch'],
      [2, 'epoch'],
      [2.5, 'epoch'],
      [3, 'epoch'],
      [3.1, 'end'],
    ]);
    expect(told).toEqual([sample, [], [], sample, [], sample]);
  });

  it('less often where the writing takes long, but at the end all the same', async () => {
    let asked = 0;
    // Two seconds a sample.
    const now = () => 2_000 * asked++;
    const { told } = await toldAt(
      [
        [5, 'epoch'],
        [40, 'step'],
        [64, 'epoch'],
        [66, 'epoch'],
        [70, 'epoch'],
        [71, 'end'],
      ],
      { now },
    );
    expect(told).toEqual([sample, [], [], sample, [], sample]);
  });

  it('30 s after a run went on', async () => {
    const { told } = await toldAt(
      [
        [120, 'step'],
        [130, 'step'],
      ],
      { seconds: 100 },
    );
    expect(told).toEqual([[], sample]);
  });

  it('never of a learner that does not write, and never without words', async () => {
    const silent = { ...learner, generation: null };
    expect((await toldAt([[50, 'epoch']], { learner: silent })).told).toEqual([[]]);
    expect((await toldAt([[50, 'epoch']], { names: undefined })).told).toEqual([[]]);
  });
});

it('the program that writes is compiled for the first sample, and once', async () => {
  expect((await toldAt([[1, 'step']])).compiled).toEqual([]);
  const twice = await toldAt([
    [5, 'epoch'],
    [10, 'epoch'],
  ]);
  expect(twice.compiled).toEqual(['write']);
});

it('compiling is told from a second on', () => {
  expect(compileNotice('the training', 999)).toEqual([]);
  expect(compileNotice('the training', 2_345)).toEqual([{ kind: 'compiled', text: 'Compiled the training in 2.3 s.' }]);
});

describe('a run that writes', () => {
  const config = smallConfig({ training: { epochs: 3 } });
  const run = (changes: Partial<Drive> = {}) => drive({ engine, config, learner, rows, text: names, ...changes });

  it('tells it at an epoch with what the network wrote', async () => {
    // 61 tokens are predicted: 2 streams of 6 steps of 5.
    const samples = eventsOf(await run(), 'event').filter(({ kind }) => kind === 'text-sample');
    // Its clock stands still, so that only the first epoch and the end are far enough apart.
    expect(samples.map(({ step, epoch }) => [step, epoch])).toEqual([
      [6, 1],
      [18, 3],
    ]);
    for (const { text } of samples) expect(text).toMatch(/^[a-g]{300}$/);
  });

  it('trains as the same run does that writes nothing', async () => {
    const [writing, silent] = [await run(), await run({ learner: { ...learner, generation: null } })];
    expect(eventsOf(silent, 'event')).toEqual([]);
    expect(eventsOf(writing, 'points')).toEqual(eventsOf(silent, 'points'));
    expect(lastCheckpoint(writing)).toEqual(lastCheckpoint(silent));
  });

  it.each([3, 6, 7])('goes on after step %i bit for bit, with what it had read', async (stopAfter) => {
    const whole = await run();
    const control = createControl();
    const stopped = await run({
      control,
      onEvent: (event) => {
        if (event.type === 'points' && event.step === stopAfter) control.ask('stop');
      },
    });
    const resumeFrom = lastCheckpoint(stopped).latest;
    expect(resumeFrom.loop.step).toBe(stopAfter);
    const resumed = await run({ resumeFrom });
    expect(eventsOf(resumed, 'points')).toEqual(eventsOf(whole, 'points').filter(({ step }) => step > stopAfter));
    expect(lastCheckpoint(resumed).latest).toEqual(lastCheckpoint(whole).latest);
  });
});
