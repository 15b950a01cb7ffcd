// Ranges of searches against the ranges of hyperparameters, worked out by hand.
import { describe, expect, test } from 'vitest';
import {
  type HyperparameterKind,
  hyperparameterKinds,
  kindTraits,
  type TunedHyperparameter,
} from '../../../src-shared/domain/hyperparameter.ts';
import { fromUnit, gridSize, gridValues, searchAxis, toUnit } from '../../../src-shared/domain/search-space.ts';

function tuned(kind: HyperparameterKind, changes: Partial<TunedHyperparameter> = {}): TunedHyperparameter {
  const { start, range, isShared, isDiscrete } = kindTraits[kind];
  return { name: `a.${kind}`, kind, layer: 'a', start, range, scale: 0.5, discrete: isDiscrete, isShared, ...changes };
}

describe('the axis of a tuned hyperparameter', () => {
  test('is linear over the whole range of a dropout', () => {
    expect(searchAxis(tuned('dropout'))).toEqual({
      name: 'a.dropout',
      scale: 'linear',
      low: 0,
      high: 0.9,
      isInteger: false,
    });
  });

  test('is logarithmic from the floor of a penalty to the end of its range', () => {
    expect(searchAxis(tuned('l2'))).toMatchObject({ scale: 'log', low: 1e-6, high: 0.1 });
    expect(searchAxis(tuned('l1'))).toMatchObject({ scale: 'log', low: 1e-7, high: 0.01 });
  });

  test('keeps a start above zero that a person chose for a penalty', () => {
    expect(searchAxis(tuned('l2', { range: [1e-3, 1e-2] }))).toMatchObject({ low: 1e-3, high: 1e-2 });
  });

  test('has three factors of ten where the range ends at or below the floor', () => {
    const axis = searchAxis(tuned('l2', { range: [0, 1e-6] }));
    expect(axis.low).toBeCloseTo(1e-9, 20);
    expect(axis.high).toBe(1e-6);
  });

  test('cuts open ends where AWD-LSTM stands', () => {
    expect(searchAxis(tuned('activationPenalty'))).toMatchObject({ scale: 'log', low: 1e-3, high: 2 });
    expect(searchAxis(tuned('temporalPenalty'))).toMatchObject({ scale: 'log', low: 1e-3, high: 1 });
  });

  test('searches one factor of ten where an open range begins beyond the cut', () => {
    expect(searchAxis(tuned('gaussianNoise', { range: [5, Infinity] }))).toMatchObject({ low: 5, high: 50 });
  });

  test('has the whole numbers that rounding down gives', () => {
    expect(searchAxis(tuned('cutoutHoles'))).toMatchObject({ low: 0, high: 3, isInteger: true });
    expect(searchAxis(tuned('cutoutLength', { range: [2.5, 6.5] }))).toMatchObject({ low: 2, high: 6 });
  });

  test('has one value where a discrete range has one', () => {
    const axis = searchAxis(tuned('cutoutHoles', { range: [0, 1] }));
    expect([axis.low, axis.high, fromUnit(axis, 0), fromUnit(axis, 1), toUnit(axis, 0)]).toEqual([0, 0, 0, 0, 0.5]);
  });
});

describe('places from 0 to 1', () => {
  test.each(hyperparameterKinds.map((kind) => [kind]))('come back from values of %s', (kind) => {
    const axis = searchAxis(tuned(kind, { discrete: false }));
    for (const unit of [0, 0.013, 0.5, 0.77, 1]) expect(toUnit(axis, fromUnit(axis, unit))).toBeCloseTo(unit, 4);
  });

  test('lie halfway between the ends in logarithms: l2 from 1e-6 to 0.1', () => {
    expect(fromUnit(searchAxis(tuned('l2')), 0.5)).toBe(0.000316228);
  });

  test('give every whole number an equal share', () => {
    const axis = searchAxis(tuned('cutoutHoles'));
    const counts = [0, 0, 0, 0];
    for (let index = 0; index < 1_000; index += 1) {
      const value = fromUnit(axis, (index + 0.5) / 1_000);
      counts[value] = (counts[value] ?? 0) + 1;
    }
    expect(counts).toEqual([250, 250, 250, 250]);
    expect([0, 1, 2, 3].map((value) => fromUnit(axis, toUnit(axis, value)))).toEqual([0, 1, 2, 3]);
  });

  test('never leave the range, whatever is asked', () => {
    for (const kind of hyperparameterKinds) {
      const axis = searchAxis(tuned(kind, { range: [0.123456789, 3.23456789], discrete: false }));
      for (const unit of [-3, 0, 1e-12, 1 - 1e-12, 1, 7]) {
        expect(fromUnit(axis, unit)).toBeGreaterThanOrEqual(axis.low);
        expect(fromUnit(axis, unit)).toBeLessThanOrEqual(axis.high);
      }
    }
  });
});

describe('a grid', () => {
  test('stands in the middle of equal shares of its axes', () => {
    expect(gridValues(searchAxis(tuned('dropout')), 3)).toEqual([0.15, 0.45, 0.75]);
    expect(gridValues(searchAxis(tuned('cutoutLength')), 3)).toEqual([4, 12, 20]);
  });

  test('has no value twice where an axis has fewer whole numbers', () => {
    expect(gridValues(searchAxis(tuned('cutoutHoles')), 5)).toEqual([0, 1, 2, 3]);
  });

  test('counts its combinations exactly', () => {
    const dropout = searchAxis(tuned('dropout'));
    expect(
      gridSize(
        Array.from({ length: 18 }, () => dropout),
        10,
      ),
    ).toBe(1_000_000_000_000_000_000n);
    expect(gridSize([dropout, searchAxis(tuned('cutoutHoles'))], 7)).toBe(28n);
  });
});
