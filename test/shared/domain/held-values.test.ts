import { describe, expect, it } from 'vitest';
import { heldValues, settingsHolding } from '../../../src-shared/domain/held-values.ts';

describe('held hyperparameters', () => {
  it('are those that are fixed, not those that are tuned or off', () => {
    const settings = {
      'input.dropout': { mode: 'fixed', value: 0.2 },
      'dense1.dropout': { mode: 'tuned', start: 0.3 },
      'dense1.l2': { mode: 'off' },
    } as const;
    expect(heldValues(settings)).toEqual({ 'input.dropout': 0.2 });
  });

  it('come back from the settings that hold them', () => {
    const values = { 'input.dropout': 0.2, 'dense1.l2': 0 };
    expect(heldValues(settingsHolding(values))).toEqual(values);
  });
});
