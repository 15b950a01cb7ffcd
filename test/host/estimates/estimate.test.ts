import { describe, expect, it } from 'vitest';
import { checkpointBytes, estimateRun, pointCount, stepSeconds } from '../../../src-main/host/estimates/estimate.ts';
import { sizeOfRun, stateBytes } from '../../../src-main/host/estimates/run-size.ts';
import { buildLearner } from '../../../src-main/methods/registry.ts';
import { initialLoopState } from '../../../src-main/train/loop-state.ts';
import { epochPoints, stepPoints } from '../../../src-main/train/points.ts';
import type { RunConfigInput } from '../../../src-shared/domain/run-config.ts';
import { settleHyperparameters } from '../../../src-shared/domain/settle-hyperparameters.ts';
import { testConfig } from '../../support/open-home.ts';

const rows = { train: 105, validation: 22, test: 23 };
const iris = { form: 'table' as const, inputs: 4, outputs: 3, imageShape: null, rows };
const uncalibrated = { factor: 1, runs: 0, closeness: 0 };

/** What is suggested for the iris data, written out. */
const suggested: Partial<RunConfigInput> = {
  model: { kind: 'mlp', hidden: [{ width: 64 }, { width: 64 }] },
  hyperparameters: {
    'input.dropout': { mode: 'tuned' },
    'dense1.dropout': { mode: 'tuned' },
    'dense2.dropout': { mode: 'tuned' },
    'dense1.l2': { mode: 'tuned' },
  },
  method: { name: 'stn', warmUpEpochs: 10 },
  training: { epochs: 200, batchSize: 32 },
};

function estimate(changes: Partial<RunConfigInput> = {}, calibration = uncalibrated) {
  const config = testConfig({ ...suggested, ...changes });
  return estimateRun({ config, size: sizeOfRun(config, iris), dataBytes: 3_000, cores: 2, calibration });
}

function learnerOf(changes: Partial<RunConfigInput>) {
  const config = testConfig({ ...suggested, ...changes });
  const learner = buildLearner({
    task: 'classification',
    inputs: 4,
    imageShape: null,
    tokens: null,
    pixelScale: null,
    outputs: 3,
    featureOfInput: [0, 1, 2, 3],
    model: config.model,
    hyperparameters: settleHyperparameters(config.hyperparameters, { model: config.model, data: null }),
    method: config.method,
    training: config.training,
    trainBatch: 32,
    validationBatch: 22,
  });
  return { config, learner };
}

describe('the state', () => {
  it.each([
    ['momentum', { name: 'sgd' as const, learningRate: 0.1, momentum: 0.9 }],
    ['no momentum', { name: 'sgd' as const, learningRate: 0.1, momentum: 0 }],
    ['Adam', { name: 'adam' as const, learningRate: 0.1 }],
  ])('has the bytes of what the method keeps, with %s', (_what, optimizer) => {
    for (const method of [{ name: 'stn' as const }, { name: 'fixed' as const }]) {
      const { config, learner } = learnerOf({ training: { optimizer }, method });
      const kept = Object.values(learner.state).reduce(
        (sum, { shape }) => sum + 4 * shape.reduce((product, extent) => product * extent, 1),
        0,
      );
      // The hyperparameters and their own optimiser are left out: a few hundred bytes.
      expect(kept - stateBytes(sizeOfRun(config, iris))).toBeGreaterThanOrEqual(0);
      expect(kept - stateBytes(sizeOfRun(config, iris))).toBeLessThan(400);
    }
  });
});

describe('the disk', () => {
  it('has the bytes of checkpoints that were measured', () => {
    // A run of 200 epochs left files of 90,656 bytes; one of 784-512-512-10 inputs and units, 4 epochs, of 10,785,304.
    expect(checkpointBytes(sizeOfRun(testConfig(suggested), iris), 200) / 90_656).toBeCloseTo(1, 1);
    const config = testConfig({
      ...suggested,
      model: { kind: 'mlp', hidden: [{ width: 512 }, { width: 512 }] },
      training: { epochs: 4, batchSize: 128 },
    });
    const images = {
      form: 'images' as const,
      inputs: 784,
      outputs: 10,
      imageShape: [28, 28, 1] as const,
      rows: { train: 4_200, validation: 900, test: 900 },
    };
    expect(checkpointBytes(sizeOfRun(config, images), 4) / 10_785_304).toBeCloseTo(1, 3);
  });

  it('has room for the points that the training loop logs', () => {
    const { config, learner } = learnerOf({ logging: { everySteps: 10 } });
    const reading = { values: learner.hyperparameters.map(() => 0), scales: learner.hyperparameters.map(() => 0) };
    const loop = { ...initialLoopState(0.1), lastTrainLoss: 1, lastValidationLoss: 1, epochSteps: 1 };
    const scores = { loss: 1, metrics: { accuracy: 1 }, rows: 22 };
    const ofStep = stepPoints(learner, reading, { loop, epoch: 1, isFirst: false }).length;
    const ofEpoch = epochPoints({ learner, reading, loop, scores }).length;
    const size = sizeOfRun(config, iris);
    const steps = Math.floor((size.steps.train + size.steps.hyper) / 10);
    expect(pointCount(size, config)).toBe(steps * ofStep + 200 * ofEpoch);
  });

  it('holds two states of a run that lasts, beside the best', () => {
    const long = estimate({ training: { epochs: 100_000, batchSize: 32 } });
    const quick = estimate({ training: { epochs: 100_000, batchSize: 32 }, logging: { checkpointSeconds: 1e6 } });
    expect(long.diskBytes - quick.diskBytes).toBe(
      Math.round(checkpointBytes(sizeOfRun(testConfig(suggested), iris), 100_000)),
    );
  });
});

/** The reference's small network on its images. */
const cifar = { form: 'images' as const, inputs: 3_072, outputs: 10, imageShape: [32, 32, 3] as const };
function smallCnn(hyperparameters: RunConfigInput['hyperparameters'], batchSize = 100) {
  const config = testConfig({
    model: { kind: 'cnn', conv: [{ channels: 10 }, { channels: 20 }, { channels: 40 }], hidden: [] },
    hyperparameters,
    training: { epochs: 1, batchSize },
  });
  return { config, size: sizeOfRun(config, { ...cifar, rows: { train: 1_000, validation: 200, test: 10 } }) };
}

describe('a convolutional network', () => {
  it('multiplies for every place of an image and has activities before it pools', () => {
    const { size } = smallCnn({ 'conv1.dropout': { mode: 'tuned' } });
    // Worked out by hand: kernels of 27, 90 and 180 values at 32 x 32, 16 x 16 and 8 x 8 places, then 640 x 10.
    expect(size.products).toBe(27 * 1_024 * 10 + 90 * 256 * 20 + 180 * 64 * 40 + 6_400);
    expect(size.products - size.convProducts).toBe(6_400);
    expect(size.convActivitiesOfRow).toBe(10_240 + 5_120 + 2_560);
    expect(size.activitiesOfRow).toBe(3_072 + 17_920 + 10);
  });

  it('draws once for each channel, and a few numbers for an image as a whole', () => {
    const tuned = { mode: 'tuned' as const };
    const drawsOf = (...names: string[]) => {
      const { size } = smallCnn(Object.fromEntries(names.map((name) => [name, tuned])));
      return size.drawsOfRow - names.length;
    };
    expect(drawsOf('conv2.dropout')).toBe(20);
    expect(drawsOf('flatten.dropout')).toBe(640);
    expect(drawsOf('input.dropout')).toBe(3_072);
    expect(drawsOf('input.cutoutHoles', 'input.cutoutLength')).toBe(16);
  });

  it('takes longer the more is done to its input, most for geometry and colours', () => {
    const trainOf = (...names: string[]) => {
      const { size } = smallCnn(
        Object.fromEntries(names.map((name) => [name, { mode: 'fixed', value: 0.1 } as const])),
      );
      return stepSeconds(size, 2).train;
    };
    const usual = trainOf('conv1.dropout');
    const cut = trainOf('conv1.dropout', 'input.cutoutHoles');
    const moved = trainOf('conv1.dropout', 'input.shift');
    const recoloured = trainOf('conv1.dropout', 'input.hue', 'input.contrast');
    expect([usual, cut, moved, recoloured]).toEqual([usual, cut, moved, recoloured].sort((a, b) => a - b));
    // One movement, whatever it is made of.
    expect(trainOf('conv1.dropout', 'input.shift', 'input.rotation')).toBeCloseTo(moved, 4);
  });

  it('needs memory for what its layers hand on, batch by batch', () => {
    const bytesOf = (batchSize: number) => {
      const { config, size } = smallCnn({ 'conv1.dropout': { mode: 'tuned' } }, batchSize);
      return estimateRun({ config, size, dataBytes: 0, cores: 2, calibration: uncalibrated }).memoryBytes;
    };
    // Measured with a similar network: 13 MB of activities took 10 times as much.
    expect((bytesOf(400) - bytesOf(100)) / (300 * 4 * 17_920)).toBeGreaterThan(8);
    expect((bytesOf(400) - bytesOf(100)) / (300 * 4 * 17_920)).toBeLessThan(14);
  });
});

describe('the time', () => {
  it('is a wide guess before any run, and a narrower range after some', () => {
    const guess = estimate();
    const known = estimate({}, { factor: 1, runs: 4, closeness: 1 });
    expect(guess.seconds[1] / guess.seconds[0]).toBeCloseTo(9);
    expect(known.seconds[1] / known.seconds[0]).toBeCloseTo(2.25);
    expect(guess.basis).toContain('A guess from the size of the model and 2 cores');
    expect(known.basis).toContain('4 finished runs on this machine');
    expect(estimate({}, { factor: 1, runs: 1, closeness: 1 }).basis).toContain('a finished run on this machine');
    const halfKnown = estimate({}, { factor: 1, runs: 2, closeness: 0.5 });
    expect(halfKnown.seconds[1] / halfKnown.seconds[0]).toBeCloseTo(4.5);
    expect(halfKnown.basis).toContain('2 finished runs of another size on this machine');
  });

  it('grows with what finished runs took', () => {
    const long = { training: { epochs: 100_000, batchSize: 32 }, logging: { checkpointSeconds: 1e6 } };
    const slow = estimate(long, { factor: 3, runs: 4, closeness: 1 });
    const usual = estimate(long, { factor: 1, runs: 4, closeness: 1 });
    expect(slow.seconds[0] / usual.seconds[0]).toBeCloseTo(3, 1);
  });

  it('may be short where the run stops without improvement', () => {
    const patient = estimate({ training: { epochs: 200, batchSize: 32, patience: 9 } });
    const stubborn = estimate({ training: { epochs: 200, batchSize: 32 } });
    expect(patient.seconds[0]).toBeCloseTo(stubborn.seconds[0] / 20);
    expect(patient.seconds[1]).toBe(stubborn.seconds[1]);
  });

  it('of a step rises with the batch, the width and a heavier optimiser', () => {
    const secondsOf = (changes: Partial<RunConfigInput>) =>
      stepSeconds(sizeOfRun(testConfig({ ...suggested, ...changes }), { ...iris, rows: { ...rows, train: 10_000 } }), 2)
        .train;
    const usual = secondsOf({});
    expect(secondsOf({ training: { batchSize: 64 } })).toBeGreaterThan(usual);
    expect(secondsOf({ model: { kind: 'mlp', hidden: [{ width: 512 }, { width: 512 }] } })).toBeGreaterThan(usual);
    expect(secondsOf({ training: { batchSize: 32, optimizer: { name: 'adam', learningRate: 0.1 } } })).toBeGreaterThan(
      usual,
    );
    expect(secondsOf({ method: { name: 'fixed' } })).toBeLessThan(usual);
  });
});

describe('the memory', () => {
  it('is the runtime, the data and the state in several copies', () => {
    const small = estimate();
    expect(small.memoryBytes).toBeGreaterThan(150e6);
    const wide = estimate({ model: { kind: 'mlp', hidden: [{ width: 2048 }, { width: 2048 }] } });
    expect(wide.memoryBytes - small.memoryBytes).toBeGreaterThan(
      5 *
        stateBytes(
          sizeOfRun(
            testConfig({ ...suggested, model: { kind: 'mlp', hidden: [{ width: 2048 }, { width: 2048 }] } }),
            iris,
          ),
        ),
    );
  });
});
