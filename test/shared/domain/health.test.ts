import { describe, expect, it } from 'vitest';
import type { EpochCurve } from '../../../src-shared/domain/epoch-curve.ts';
import { type HealthFinding, type HealthInput, healthFindings } from '../../../src-shared/domain/health.ts';
import type { TunedHyperparameter } from '../../../src-shared/domain/hyperparameter.ts';

const curve = (values: readonly number[]): EpochCurve => ({
  epochs: Float64Array.from(values, (_, index) => index + 1),
  values: Float64Array.from(values),
});

const dropout: TunedHyperparameter = {
  name: 'dense1.dropout',
  kind: 'dropout',
  layer: 'dense1',
  start: 0.05,
  range: [0, 0.9],
  scale: 0.5,
  discrete: false,
  isShared: false,
};
const penalty: TunedHyperparameter = { ...dropout, name: 'dense1.l2', kind: 'l2', start: 1e-4, range: [0, 0.1] };

function find<Check extends HealthFinding['check']>(
  check: Check,
  input: Partial<HealthInput>,
): Extract<HealthFinding, { check: Check }> {
  const findings = healthFindings({
    tuned: [dropout],
    value: () => null,
    scale: () => null,
    train: null,
    validation: null,
    ...input,
  });
  const found = findings.find((finding) => finding.check === check);
  if (found === undefined) throw new Error(`no finding ${check}`);
  return found as Extract<HealthFinding, { check: Check }>;
}

describe('the range of a hyperparameter', () => {
  it('is reported at its high end with the value', () => {
    const finding = find('range', { value: () => curve([0.05, 0.6, 0.895]) });
    expect(finding).toEqual({
      check: 'range',
      level: 'watch',
      names: [{ name: 'dense1.dropout', end: 'high', value: 0.895 }],
    });
  });

  it('is well while the value is inside, however near it came before', () => {
    expect(find('range', { value: () => curve([0.05, 0.899, 0.7]) }).level).toBe('good');
  });

  it('is not reported for a penalty that starts near the low end of its wide range', () => {
    expect(find('range', { tuned: [penalty], value: () => curve([1e-4, 9e-5]) }).level).toBe('good');
  });

  it('is reported at its low end for a value that went there', () => {
    expect(find('range', { tuned: [penalty], value: () => curve([1e-4, 1e-5]) }).names[0]?.end).toBe('low');
  });

  it('has no end to be at when it is unbounded', () => {
    const unbounded: TunedHyperparameter = { ...dropout, range: [0, Infinity] };
    expect(find('range', { tuned: [unbounded], value: () => curve([1e9]) }).level).toBe('good');
  });
});

describe('the perturbation scale', () => {
  it('has collapsed below a tenth of its first value', () => {
    expect(find('scale', { scale: () => curve([0.5, 0.3, 0.049]) })).toMatchObject({
      level: 'bad',
      names: [{ name: 'dense1.dropout', from: 0.5, to: 0.049 }],
    });
  });

  it('is well when it shrinks less, or is held', () => {
    expect(find('scale', { scale: () => curve([0.5, 0.06]) }).level).toBe('good');
    expect(find('scale', { scale: () => curve([0.5]) }).level).toBe('good');
  });
});

describe('the steadiness of a hyperparameter', () => {
  const many = Array.from({ length: 100 }, (_, index) => index);

  it('is lost when the value jumps between 0.1 and 0.7', () => {
    const finding = find('swings', { value: () => curve(many.map((index) => (index % 2 === 0 ? 0.1 : 0.7))) });
    expect(finding).toEqual({ check: 'swings', level: 'watch', names: ['dense1.dropout'] });
  });

  it('is kept by a steady rise across the whole range', () => {
    // A straight line in unconstrained space from -4 to 4.
    const rise = many.map((index) => 0.9 / (1 + Math.exp(4 - (8 * index) / 99)));
    expect(find('swings', { value: () => curve(rise) }).level).toBe('good');
  });

  it('is not judged from a few points', () => {
    expect(find('swings', { value: () => curve([0.1, 0.7, 0.1, 0.7]) }).level).toBe('good');
  });
});

describe('the fit', () => {
  const falling = curve([1, 0.8, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1]);

  it('is watched when validation rose by more than a twentieth while training fell', () => {
    const finding = find('fit', { train: falling, validation: curve([1, 0.9, 0.8, 0.82, 0.84, 0.86, 0.88, 0.9]) });
    expect(finding).toEqual({ check: 'fit', level: 'watch', rise: { bestEpoch: 3, best: 0.8, last: 0.9 } });
  });

  it('is bad when validation rose by more than a quarter', () => {
    expect(find('fit', { train: falling, validation: curve([1, 0.9, 0.8, 0.9, 1, 1.1, 1.2, 1.3]) }).level).toBe('bad');
  });

  it('is good when training rose as well: that is no over-fitting', () => {
    const rising = curve([0.5, 0.5, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
    expect(find('fit', { train: rising, validation: curve([1, 0.9, 0.8, 0.9, 1, 1.1, 1.2, 1.3]) }).level).toBe('good');
  });

  it('is good when training stayed as it was', () => {
    const flat = curve([0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]);
    expect(find('fit', { train: flat, validation: curve([1, 0.9, 0.8, 0.9, 1, 1.1, 1.2, 1.3]) }).level).toBe('good');
  });

  it('is not judged from one bad epoch', () => {
    expect(find('fit', { train: falling, validation: curve([1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.9]) }).level).toBe(
      'good',
    );
  });

  it('is open before the third epoch', () => {
    expect(find('fit', { train: curve([1, 0.9]), validation: curve([1, 2]) }).rise).toBeNull();
  });
});

describe('the numbers', () => {
  it('are bad when the last loss is not finite', () => {
    expect(find('numbers', { train: curve([1, Number.NaN]), validation: curve([1]) }).level).toBe('bad');
    expect(find('numbers', { train: curve([1]), validation: curve([1, Number.POSITIVE_INFINITY]) }).level).toBe('bad');
  });

  it('are good after a gap that closed, and before the first point', () => {
    expect(find('numbers', { train: curve([Number.NaN, 1]), validation: curve([]) }).level).toBe('good');
  });
});

it('a run that tunes nothing is checked for its losses alone', () => {
  const findings = healthFindings({ tuned: [], value: () => null, scale: () => null, train: null, validation: null });
  expect(findings.map(({ check }) => check)).toEqual(['numbers', 'fit']);
});
