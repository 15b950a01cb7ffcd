import { describe, expect, it } from 'vitest';
import { fieldName, problemWords } from '../../../src-renderer/words/field-words.ts';

describe('names of fields', () => {
  it('come from the path of the config', () => {
    expect(fieldName('training.epochs')).toBe('Passes over the training rows');
    expect(fieldName('model.hidden.1.width')).toBe('Units of dense 2');
    expect(fieldName('model.conv.0.kernel')).toBe('Kernel of convolution 1');
    expect(fieldName('hyperparameters.input.cutoutHoles')).toBe('Cutout holes');
    expect(fieldName('hyperparameters.dense1.l2.start')).toBe('L2 of dense 1');
    expect(fieldName('data.split')).toBe(null);
  });

  it('stand before the window’s short sentences and not before the host’s', () => {
    expect(problemWords({ path: 'training.epochs', message: 'Must be above 0.' })).toBe(
      'Passes over the training rows: Must be above 0.',
    );
    const odd = 'Expected an odd number, so that the padding is the same on both sides.';
    expect(problemWords({ path: 'model.conv.1.kernel', message: odd })).toBe(`Kernel of convolution 2: ${odd}`);
    const message = 'The batch size 512 is larger than the 124 training rows. Lower it.';
    expect(problemWords({ path: 'training.batchSize', message })).toBe(message);
  });
});
