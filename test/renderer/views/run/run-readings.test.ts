import { describe, expect, it } from 'vitest';
import type { LiveCurve } from '../../../../src-renderer/charts/live-series.ts';
import { readRun } from '../../../../src-renderer/views/run/run-readings.ts';
import { type MethodConfig, methodConfigSchema } from '../../../../src-shared/domain/method-config.ts';
import { tunedOf } from '../../../../src-shared/domain/tuned-of.ts';
import { smallConfig } from '../../../support/small-training.ts';

const epochs = Float64Array.from({ length: 100 }, (_, index) => index + 1);
/** A dropout that swings from one end of its range to the other, over losses that fall. */
const curves: Readonly<Record<string, Float64Array>> = {
  epoch: epochs,
  'loss/train': epochs.map((epoch) => 1 / epoch),
  'loss/validation': epochs.map((epoch) => 1 / epoch),
  'hyperparameter/input.dropout': epochs.map((_, index) => (index % 2 === 0 ? 0.1 : 0.8)),
};
const curve = (series: string): LiveCurve | null => {
  const y = curves[series];
  return y === undefined ? null : { series, x: epochs, y, steps: epochs, total: y.length };
};

function read(method: Record<string, unknown>) {
  const config = smallConfig({ hyperparameters: { 'input.dropout': { mode: 'tuned' } } });
  const whole: MethodConfig = methodConfigSchema.parse(method);
  return readRun(tunedOf({ ...config, method: whole }), curve, whole);
}

describe('health', () => {
  it('watches what a run that learns does to its hyperparameters', () => {
    for (const name of ['stn', 'delta-stn', 'implicit']) {
      const swings = read({ name }).findings.find(({ check }) => check === 'swings');
      expect(swings).toMatchObject({ level: 'watch', names: ['input.dropout'] });
    }
  });

  it('judges the losses alone where hyperparameters do what they were told to', () => {
    expect(read({ name: 'gaussian' }).findings.map(({ check }) => check)).toEqual(['numbers', 'fit']);
  });
});

it('the warm-up of any method that has one is told of', () => {
  const kinds = read({ name: 'delta-stn', warmUpEpochs: 200 }).captions.map(({ kind }) => kind);
  expect(kinds).toContain('warm-up');
  expect(read({ name: 'gaussian' }).captions.map(({ kind }) => kind)).not.toContain('warm-up');
});
