import { describe, expect, it } from 'vitest';
import { advance, epochsIn, noProgress } from '../../src-main/cli/run-progress.ts';
import type { RunNotice } from '../../src-main/host/host.ts';

const points: Extract<RunNotice, { type: 'points' }> = {
  type: 'points',
  series: [
    { series: 'epoch', steps: [10, 12, 20, 20, 24], values: [0.8, 1, 1.6, 2, 2.2] },
    { series: 'loss/train', steps: [12, 20], values: [0.9, 0.7] },
    { series: 'loss/validation', steps: [12, 20], values: [1, 0.8] },
    { series: 'metric/accuracy', steps: [12, 20], values: [0.5, 0.6] },
    { series: 'hyperparameter/input.dropout', steps: [10, 12, 20, 20, 24], values: [0.1, 0.2, 0.25, 0.3, 0.4] },
    { series: 'scale/input.dropout', steps: [12], values: [0.5] },
  ],
};

describe('the epochs in a message of points', () => {
  it('are those with a validation loss, each with what was logged last at its step', () => {
    expect(epochsIn(points)).toEqual([
      {
        epoch: 1,
        step: 12,
        trainLoss: 0.9,
        validationLoss: 1,
        metrics: { accuracy: 0.5 },
        hyperparameters: { 'input.dropout': 0.2 },
      },
      {
        epoch: 2,
        step: 20,
        trainLoss: 0.7,
        validationLoss: 0.8,
        metrics: { accuracy: 0.6 },
        hyperparameters: { 'input.dropout': 0.3 },
      },
    ]);
  });

  it('are none where no epoch ended', () => {
    expect(epochsIn({ type: 'points', series: [{ series: 'epoch', steps: [1], values: [0.1] }] })).toEqual([]);
  });
});

describe('progress', () => {
  it('gathers from what the run tells', () => {
    const notices: RunNotice[] = [
      { type: 'phase', phase: 'training' },
      points,
      { type: 'progress', step: 24, epoch: 2.2, epochs: 5, loss: 0.7, stepsPerSecond: 10, secondsLeft: 3 },
    ];
    expect(notices.reduce(advance, noProgress)).toEqual({
      phase: 'training',
      epoch: 2.2,
      epochs: 5,
      loss: 0.7,
      perplexity: null,
      secondsLeft: 3,
      hyperparameters: { 'input.dropout': 0.4 },
    });
  });
});

describe('progress on a text', () => {
  it('has the newest perplexity, which is logged once an epoch', () => {
    const validated = (perplexity: number): RunNotice => ({
      type: 'points',
      series: [{ series: 'metric/perplexity', steps: [12], values: [perplexity] }],
    });
    let progress = noProgress;
    const seen = [points, validated(250), points, validated(120.5), points].map((notice) => {
      progress = advance(progress, notice);
      return progress.perplexity;
    });
    expect(seen).toEqual([null, 250, 250, 120.5, 120.5]);
  });
});
