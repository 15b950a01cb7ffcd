// Estimates of methods that have no response of their own: what a hyperparameter step costs, what a hypernetwork takes.
import { expect, it } from 'vitest';
import { pointCount, stepSeconds } from '../../../src-main/host/estimates/estimate.ts';
import { sizeOfRun, stateBytes } from '../../../src-main/host/estimates/run-size.ts';
import { buildLearner } from '../../../src-main/methods/registry.ts';
import type { RunConfigInput } from '../../../src-shared/domain/run-config.ts';
import { smallConfig, smallInputs, smallProblem } from '../../support/small-training.ts';

const hyperparameters = { 'output.l2': { mode: 'tuned' }, 'input.gaussianNoise': { mode: 'tuned' } } as const;
const configOf = (method: RunConfigInput['method']) =>
  smallConfig({ model: { kind: 'mlp', hidden: [{ width: 50 }] }, hyperparameters, method });
const sizeOf = (method: RunConfigInput['method']) =>
  sizeOfRun(configOf(method), {
    form: 'table',
    inputs: smallInputs,
    outputs: 3,
    imageShape: null,
    rows: { train: 50, validation: 21, test: 10 },
  });

it.each([
  ['implicit', { name: 'implicit' }],
  ['unrolled', { name: 'unrolled' }],
  ['a linear hypernetwork', { name: 'hypernetwork' }],
  ['a hypernetwork with hidden layers', { name: 'hypernetwork', hidden: [20, 30] }],
] as const)('the state of %s has the bytes that are kept', (_what, written) => {
  const method = 'hidden' in written ? { ...written, hidden: [...written.hidden] } : written;
  const { state } = buildLearner(smallProblem(configOf(method)));
  const bytes = Object.values(state).reduce((sum, { shape }) => sum + 4 * shape.reduce((size, n) => size * n, 1), 0);
  // Beside weights and momentum there are the hyperparameters and their optimiser's values, some bytes each.
  expect(bytes - stateBytes(sizeOf(method))).toBeGreaterThan(0);
  expect(bytes - stateBytes(sizeOf(method))).toBeLessThan(100);
});

it('a hyperparameter step costs as many training steps as it looks at', () => {
  const secondsOf = (method: RunConfigInput['method']) => stepSeconds(sizeOf(method), 2);
  const implicit = secondsOf({ name: 'implicit', terms: 10 });
  expect(implicit.hyper / implicit.train).toBeCloseTo(44, 6);
  const unrolled = secondsOf({ name: 'unrolled', unrolledSteps: 5 });
  expect(unrolled.hyper / unrolled.train).toBeCloseTo(10, 6);
  expect(unrolled.train).toBe(secondsOf({ name: 'fixed' }).train);
  expect(secondsOf({ name: 'hypernetwork' }).train).toBeGreaterThan(secondsOf({ name: 'fixed' }).train);
});

it('hyperparameters that are learnt are logged, whatever learns them', () => {
  const points = (method: RunConfigInput['method']) => pointCount(sizeOf(method), configOf(method));
  expect(points({ name: 'implicit' })).toBe(points({ name: 'unrolled' }));
  expect(points({ name: 'implicit' })).toBeGreaterThan(points({ name: 'fixed' }));
});
