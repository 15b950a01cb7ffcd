import { describe, expect, it } from 'vitest';
import { offeredTemplates, withTemplate } from '../../../src-renderer/stores/model-template.ts';
import { modelTemplate } from '../../../src-shared/domain/model-templates.ts';
import { runConfigSchema } from '../../../src-shared/domain/run-config.ts';

const colour = { inputs: 3_072, imageShape: [32, 32, 3] } as const;

describe('networks to begin with', () => {
  it('are counted for the data, and the one that is set up is marked', () => {
    const small = modelTemplate('small-cnn', colour);
    const offered = offeredTemplates(small, colour, 10);
    expect(offered.map(({ name }) => name)).toEqual(['small-cnn', 'medium-cnn', 'alexnet', 'perceptron']);
    expect(offered.filter(({ isChosen }) => isChosen).map(({ name }) => name)).toEqual(['small-cnn']);
    // 3·9·10+10, 10·9·20+20, 20·9·40+40, 4·4·40·10+10.
    expect(offered[0]?.parameters).toBe(280 + 1_820 + 7_240 + 6_410);
    expect(offered[0]?.work).toBe(1);
    expect(offered[2]?.work).toBeGreaterThan(20);
  });

  it('are none of them once a layer is changed', () => {
    const changed = { ...modelTemplate('small-cnn', colour), hidden: [{ width: 8, activation: 'relu' as const }] };
    expect(offeredTemplates(changed, colour, 10).some(({ isChosen }) => isChosen)).toBe(false);
  });
});

describe('a network that is chosen', () => {
  const data = { dataset: '0123456789abcdef' };
  const before = runConfigSchema.parse({
    name: 'cells',
    data,
    model: { kind: 'mlp', hidden: [] },
    training: { epochs: 20 },
  });
  const next = runConfigSchema.parse({
    data,
    model: modelTemplate('small-cnn', colour),
    hyperparameters: { 'conv1.dropout': { mode: 'tuned' } },
    training: { epochs: 100 },
  });

  it('brings its hyperparameters and its epochs, and leaves the name', () => {
    const taken = withTemplate(before, next, before);
    expect(taken.model).toEqual(next.model);
    expect(taken.hyperparameters).toEqual(next.hyperparameters);
    expect(taken.training.epochs).toBe(100);
    expect(taken.name).toBe('cells');
  });

  it('leaves epochs that the user has set, or that a run had', () => {
    const own = { ...before, training: { ...before.training, epochs: 7 } };
    expect(withTemplate(own, next, before).training.epochs).toBe(7);
    expect(withTemplate(before, next, null).training.epochs).toBe(20);
  });
});
