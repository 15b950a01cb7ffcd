import { expect, it } from 'vitest';
import { disturbanceNotes } from '../../../src-shared/domain/disturbance.ts';

const dropout = { 'input.dropout': { mode: 'tuned' } } as const;

it('nothing is said where every range is wide enough', () => {
  expect(disturbanceNotes({ name: 'gaussian', deviation: 0.05 }, dropout)).toEqual([]);
  expect(disturbanceNotes({ name: 'sinusoid', amplitude: 0.1, period: 191 }, dropout)).toEqual([]);
  const unbounded = { 'recurrent.activationPenalty': { mode: 'tuned' } } as const;
  expect(disturbanceNotes({ name: 'gaussian', deviation: 100 }, unbounded)).toEqual([]);
});

it('hyperparameters of narrower ranges than the movement are named, by the range that is set', () => {
  const many = { ...dropout, 'dense1.l2': { mode: 'tuned' }, 'output.l2': { mode: 'fixed', value: 0.1 } } as const;
  expect(disturbanceNotes({ name: 'gaussian', deviation: 0.05 }, many)).toEqual([
    '"dense1.l2" has a narrower range than draws with a standard deviation of 0.05, and will often stand at its ends. Hold it at a fixed value, or choose a smaller method.deviation.',
  ]);
  const narrow = { ...many, 'input.dropout': { mode: 'tuned', range: [0.1, 0.2] as [number, number] } } as const;
  expect(disturbanceNotes({ name: 'sinusoid', amplitude: 0.1, period: 9 }, narrow)[0]).toContain(
    '"input.dropout", "dense1.l2" have',
  );
});
