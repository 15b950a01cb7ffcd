import { describe, expect, it } from 'vitest';
import { hyperparameterStyle, kindOfName, ordinalStyle } from '../../../src-shared/plot/series-style.ts';

const key = (name: string) => {
  const { colour, pattern } = hyperparameterStyle(name);
  return `${colour}/${pattern}`;
};

describe('the style of a hyperparameter', () => {
  it('tells every dropout of twelve layers apart', () => {
    const names = ['input', ...Array.from({ length: 10 }, (_, index) => `dense${index + 1}`), 'output'].map(
      (layer) => `${layer}.dropout`,
    );
    expect(new Set(names.map(key)).size).toBe(names.length);
  });

  it('gives one layer one colour, whatever the kind', () => {
    const colours = ['dropout', 'l1', 'l2'].map((kind) => hyperparameterStyle(`dense2.${kind}`).colour);
    expect(new Set(colours).size).toBe(1);
  });

  it('tells kinds of one layer that share a panel apart by their dashes', () => {
    expect(key('dense1.l1')).not.toBe(key('dense1.l2'));
    expect(key('input.dropout')).not.toBe(key('input.featureDropout'));
  });

  it('tells the fifteen hyperparameters of a convolutional network apart within each panel', () => {
    const layers = ['input', 'conv1', 'conv2', 'conv3', 'conv4', 'conv5', 'flatten', 'dense1', 'dense2'];
    const colour = ['brightness', 'contrast', 'saturation', 'hue'].map((kind) => `input.${kind}`);
    for (const names of [layers.map((layer) => `${layer}.dropout`), colour]) {
      expect(new Set(names.map(key)).size).toBe(names.length);
    }
    // Colour and dashes both: neither alone is seen by everyone.
    expect(new Set(colour.map((name) => hyperparameterStyle(name).colour)).size).toBe(4);
    expect(new Set(colour.map((name) => hyperparameterStyle(name).pattern)).size).toBe(4);
  });

  it('tells the seven hyperparameters of an LSTM apart within each panel, by colour and not by dashes alone', () => {
    const dropouts = [
      'embedding.dropout',
      'embedding.embeddingDropout',
      'lstm1.dropout',
      'lstm2.dropout',
      'recurrent.dropConnect',
    ];
    for (const names of [dropouts, ['recurrent.activationPenalty', 'recurrent.temporalPenalty']]) {
      expect(new Set(names.map((name) => hyperparameterStyle(name).colour)).size).toBe(names.length);
    }
    const withDense = [...dropouts, 'dense1.dropout', 'dense2.dropout'];
    expect(new Set(withDense.map(key)).size).toBe(withDense.length);
  });

  it('changes the dashes where colours repeat', () => {
    const [first, sixth] = [hyperparameterStyle('dense1.dropout'), hyperparameterStyle('dense6.dropout')];
    expect(first.colour).toBe(sixth.colour);
    expect(first.pattern).not.toBe(sixth.pattern);
  });

  it('knows the kind at the end of a name and none of another version', () => {
    expect(kindOfName('dense1.l2')).toBe('l2');
    expect(kindOfName('dense1.cutout')).toBeNull();
  });
});

it('28 experiments can be told apart', () => {
  const styles = Array.from({ length: 28 }, (_, index) => JSON.stringify(ordinalStyle(index)));
  expect(new Set(styles).size).toBe(28);
});
