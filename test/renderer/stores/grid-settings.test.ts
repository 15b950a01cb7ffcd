import { describe, expect, it } from 'vitest';
import {
  cellsMeant,
  countModes,
  fixedFrom,
  nextSetting,
  rangeOf,
  startOf,
  tunedFrom,
  withBulk,
  withCell,
  withFilled,
} from '../../../src-renderer/stores/grid-settings.ts';
import { lstmConfigSchema } from '../../../src-shared/domain/run-config.ts';
import { applicableNames } from '../../../src-shared/domain/settle-hyperparameters.ts';
import { paperSeven } from '../../support/paper-seven.ts';

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
    expect(countModes(withBulk(some, 'tune', applicable, { of: 'everything' }), applicable)).toEqual({
      tuned: 5,
      fixed: 0,
    });
    expect(withBulk(some, 'fix', applicable, { of: 'everything' })).toEqual({
      'input.dropout': { mode: 'fixed', value: 0.2 },
      'output.l2': { mode: 'fixed', value: 1 },
    });
    expect(withBulk(some, 'clear', applicable, { of: 'everything' })).toEqual({});
    expect(withBulk({ 'input.hue': { mode: 'tuned' } }, 'clear', applicable, { of: 'everything' })).toEqual({});
  });

  it('change in bulk in one column only, in every cell of it', () => {
    const tuned = withBulk({}, 'tune', applicable, { of: 'kind', kind: 'dropout' });
    expect(Object.keys(tuned)).toEqual(['input.dropout', 'dense1.dropout']);
    expect(withBulk(tuned, 'fix', applicable, { of: 'kind', kind: 'l2' })).toEqual({
      ...tuned,
      'dense1.l2': { mode: 'fixed', value: 1e-4 },
      'output.l2': { mode: 'fixed', value: 1e-4 },
    });
  });

  it('change in the layers of one role, and in a group of the input', () => {
    const names = ['input.dropout', 'input.hue', 'input.contrast', 'conv1.dropout', 'conv2.dropout', 'dense1.dropout'];
    expect(Object.keys(withBulk({}, 'tune', names, { of: 'kind', kind: 'dropout', role: 'conv' }))).toEqual([
      'conv1.dropout',
      'conv2.dropout',
    ]);
    expect(Object.keys(withBulk({}, 'tune', names, { of: 'input-group', group: 'colour' }))).toEqual([
      'input.hue',
      'input.contrast',
    ]);
    const one = { 'conv1.dropout': { mode: 'fixed', value: 0.3 } } as const;
    expect(withFilled(one, 'conv1.dropout', names, 'conv')).toEqual({
      'conv1.dropout': { mode: 'fixed', value: 0.3 },
      'conv2.dropout': { mode: 'fixed', value: 0.3 },
    });
    expect(Object.keys(withFilled(one, 'conv1.dropout', names))).toHaveLength(4);
  });

  it('are held at a whole number where only those are in use', () => {
    expect(fixedFrom({ mode: 'tuned' }, 'cutoutLength')).toEqual({ mode: 'fixed', value: 3 });
    expect(fixedFrom({ mode: 'tuned' }, 'dropout')).toEqual({ mode: 'fixed', value: 0.05 });
  });
});

describe('groups of an LSTM', () => {
  it('are the seven of the paper where there are two layers', () => {
    const model = lstmConfigSchema.parse({ kind: 'lstm', lstm: [{ width: 8 }, { width: 8 }] });
    const tokens = { vocabulary: 10, isRunningText: true };
    const names = applicableNames({ model, data: { inputs: 1, imageShape: null, tokens } });
    expect(cellsMeant(names, { of: 'groups', groups: ['dropout', 'activation'] })).toEqual(paperSeven);
  });
});
