import { describe, expect, it } from 'vitest';
import {
  explanationOf,
  hyperparameterWords,
  layerInSentence,
  layerWords,
} from '../../../src-renderer/words/hyperparameter-words.ts';
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

describe('hyperparameters of LSTMs', () => {
  it('are named by their layer where several have them, and alone where one has', () => {
    expect(hyperparameterWords('lstm2.dropout')).toBe('Dropout of LSTM 2');
    expect(hyperparameterWords('embedding.dropout')).toBe('Dropout of embedding');
    expect(hyperparameterWords('embedding.embeddingDropout')).toBe('Embedding dropout');
    expect(hyperparameterWords('recurrent.dropConnect')).toBe('DropConnect');
    expect(layerWords('recurrent')).toBe('All LSTM layers');
    expect(layerInSentence('recurrent')).toBe('all LSTM layers');
  });

  it('explain dropout as locked where a layer hands on tokens, and as usual behind the read-out', () => {
    expect(explanationOf('lstm1.dropout', 'sequences').what).toContain('stay off for all tokens');
    expect(explanationOf('embedding.dropout', 'text').what).toContain('stay off for all tokens');
    expect(explanationOf('dense1.dropout', 'sequences').what).toContain('anew for every example');
    expect(explanationOf('recurrent.temporalPenalty', 'text').name).toBe('Temporal penalty β');
    expect(explanationOf('input.cutoutLength', 'images').sign).toBe(' px');
  });

  it('are put in place of the names in the config, in sentences of the host', () => {
    expect(plainSentence('"recurrent.activationPenalty" is set to -1. It must not begin below 0.')).toBe(
      'Activation penalty α is set to -1. It must not begin below 0.',
    );
    expect(plainSentence('Layer lstm2 is too wide.')).toBe('LSTM 2 is too wide.');
  });
});
