import { describe, expect, it } from 'vitest';
import { healthWords } from '../../../../src-renderer/words/health-words.ts';

describe('a health light', () => {
  it('says the fact and the way out, with the numbers', () => {
    const rise = { bestEpoch: 12, best: 0.3, last: 0.45 };
    expect(healthWords({ check: 'fit', level: 'bad', rise }, 'en').sentence).toBe(
      'The validation loss was best at epoch 12 (0.3) and is 0.45 now, while the training loss fell: the network over-fits. The weights of the best epoch are kept.',
    );
  });

  it('claims no more of a good fit than its numbers', () => {
    const rise = { bestEpoch: 12, best: 0.3, last: 0.36 };
    expect(healthWords({ check: 'fit', level: 'good', rise }, 'en').sentence).toBe(
      'The validation loss is 0.36, at best it was 0.3 at epoch 12. Nothing says that the network over-fits.',
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

  it('is calm while all is well', () => {
    expect(healthWords({ check: 'numbers', level: 'good', lossIsFinite: true }, 'en').sentence).toBe(
      'Both losses are finite.',
    );
  });
});
