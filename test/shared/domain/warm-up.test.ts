import { describe, expect, it } from 'vitest';
import { type RunConfigInput, runConfigSchema } from '../../../src-shared/domain/run-config.ts';
import { suggestedWarmUp, warmUpSteps, withFittingWarmUp } from '../../../src-shared/domain/warm-up.ts';

const configOf = (method: RunConfigInput['method'], epochs = 20) =>
  runConfigSchema.parse({
    data: { dataset: '0123456789abcdef' },
    model: { kind: 'mlp', hidden: [] },
    method,
    training: { epochs },
  });

describe('the end of the warm-up', () => {
  it('follows from one point logged inside it', () => {
    // 10 steps are 2.5 epochs: 4 steps an epoch, 3 epochs of warm-up.
    expect(warmUpSteps(configOf({ name: 'stn', warmUpEpochs: 3 }), { step: 10, epoch: 2.5 })).toBe(12);
  });

  it('is not later than the end of the run', () => {
    expect(warmUpSteps(configOf({ name: 'stn', warmUpEpochs: 30 }, 20), { step: 4, epoch: 1 })).toBe(80);
  });

  it.each([
    ['there is none', { name: 'stn', warmUpEpochs: 0 } as const, { step: 10, epoch: 2.5 }],
    ['nothing is tuned', { name: 'fixed' } as const, { step: 10, epoch: 2.5 }],
    ['nothing was logged', { name: 'stn', warmUpEpochs: 3 } as const, { step: undefined, epoch: undefined }],
    ['the first point lies behind it', { name: 'stn', warmUpEpochs: 3 } as const, { step: 40, epoch: 8 }],
  ])('is not told when %s', (_, method, first) => {
    expect(warmUpSteps(configOf(method), first)).toBe(0);
  });
});

describe('the suggested warm-up', () => {
  it('is a twentieth of the epochs, at least one', () => {
    expect([3, 20, 200].map(suggestedWarmUp)).toEqual([1, 1, 10]);
  });

  const warmUpAfter = (warmUpEpochs: number, first: number, ...others: number[]) => {
    let config = configOf({ name: 'stn', warmUpEpochs }, first);
    for (const epochs of others) {
      config = withFittingWarmUp(config, { ...config, training: { ...config.training, epochs } });
    }
    return config.method.name === 'stn' ? config.method.warmUpEpochs : null;
  };

  it('follows the epochs while nobody has chosen another', () => {
    expect(warmUpAfter(15, 300, 12)).toBe(1);
    expect(warmUpAfter(15, 300, 1, 12, 120)).toBe(6);
    expect(warmUpAfter(4, 300, 12)).toBe(4);
  });

  it('gives way to epochs that were emptied and written anew, where nothing would be left to tune in', () => {
    expect(warmUpAfter(15, 300, Number.NaN, 1, 12)).toBe(1);
    expect(warmUpAfter(4, 300, Number.NaN, 12)).toBe(4);
  });
});
