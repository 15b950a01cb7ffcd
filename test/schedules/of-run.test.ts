// Schedules from runs, and from one run after another.
import { describe, expect, it } from 'vitest';
import { joinSchedules } from '../../src-main/schedules/join.ts';
import { scheduleOfRun } from '../../src-main/schedules/of-run.ts';
import { replayedScheduleSchema } from '../../src-shared/domain/method-config.ts';
import type { Schedule } from '../../src-shared/domain/schedule.ts';
import { scheduleValues } from '../../src-shared/domain/schedule-values.ts';

/** Points at every hundredth of an epoch; values by their number. */
function logged(count: number, valueAt: (index: number) => number): Schedule {
  const points = Array.from({ length: count }, (_, index) => ({
    step: index + 1,
    epoch: index / 100,
    seconds: index,
    values: [valueAt(index), 0.25],
    scales: [0.5, 0.5],
  }));
  return { hyperparameters: ['input.dropout', 'dense1.dropout'], points };
}

describe('the schedule of a run', () => {
  it('says at each logged place what was logged there', () => {
    const schedule = scheduleOfRun(
      logged(300, (index) => Math.fround(Math.sin(index / 40) ** 2)),
      'Run 3',
    );
    expect(schedule).toMatchObject({ unit: 'epochs', source: 'Run 3' });
    const values = scheduleValues(schedule, ['input.dropout', 'dense1.dropout']);
    for (let index = 0; index < 300; index++) {
      const [dropout, other] = values(index / 100);
      expect(Math.fround(dropout ?? Number.NaN)).toBe(Math.fround(Math.sin(index / 40) ** 2));
      expect(other).toBe(0.25);
    }
  });

  it('keeps two places of a value that never moves', () => {
    expect(
      scheduleOfRun(
        logged(500, () => 0.1),
        'Run 3',
      ),
    ).toMatchObject({
      at: [0, 4.99],
      values: { 'input.dropout': [0.1, 0.1], 'dense1.dropout': [0.25, 0.25] },
    });
  });

  it('of a long run keeps 2,000 places, evenly, and hardly departs from what was logged', () => {
    const valueAt = (index: number) => 0.45 + 0.4 * Math.sin(index / 2_000);
    const schedule = scheduleOfRun(logged(30_000, valueAt), 'Run 3');
    expect(schedule.at).toHaveLength(2_000);
    const values = scheduleValues(schedule, ['input.dropout']);
    const departures = Array.from({ length: 30_000 }, (_, index) =>
      Math.abs((values(index / 100)[0] ?? 9) - valueAt(index)),
    );
    expect(Math.max(...departures)).toBeLessThan(1e-4);
    expect(replayedScheduleSchema.safeParse(schedule).success).toBe(true);
  });

  it('needs a run that has logged something', () => {
    const empty = { hyperparameters: [], points: [] };
    expect(() => scheduleOfRun(empty, 'Run 3')).toThrow('Run 3 has logged no values');
    const unknown = logged(3, () => Number.NaN);
    const alone = { hyperparameters: ['input.dropout'] as const, points: unknown.points };
    expect(() => scheduleOfRun(alone, 'Run 3')).toThrow('Run 3 has logged no values');
  });
});

describe('a schedule from one run after another', () => {
  const segments = [
    { epochs: 5, values: { 'input.dropout': 0.1, 'dense1.l2': 0.01 } },
    { epochs: 5, values: { 'input.dropout': 0.1, 'dense1.l2': 0.02 } },
    { epochs: 2, values: { 'input.dropout': 0.4, 'dense1.l2': 0.02 } },
  ];

  it('holds the values of each over its epochs, for every training step', () => {
    const schedule = joinSchedules(segments, 'PBT');
    const values = scheduleValues(schedule, ['input.dropout', 'dense1.l2']);
    const steps = 1000;
    for (let step = 0; step < 12 * steps; step++) {
      const epoch = step / steps;
      const expected = epoch < 5 ? [0.1, 0.01] : epoch < 10 ? [0.1, 0.02] : [0.4, 0.02];
      expect(values(epoch)).toEqual(expected);
    }
    expect(values(50)).toEqual([0.4, 0.02]);
    expect(schedule.source).toBe('PBT');
  });

  it('passes over runs that did not train', () => {
    const [first] = segments;
    const none = { epochs: 0, values: { 'input.dropout': 0.9, 'dense1.l2': 0 } };
    expect(joinSchedules([none, ...(first === undefined ? [] : [first]), none], 'PBT').values['input.dropout']).toEqual(
      [0.1, 0.1],
    );
    expect(() => joinSchedules([none], 'PBT')).toThrow('PBT has trained for no epoch');
    expect(() => joinSchedules([], 'PBT')).toThrow('PBT has trained for no epoch');
  });

  it('needs the same hyperparameters all along', () => {
    const other = { epochs: 1, values: { 'input.dropout': 0.1 } };
    expect(() => joinSchedules([...segments, other], 'PBT')).toThrow('other hyperparameters');
  });
});
