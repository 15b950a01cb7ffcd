import { describe, expect, it } from 'vitest';
import { layCourse } from '../../../src-main/train/course.ts';
import { countSteps } from '../../../src-shared/domain/step-count.ts';
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
