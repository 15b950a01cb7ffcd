import { expect, it } from 'vitest';
import { byExperiment } from '../../../src-renderer/stores/experiments.ts';
import { mostMoved } from '../../../src-renderer/stores/most-moved.ts';
import { type RunConfig, runConfigSchema } from '../../../src-shared/domain/run-config.ts';
import { row } from '../views/runs/row.ts';

const names = ['input.dropout', 'dense1.dropout', 'input.gaussianNoise', 'dense1.l2', 'output.l2'];
const starts = {
  'input.dropout': 0.05,
  'dense1.dropout': 0.05,
  'input.gaussianNoise': 0.05,
  'dense1.l2': 1e-4,
  'output.l2': 1e-4,
};
const config = runConfigSchema.parse({
  data: { dataset: '0123456789abcdef' },
  model: { kind: 'mlp', hidden: [{ width: 16 }] },
  hyperparameters: Object.fromEntries(Object.entries(starts).map(([name, start]) => [name, { mode: 'tuned', start }])),
});

function chosen(ends: readonly Partial<typeof starts>[], configs: ReadonlyMap<string, RunConfig>, of = names) {
  const rows = ends.map((end, index) =>
    row(index + 1, { experiment: 'a', finalHyperparameters: { ...starts, ...end } }),
  );
  return mostMoved(of, byExperiment(rows), configs);
}

it('shows every schedule of four, moved or not', () => {
  expect(chosen([{}], new Map([['a', config]]), names.slice(0, 4))).toEqual(names.slice(0, 4));
});

it('leaves out of five the one that moved least, a penalty held against a share in unconstrained space', () => {
  // By its number the penalty moved least of all; by its range it rose a hundredfold.
  const end = {
    'input.dropout': 0.1,
    'dense1.dropout': 0.06,
    'input.gaussianNoise': 0.2,
    'dense1.l2': 1e-2,
    'output.l2': 1e-5,
  };
  expect(chosen([end], new Map([['a', config]]))).toEqual(names.filter((name) => name !== 'dense1.dropout'));
});

it('counts the farthest of the runs, upwards or downwards, and no run without a value', () => {
  const ends = [
    { 'output.l2': 1e-6 },
    { 'output.l2': Number.NaN, 'dense1.l2': 2e-4, 'dense1.dropout': 0.1, 'input.dropout': 0.1 },
  ];
  expect(chosen(ends, new Map([['a', config]]))).toEqual(names.filter((name) => name !== 'input.gaussianNoise'));
});

it('takes the first four while nothing is known of where they began', () => {
  expect(chosen([{ 'output.l2': 0.05 }], new Map())).toEqual(names.slice(0, 4));
});
