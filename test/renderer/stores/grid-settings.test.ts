import { describe, expect, it } from 'vitest';
import {
  countModes,
  nextSetting,
  rangeOf,
  startOf,
  tunedFrom,
  withBulk,
  withCell,
} from '../../../src-renderer/stores/grid-settings.ts';

const applicable = ['input.dropout', 'input.gaussianNoise', 'dense1.dropout', 'dense1.l2', 'output.l2'];

describe('settings of the grid', () => {
  it('go from a fixed value that lies outside the usual range to the usual start', () => {
    expect(tunedFrom({ mode: 'fixed', value: 0.95 }, 'dropout')).toEqual({ mode: 'tuned' });
    expect(tunedFrom({ mode: 'fixed', value: 0 }, 'dropout')).toEqual({ mode: 'tuned' });
  });

  it('go from tuned to off whatever was chosen', () => {
    expect(nextSetting({ mode: 'tuned', start: 0.2, range: [0.1, 0.5] }, 'dropout')).toEqual({ mode: 'off' });
  });

  it('have the start and the range of their kind unless others were chosen', () => {
    expect(startOf({ mode: 'tuned' }, 'l2')).toBe(1e-4);
    expect(startOf({ mode: 'tuned', start: 0.02 }, 'l2')).toBe(0.02);
    expect(rangeOf({ mode: 'tuned' }, 'dropout')).toEqual([0, 0.9]);
    expect(rangeOf({ mode: 'tuned', range: [0, null] }, 'l2')).toEqual([0, Infinity]);
  });

  it('are not written for what is off', () => {
    const settings = withCell({ 'input.dropout': { mode: 'tuned' } }, 'input.dropout', { mode: 'off' });
    expect(settings).toEqual({});
  });

  it('are all tuned, fixed or off in bulk; fixing the whole grid leaves alone what is off', () => {
    const some = { 'input.dropout': { mode: 'tuned', start: 0.2 }, 'output.l2': { mode: 'fixed', value: 1 } } as const;
    expect(countModes(withBulk(some, 'tune', applicable, null), applicable)).toEqual({ tuned: 5, fixed: 0 });
    expect(withBulk(some, 'fix', applicable, null)).toEqual({
      'input.dropout': { mode: 'fixed', value: 0.2 },
      'output.l2': { mode: 'fixed', value: 1 },
    });
    expect(withBulk(some, 'clear', applicable, null)).toEqual({});
  });

  it('change in bulk in one column only, in every cell of it', () => {
    const tuned = withBulk({}, 'tune', applicable, 'dropout');
    expect(Object.keys(tuned)).toEqual(['input.dropout', 'dense1.dropout']);
    expect(withBulk(tuned, 'fix', applicable, 'l2')).toEqual({
      ...tuned,
      'dense1.l2': { mode: 'fixed', value: 1e-4 },
      'output.l2': { mode: 'fixed', value: 1e-4 },
    });
  });
});
