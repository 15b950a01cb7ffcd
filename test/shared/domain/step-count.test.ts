import { describe, expect, it } from 'vitest';
import { layCourse } from '../../../src-main/train/course.ts';
import { countSteps, textLayout } from '../../../src-shared/domain/step-count.ts';
import { testConfig } from '../../support/open-home.ts';

describe('the number of steps by the config', () => {
  it.each([
    [{ epochs: 10, batchSize: 16 }, { warmUpEpochs: 1, trainSteps: 2, validationSteps: 1 }, 105],
    [{ epochs: 3, batchSize: 500 }, { warmUpEpochs: 5, trainSteps: 2, validationSteps: 1 }, 105],
    [{ epochs: 7, batchSize: 10 }, { warmUpEpochs: 0, trainSteps: 3, validationSteps: 4 }, 33],
    [{ epochs: 1, batchSize: 1 }, { warmUpEpochs: 0, trainSteps: 50, validationSteps: 1 }, 9],
  ])('is that of the course of training: %j, %j, %i rows', (training, stn, rows) => {
    const config = testConfig({ training, method: { name: 'stn', ...stn } });
    const count = countSteps(config, rows, 'table');
    const course = layCourse(
      {
        warmUpEpochs: stn.warmUpEpochs,
        alternation: { trainSteps: stn.trainSteps, hyperSteps: stn.validationSteps },
      },
      Math.max(1, Math.floor(rows / Math.min(rows, training.batchSize))),
      training.epochs,
    );
    expect(count.batchesPerEpoch).toBe(course.batchesPerEpoch);
    expect(count.train + count.hyper).toBe(course.totalSteps);
    expect(count.train).toBe(course.trainStepsUpTo(course.totalSteps));
  });

  it('has no steps of the hyperparameters where they are fixed', () => {
    const config = testConfig({ training: { epochs: 4, batchSize: 10 }, method: { name: 'fixed' } });
    expect(countSteps(config, 100, 'table')).toEqual({ batch: 10, batchesPerEpoch: 10, train: 40, hyper: 0 });
  });
});

describe('a running text', () => {
  it.each([
    // 20 streams of 35 tokens a step, a token more at the end to be predicted.
    [701, { batchSize: 20, length: 35 }, { streams: 20, steps: 1 }],
    [1_400, { batchSize: 20, length: 35 }, { streams: 20, steps: 1 }],
    [1_401, { batchSize: 20, length: 35 }, { streams: 20, steps: 2 }],
    // The King James Bible: 686,728 tokens of training, its lines' ends included.
    [686_728, { batchSize: 20, length: 35 }, { streams: 20, steps: 981 }],
    // Too short for 20 streams: as many as one step of each can be read from.
    [700, { batchSize: 20, length: 35 }, { streams: 19, steps: 1 }],
    [36, { batchSize: 20, length: 35 }, { streams: 1, steps: 1 }],
  ])('of %i tokens by %j is laid out as %j', (tokens, layout, expected) => {
    expect(textLayout(tokens, layout)).toEqual(expected);
    expect(expected.streams * expected.steps * layout.length).toBeLessThan(tokens);
  });

  it('has its steps counted by streams and lengths, and as sequences by rows', () => {
    const config = testConfig({
      model: { kind: 'lstm', lstm: [{ width: 8 }], length: 10 },
      hyperparameters: {},
      method: { name: 'fixed' },
      training: { epochs: 3, batchSize: 4 },
    });
    expect(countSteps(config, 401, 'text')).toEqual({ batch: 4, batchesPerEpoch: 10, train: 30, hyper: 0 });
    expect(countSteps(config, 401, 'sequences')).toEqual({ batch: 4, batchesPerEpoch: 100, train: 300, hyper: 0 });
  });
});
