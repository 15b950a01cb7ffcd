import { describe, expect, it } from 'vitest';
import { scheduleToCsv } from '../../src-main/export/schedule-csv.ts';
import type { Schedule } from '../../src-shared/domain/schedule.ts';

const schedule: Schedule = {
  hyperparameters: ['input.dropout', 'dense1.l2'],
  points: [
    { step: 10, epoch: 0.5, seconds: 0.25, values: [0.05, 1e-4], scales: [0.5, 0.5] },
    { step: 20, epoch: 1, seconds: 0.5, values: [0.1 + 0.2, Number.NaN], scales: [0.5, 0.25] },
  ],
};

describe('a schedule as CSV', () => {
  it('has a column for each hyperparameter and its scale, and a line for each point', () => {
    expect(scheduleToCsv(schedule)).toBe(
      'step,epoch,seconds,input.dropout,input.dropout.scale,dense1.l2,dense1.l2.scale\n' +
        '10,0.5,0.25,0.05,0.5,0.0001,0.5\n' +
        '20,1,0.5,0.30000000000000004,0.5,,0.25\n',
    );
  });

  it('gives every number back exactly', () => {
    const cells = scheduleToCsv(schedule).split('\n')[2]?.split(',').map(Number);
    expect(cells?.[3]).toBe(0.1 + 0.2);
  });

  it('leaves the scale empty for a method without perturbation', () => {
    const point = { step: 1, epoch: 1, seconds: 1, values: [0.05], scales: [] };
    const csv = scheduleToCsv({ hyperparameters: ['input.dropout'], points: [point] });
    expect(csv.split('\n')[1]).toBe('1,1,1,0.05,');
  });

  it('is its header alone without points', () => {
    expect(scheduleToCsv({ hyperparameters: [], points: [] })).toBe('step,epoch,seconds\n');
  });
});
