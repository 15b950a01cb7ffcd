import { describe, expect, it } from 'vitest';
import { type CaptionInput, captionFacts, lossGap } from '../../../src-shared/domain/captions.ts';
import type { EpochCurve } from '../../../src-shared/domain/epoch-curve.ts';
import type { HyperparameterName, TunedHyperparameter } from '../../../src-shared/domain/hyperparameter.ts';

const curve = (values: readonly number[]): EpochCurve => ({
  epochs: Float64Array.from(values, (_, index) => index),
  values: Float64Array.from(values),
});

function tuned(name: HyperparameterName): TunedHyperparameter {
  return {
    name,
    kind: 'dropout',
    layer: 'dense1',
    start: 0.05,
    range: [0, 0.9],
    scale: 0.5,
    discrete: false,
    isShared: false,
  };
}

function facts(values: Readonly<Record<string, readonly number[]>>, change: Partial<CaptionInput> = {}) {
  return captionFacts({
    tuned: Object.keys(values).map((name) => tuned(name as HyperparameterName)),
    value: (name) => curve(values[name] ?? []),
    train: null,
    validation: null,
    warmUpEpochs: 1,
    epoch: 10,
    ...change,
  });
}

const flat = [0.05, 0.05, 0.05, 0.05, 0.05, 0.05];
const rise = [...flat, 0.1, 0.2, 0.3, 0.4, 0.5];

describe('what may be said of a schedule', () => {
  it('is the warm-up while it lasts, whatever the values do', () => {
    expect(facts({ 'dense1.dropout': rise }, { epoch: 1 })).toEqual([{ kind: 'warm-up', untilEpoch: 1 }]);
  });

  it('is a rise, since the last epoch at which the value had hardly moved', () => {
    expect(facts({ 'dense1.dropout': rise })).toEqual([
      { kind: 'moved', name: 'dense1.dropout', direction: 'risen', since: 5, from: 0.05, to: 0.5, gap: 'none' },
    ]);
  });

  it('is a fall', () => {
    const [fact] = facts({ 'dense1.dropout': [0.5, 0.5, 0.4, 0.2, 0.1] });
    expect(fact).toMatchObject({ kind: 'moved', direction: 'fallen', since: 1, from: 0.5, to: 0.1 });
  });

  it('is a turn when the value has come back a good part of its way', () => {
    const [fact] = facts({ 'dense1.dropout': [0.05, 0.2, 0.5, 0.3, 0.1] });
    expect(fact).toEqual({ kind: 'turned', name: 'dense1.dropout', at: 2, from: 0.05, peak: 0.5, to: 0.1 });
  });

  it('is that nothing moved when nothing did', () => {
    expect(facts({ 'dense1.dropout': flat })).toEqual([{ kind: 'held', count: 1, of: 1 }]);
  });

  it('is at most four movements, the largest first, and how many held', () => {
    const values = Object.fromEntries(
      [0.6, 0.2, 0.5, 0.3, 0.4, 0.05].map((end, index) => [`dense${index + 1}.dropout`, [...flat, end]]),
    );
    const found = facts(values);
    expect(found.map((fact) => ('name' in fact ? fact.name : fact.kind))).toEqual([
      'dense1.dropout',
      'dense3.dropout',
      'dense5.dropout',
      'dense4.dropout',
      'held',
    ]);
    expect(found.at(-1)).toEqual({ kind: 'held', count: 1, of: 6 });
  });

  it('is nothing of a value that lies at the very end of its range: it did not stay where it was', () => {
    expect(facts({ 'dense1.dropout': [0.05, 0.5, 0.9], 'dense2.dropout': flat })).toEqual([
      { kind: 'held', count: 1, of: 1 },
    ]);
  });

  it('is nothing when nothing is tuned', () => {
    expect(facts({})).toEqual([]);
  });
});

describe('the gap between the losses', () => {
  const validation = curve([2, 1.5, 1.2, 1, 1, 1, 1, 1, 1, 1, 1]);

  it('opened when training was above validation and is below it now', () => {
    expect(lossGap(curve([3, 2.5, 2, 1.8, 1.5, 1.2, 0.9, 0.8, 0.7, 0.6, 0.5]), validation, 5, 10)).toBe('opened');
  });

  it('widened when training was below and is farther below', () => {
    expect(lossGap(curve([1.9, 1.4, 1.1, 0.9, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3]), validation, 5, 10)).toBe('widened');
  });

  it('narrowed when training came nearer', () => {
    expect(lossGap(curve([1, 0.5, 0.2, 0.2, 0.2, 0.2, 0.5, 0.6, 0.7, 0.8, 0.9]), validation, 5, 10)).toBe('narrowed');
  });

  it('is none while training is above validation, or is not known', () => {
    expect(lossGap(curve([3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3]), validation, 5, 10)).toBe('none');
    expect(lossGap(null, validation, 5, 10)).toBe('none');
    expect(lossGap(curve([Number.NaN]), validation, 5, 10)).toBe('none');
  });
});
