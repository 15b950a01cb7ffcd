import { describe, expect, it } from 'vitest';
import { hyperparameterWords, layerWords } from '../../../src-renderer/words/hyperparameter-words.ts';
import { plainSentence } from '../../../src-renderer/words/problem-words.ts';

describe('names of hyperparameters', () => {
  it('say the layer where several could have it', () => {
    expect(hyperparameterWords('conv2.dropout')).toBe('Dropout of convolution 2');
    expect(hyperparameterWords('input.dropout')).toBe('Dropout of input');
    expect(hyperparameterWords('output.l2')).toBe('L2 of output');
    expect(hyperparameterWords('flatten.dropout')).toBe('Dropout after flattening');
    expect(layerWords('conv10')).toBe('Convolution 10');
  });

  it('stand alone where only the input has them', () => {
    expect(hyperparameterWords('input.hue')).toBe('Hue');
    expect(hyperparameterWords('input.gaussianNoise')).toBe('Input noise');
    expect(hyperparameterWords('input.featureDropout')).toBe('Column dropout');
  });

  it('are put in place of the names in the config, in sentences of the host', () => {
    expect(plainSentence('"conv1.dropout" is set to 2. It must lie between 0 and 0.99.')).toBe(
      'Dropout of convolution 1 is set to 2. It must lie between 0 and 0.99.',
    );
    expect(plainSentence('Layer conv2 receives 14 x 14 places.')).toBe('Convolution 2 receives 14 x 14 places.');
  });
});
