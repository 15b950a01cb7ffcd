import { expect, it } from 'vitest';
import { decimalsOf } from '../../../../src-renderer/views/data/column-decimals.ts';

it('shows a column with the decimals of its most exact value, up to six', () => {
  expect(decimalsOf([3, 3.5, 2.25])).toBe(2);
  expect(decimalsOf([1936, 2004])).toBe(0);
  expect(decimalsOf(['text', null, undefined, Number.NaN])).toBe(0);
  expect(decimalsOf([0.123456789])).toBe(6);
  expect(decimalsOf([1e-7, 1e21])).toBe(6);
  expect(decimalsOf([2.5e-4])).toBe(5);
});
