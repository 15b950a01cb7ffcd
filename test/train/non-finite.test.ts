import { expect, it } from 'vitest';
import { isFiniteEverywhere, suspect } from '../../src-main/train/non-finite.ts';

const calm = Float32Array.of(1, -2);

it('names the first tensor that holds NaN', () => {
  const tensors = { calm, broken: Float32Array.of(3e30, Number.NaN), later: Float32Array.of(Number.NaN) };
  expect(suspect(tensors)).toEqual({ tensor: 'broken', finding: 'held NaN' });
});

it('names the first tensor that holds an infinity', () => {
  expect(suspect({ calm, broken: Float32Array.of(-Infinity) })).toEqual({ tensor: 'broken', finding: 'held infinity' });
});

it('without NaN and infinity it names the largest magnitude', () => {
  const tensors = { calm, grown: Float32Array.of(5, -1.5e20), other: Float32Array.of(7e3) };
  expect(suspect(tensors)).toEqual({ tensor: 'grown', finding: 'had grown to 1.50e+20' });
});

it('whole numbers are finite, NaN and infinities are not', () => {
  expect(isFiniteEverywhere({ calm, whole: Int32Array.of(3) })).toBe(true);
  expect(isFiniteEverywhere({ calm, broken: Float32Array.of(1, Number.NaN) })).toBe(false);
  expect(isFiniteEverywhere({ calm, broken: Float32Array.of(Infinity) })).toBe(false);
});
