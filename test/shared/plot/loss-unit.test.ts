import { describe, expect, it } from 'vitest';
import { lossesIn, lossUnitsFor, usualScale } from '../../../src-shared/plot/loss-unit.ts';

describe('the unit of a loss', () => {
  it('is one choice for all data but running texts, whose losses are also perplexities, and of characters bits', () => {
    expect(lossUnitsFor(null)).toEqual(['loss']);
    expect(lossUnitsFor('word')).toEqual(['perplexity', 'nats']);
    expect(lossUnitsFor('character')).toEqual(['bits', 'perplexity', 'nats']);
  });

  it('has a logarithmic axis where values fall by factors', () => {
    expect([usualScale('perplexity'), usualScale('bits'), usualScale('nats'), usualScale('loss')]).toEqual([
      'log',
      'linear',
      'linear',
      'linear',
    ]);
  });

  it('turns a uniform guess among 8 into a perplexity of 8 and 3 bits', () => {
    const uniform = Float64Array.of(Math.log(8));
    expect(lossesIn('perplexity', uniform)[0]).toBeCloseTo(8, 12);
    expect(lossesIn('bits', uniform)[0]).toBeCloseTo(3, 12);
    expect(lossesIn('nats', uniform)).toBe(uniform);
  });

  it('keeps gaps, and makes one of a loss too large for its perplexity', () => {
    expect([...lossesIn('perplexity', Float64Array.of(Number.NaN, 800))]).toEqual([
      Number.NaN,
      Number.POSITIVE_INFINITY,
    ]);
  });
});
