import { describe, expect, it } from 'vitest';
import { healthWords } from '../../../../src-renderer/words/health-words.ts';

describe('a health light', () => {
  it('says the fact and the way out, with the numbers', () => {
    const rise = { bestEpoch: 12, best: 0.3, last: 0.45 };
    expect(healthWords({ check: 'fit', level: 'bad', rise }, 'en').sentence).toBe(
      'The validation loss was best at epoch 12 (0.3) and is 0.45 now, while the training loss fell: a sign of over-fitting. The weights of the best epoch are kept.',
    );
  });

  it('claims no more of a good fit than its numbers', () => {
    const rise = { bestEpoch: 12, best: 0.3, last: 0.36 };
    expect(healthWords({ check: 'fit', level: 'good', rise }, 'en').sentence).toBe(
      'The last validation loss is 0.36, the best was 0.3 at epoch 12. That does not count as over-fitting.',
    );
  });

  it('names two hyperparameters and counts the others', () => {
    const at = (name: 'dense1.l2' | 'dense2.l1' | 'input.dropout' | 'dense3.dropout') =>
      ({ name, end: 'high', value: 1 }) as const;
    const one = healthWords({ check: 'range', level: 'watch', names: [at('input.dropout')] }, 'en').sentence;
    expect(one).toBe('Dropout of input is at the upper end of the range. Widen the range to see whether more helps.');
    const many = [at('dense1.l2'), at('dense2.l1'), at('input.dropout'), at('dense3.dropout')];
    expect(healthWords({ check: 'range', level: 'watch', names: many }, 'en').sentence).toMatch(
      /^L2 of dense 1, L1 of dense 2 and 2 others are at the upper end/,
    );
  });

  it('keeps those at the upper end apart from those at the lower', () => {
    const names = [
      { name: 'dense1.l2', end: 'low', value: 0 },
      { name: 'input.dropout', end: 'high', value: 1 },
    ] as const;
    expect(healthWords({ check: 'range', level: 'watch', names }, 'en').sentence).toBe(
      'Dropout of input is at the upper end of the range. Widen the range to see whether more helps. L2 of dense 1 is at the lower end of the range. The data may not need it.',
    );
  });

  it('is calm while all is well', () => {
    expect(healthWords({ check: 'numbers', level: 'good', lossIsFinite: true }, 'en').sentence).toBe(
      'No last loss is NaN or infinite.',
    );
  });
});
