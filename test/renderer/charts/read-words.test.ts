import { expect, it } from 'vitest';
import { readWords } from '../../../src-renderer/charts/read-words.ts';
import { lossQuantities } from '../../../src-shared/plot/loss-unit.ts';

it('a value is read out in the decimals of its quantity, and to three digits where it has none', () => {
  expect(readWords(134.28, lossQuantities.perplexity, 'en')).toBe('134.3');
  expect(readWords(1.4, lossQuantities.bits, 'en')).toBe('1.400');
  expect(readWords(4.6123, lossQuantities.nats, 'en')).toBe('4.61');
});

it('a value without a size for decimals is read out as it is', () => {
  expect(readWords(123_456.7, lossQuantities.perplexity, 'en')).toBe('123,457');
  expect(readWords(Number.POSITIVE_INFINITY, lossQuantities.perplexity, 'en')).toBe('∞');
  expect(readWords(Number.NaN, lossQuantities.perplexity, 'en')).toBe('NaN');
});
