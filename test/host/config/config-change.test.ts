import { describe, expect, it } from 'vitest';
import { applyChange, parseChange } from '../../../src-main/host/config/config-change.ts';

const change = (written: Record<string, unknown>, text: string) => applyChange(written, parseChange(text));

describe('a change to a config', () => {
  it('reads its value as JSON, else as text', () => {
    expect(parseChange('a.b=[1,null]')).toEqual({ path: 'a.b', value: [1, null] });
    expect(parseChange('name=wine = good')).toEqual({ path: 'name', value: 'wine = good' });
    expect(parseChange('name=')).toEqual({ path: 'name', value: '' });
  });

  it.each(['training.epochs', '=3'])('refuses "%s"', (text) => {
    expect(() => parseChange(text)).toThrow(/is no change/);
  });

  it('sets one field and leaves the rest and the original alone', () => {
    const written = { training: { epochs: 3, seed: 1 } };
    expect(change(written, 'training.epochs=5')).toEqual({ training: { epochs: 5, seed: 1 } });
    expect(written.training.epochs).toBe(3);
  });

  it('makes the objects on its way', () => {
    expect(change({}, 'engine.threads=1')).toEqual({ engine: { threads: 1 } });
  });

  it("takes all that stands behind a method's values for the name of a hyperparameter", () => {
    const final = change({ method: { name: 'final' } }, 'method.values.dense1.l2=0.01');
    expect(final).toEqual({ method: { name: 'final', values: { 'dense1.l2': 0.01 } } });
    expect(change({}, 'method.schedule.values.input.dropout=[0,1]')).toEqual({
      method: { schedule: { values: { 'input.dropout': [0, 1] } } },
    });
  });

  it('reaches into lists', () => {
    const written = { model: { hidden: [{ width: 1 }, { width: 2 }] } };
    expect(change(written, 'model.hidden.1.width=9')).toEqual({ model: { hidden: [{ width: 1 }, { width: 9 }] } });
    expect(() => change(written, 'model.hidden.2.width=9')).toThrow(/item 2 of a list of 2/);
  });

  it('refuses to go into a number', () => {
    expect(() => change({ training: { epochs: 3 } }, 'training.epochs.x=1')).toThrow(/goes too deep/);
  });

  it('refuses an empty name', () => {
    expect(() => change({}, 'training..epochs=1')).toThrow(/is no path/);
  });

  it('never reaches a prototype', () => {
    const changed = change({}, '__proto__.polluted=1');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(changed)).toBe(Object.prototype);
  });
});

describe('a change to a hyperparameter', () => {
  const written = { hyperparameters: { 'dense1.dropout': { mode: 'tuned', start: 0.1, range: [0, 0.5] } } };

  it.each([
    ['dense1.dropout.start=0.2', { 'dense1.dropout': { mode: 'tuned', start: 0.2, range: [0, 0.5] } }],
    ['dense1.dropout.range=[0,0.9]', { 'dense1.dropout': { mode: 'tuned', start: 0.1, range: [0, 0.9] } }],
    ['dense1.dropout.value=0.3', { 'dense1.dropout': { mode: 'fixed', value: 0.3 } }],
    ['dense1.dropout.mode=off', { 'dense1.dropout': { mode: 'off' } }],
    ['dense1.dropout=off', { 'dense1.dropout': { mode: 'off' } }],
    ['dense1.dropout=0.4', { 'dense1.dropout': { mode: 'fixed', value: 0.4 } }],
    ['dense1.dropout=tuned', { 'dense1.dropout': { mode: 'tuned' } }],
    ['output.l2={"mode":"tuned"}', { ...written.hyperparameters, 'output.l2': { mode: 'tuned' } }],
    ['output.l2.start=1e-3', { ...written.hyperparameters, 'output.l2': { mode: 'tuned', start: 1e-3 } }],
    ['learningRate.start=0.1', { ...written.hyperparameters, learningRate: { mode: 'tuned', start: 0.1 } }],
  ])('hyperparameters.%s', (text, expected) => {
    expect(change(written, `hyperparameters.${text}`)).toEqual({ hyperparameters: expected });
  });
});

describe('choosing another variant', () => {
  it('drops the fields of the method before', () => {
    expect(change({ method: { name: 'stn', trainSteps: 5 } }, 'method.name=fixed')).toEqual({
      method: { name: 'fixed' },
    });
  });

  it('keeps everything when it is the same variant', () => {
    const written = { method: { name: 'stn', trainSteps: 5 } };
    expect(change(written, 'method.name=stn')).toEqual(written);
  });

  it('keeps the learning rate of the optimiser before', () => {
    const written = { training: { epochs: 3, optimizer: { name: 'sgd', learningRate: 0.1, momentum: 0.9 } } };
    expect(change(written, 'training.optimizer.name=adam')).toEqual({
      training: { epochs: 3, optimizer: { name: 'adam', learningRate: 0.1 } },
    });
  });
});
