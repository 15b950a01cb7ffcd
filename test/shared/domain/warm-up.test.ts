import { describe, expect, it } from 'vitest';
import { type RunConfigInput, runConfigSchema } from '../../../src-shared/domain/run-config.ts';
import { warmUpSteps } from '../../../src-shared/domain/warm-up.ts';

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
