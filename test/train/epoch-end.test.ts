import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type EpochEnd, endEpoch, headlineMetric } from '../../src-main/train/epoch-end.ts';
import { initialLoopState, type LoopState } from '../../src-main/train/loop-state.ts';
import type { RunConfig, RunConfigInput } from '../../src-shared/domain/run-config.ts';
import { type FixtureValue, loadFixtures } from '../fixtures/load.ts';
import { smallConfig } from '../support/small-training.ts';

const hyperparameters = { 'input.dropout': 0.25 };

function configOf(training: RunConfigInput['training']): RunConfig {
  return smallConfig({ training });
}

/** Ends one epoch after the other with these validation losses, up to the first reason to stop. */
function endEpochs(losses: readonly number[], config: RunConfig): readonly EpochEnd[] {
  const ends: EpochEnd[] = [];
  let loop: LoopState = initialLoopState(config.training.optimizer.learningRate);
  for (const loss of losses) {
    const end = endEpoch(loop, {
      config,
      scores: { loss, metrics: { accuracy: 1 - loss }, rows: 10 },
      hyperparameters,
    });
    ends.push(end);
    loop = end.loop;
    if (end.stop !== null) break;
  }
  return ends;
}

describe('the best epoch', () => {
  it('is the first with the lowest loss, and carries its metric and its hyperparameters', () => {
    const ends = endEpochs([0.5, 0.25, 0.25, 0.75], configOf({ epochs: 10 }));
    expect(ends.map(({ isBest }) => isBest)).toEqual([true, true, false, false]);
    expect(ends.at(-1)?.loop.best).toEqual({ epoch: 2, validationLoss: 0.25, validationMetric: 0.75, hyperparameters });
  });

  it('shows accuracy, for numbers the root mean square error', () => {
    expect(headlineMetric({ loss: 1, metrics: { accuracy: 0.5 }, rows: 1 })).toBe(0.5);
    expect(headlineMetric({ loss: 1, metrics: { rmse: 3, mae: 2, r2: 0 }, rows: 1 })).toBe(3);
    expect(headlineMetric({ loss: 1, metrics: { perplexity: 9 }, rows: 1 })).toBe(9);
    expect(headlineMetric({ loss: 1, metrics: { perplexity: 9, bitsPerCharacter: 2 }, rows: 1 })).toBe(9);
  });
});

it('the next epoch starts its mean anew and remembers the losses so far', () => {
  const loop = { ...initialLoopState(0.1), step: 7, epochLoss: 4, epochSteps: 3, lastTrainLoss: 1 };
  const scores = { loss: 0.5, metrics: {}, rows: 1 };
  const end = endEpoch(loop, { config: configOf({ epochs: 2 }), scores, hyperparameters });
  expect(end.loop).toMatchObject({
    step: 7,
    epochsDone: 1,
    epochLoss: 0,
    epochSteps: 0,
    lastTrainLoss: 1,
    history: [0.5],
  });
});

describe('the end of the run', () => {
  it('comes with the last epoch', () => {
    const ends = endEpochs([3, 2, 1, 0], configOf({ epochs: 3 }));
    expect(ends.map(({ stop }) => stop)).toEqual([null, null, 'All 3 epochs are done.']);
  });

  it('comes when so many epochs brought no better loss as patience allows', () => {
    const ends = endEpochs([3, 1, 2, 1, 9], configOf({ epochs: 10, patience: 2 }));
    expect(ends).toHaveLength(4);
    expect(ends.at(-1)?.stop).toBe('The validation loss has not fallen for 2 epochs.');
  });

  it('does not come for want of patience when none is set', () => {
    expect(endEpochs([1, 2, 3, 4, 5], configOf({ epochs: 10 })).at(-1)?.stop).toBeNull();
  });

  describe('for a budget in minutes', () => {
    /** Why the run ends after its second epoch, with so many seconds of training behind it. */
    const reasonAfter = (seconds: number, training: RunConfigInput['training']): string | null => {
      const loop = { ...initialLoopState(0.1), seconds, epochsDone: 1, history: [1] };
      return endEpoch(loop, {
        config: configOf(training),
        scores: { loss: 1, metrics: {}, rows: 1 },
        hyperparameters,
      }).stop;
    };

    it('comes after the first epoch at whose end it is used up', () => {
      expect(reasonAfter(119.9, { epochs: 10, minutes: 2 })).toBeNull();
      expect(reasonAfter(120, { epochs: 10, minutes: 2 })).toBe('The budget of 2 minutes is used up after epoch 2.');
      expect(reasonAfter(61, { epochs: 10, minutes: 1 })).toBe('The budget of 1 minute is used up after epoch 2.');
      const seconds = reasonAfter(100, { epochs: 10, minutes: 100 / 60 });
      expect(seconds).toBe('The budget of 100 seconds is used up after epoch 2.');
    });

    it('does not come without one, and the last epoch ends the run all the same', () => {
      expect(reasonAfter(1e9, { epochs: 10 })).toBeNull();
      expect(reasonAfter(1, { epochs: 2, minutes: 5 })).toBe('All 2 epochs are done.');
    });

    it('must be a positive one', () => {
      expect(() => configOf({ minutes: 0 })).toThrow();
    });
  });

  it('comes once decay has brought the learning rate below its minimum', () => {
    const ends = endEpochs(
      [1, 2, 3, 4, 5],
      configOf({
        epochs: 10,
        optimizer: { name: 'sgd', learningRate: 0.5 },
        decay: { kind: 'nonmonotone', window: 1, factor: 0.5 },
        minimumLearningRate: 0.25,
      }),
    );
    expect(ends.map(({ loop }) => loop.learningRate)).toEqual([0.5, 0.5, 0.25, 0.125]);
    expect(ends.at(-1)?.stop).toBe('The learning rate has fallen below 0.25.');
  });

  it('does not come from a small learning rate that never decays', () => {
    const config = configOf({ epochs: 10, optimizer: { name: 'sgd', learningRate: 1e-7 } });
    expect(endEpochs([1], config)[0]?.stop).toBeNull();
  });
});

it('a lowered learning rate is said in words, an unchanged one is not', () => {
  const config = configOf({
    epochs: 10,
    optimizer: { name: 'sgd', learningRate: 0.5 },
    decay: { kind: 'nonmonotone', window: 1, factor: 0.5 },
  });
  const notes = endEpochs([1, 2, 3], config).map((end) => end.notes);
  expect(notes[1]).toEqual([]);
  expect(notes[2]?.map(({ kind }) => kind)).toEqual(['learning-rate']);
  expect(notes[2]?.[0]?.text).toContain('from 0.5 to 0.25');
});

describe('the golden main loops of the reference', () => {
  const control = loadFixtures(join(import.meta.dirname, '../fixtures/golden')).find(
    ({ name }) => name === 'control_logic',
  );
  const cases = control?.value.at('cases').list() ?? [];

  /** What the reference's settings are called here. The CNN code multiplies by its decay, the LSTM code divides. */
  function goldenConfig(golden: FixtureValue): RunConfig {
    const decay = golden.at('lr_decay').number();
    return configOf({
      epochs: 1_000,
      optimizer: { name: 'sgd', learningRate: golden.at('lr0').number() },
      patience: golden.at('patience').number(),
      decay: {
        kind: 'nonmonotone',
        window: golden.at('nonmono').number(),
        factor: golden.at('kind').text() === 'cnn' ? decay : 1 / decay,
      },
      minimumLearningRate: golden.at('lr_min').number(),
    });
  }

  it('are there', () => {
    expect(cases.length).toBeGreaterThanOrEqual(4);
  });

  it.each(cases.map((golden) => ({ golden, kind: golden.at('kind').text(), place: golden.place })))(
    '$place ($kind) keeps the same bests and stops after the same epoch for the same reason',
    ({ golden }) => {
      const log = golden.at('log').list();
      const ends = endEpochs(
        log.map((epoch) => epoch.at('val_loss').number()),
        goldenConfig(golden),
      );
      expect(ends).toHaveLength(log.length);
      expect(ends.map(({ isBest }) => isBest)).toEqual(log.map((epoch) => epoch.at('saved').boolean()));
      const stopped = golden.at('stopped');
      const words = stopped.isNull ? null : stopped.at('reason').text();
      const expected = { lr: 'The learning rate has fallen below', patience: 'The validation loss has not fallen for' };
      const reason = ends.at(-1)?.stop ?? null;
      if (words === null) expect(reason).toBeNull();
      else expect(reason).toContain(expected[words as keyof typeof expected]);
    },
  );
});
