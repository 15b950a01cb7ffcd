import { describe, expect, it } from 'vitest';
import { limitProblem, parseNumber, stepNumber } from '../../../src-renderer/components/parse-number.ts';

describe('a typed number', () => {
  it.each([
    ['0.05', 0.05],
    ['0,05', 0.05],
    ['1e-4', 1e-4],
    ['1,5E3', 1500],
    ['−3', -3],
    [' 1 000 ', 1000],
    ['.5', 0.5],
    ['5.', 5],
  ])('reads %s', (text, value) => expect(parseNumber(text)).toBe(value));

  it.each(['', 'abc', '1.2.3', '1,2,3', '1e', 'NaN', 'Infinity', '1e999', '0x10', '--1'])('refuses %j', (text) =>
    expect(parseNumber(text)).toBeNull(),
  );

  it('is held to its limits in one sentence', () => {
    expect(limitProblem(2, { min: 0, max: 1 })).toBe('Expected a number from 0 to 1.');
    expect(limitProblem(-1, { min: 0 })).toBe('Expected at least 0.');
    expect(limitProblem(9, { max: 5 })).toBe('Expected at most 5.');
    expect(limitProblem(1.5, { isInteger: true })).toBe('Expected a whole number.');
    expect(limitProblem(1, { min: 0, max: 1 })).toBeNull();
  });

  it('steps without the noise of binary fractions and stays within its limits', () => {
    expect(stepNumber(0.1, 0.2, {})).toBe(0.3);
    expect(stepNumber(0.95, 0.1, { max: 1 })).toBe(1);
    expect(stepNumber(0.05, -0.1, { min: 0 })).toBe(0);
  });
});
