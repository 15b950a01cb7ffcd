// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { useDraft } from '../../../../src-renderer/stores/draft.ts';
import SetupWork from '../../../../src-renderer/views/new/setup-work.vue';
import type { DataCard } from '../../../../src-shared/domain/data-card.ts';
import { runConfigSchema } from '../../../../src-shared/domain/run-config.ts';
import { mountWithHost } from '../../frame/mount-with-host.ts';
import { sequencesCard, textCard } from '../data/token-cards.ts';

const mounted: { unmount(): void }[] = [];
afterEach(() => {
  for (const wrapper of mounted.splice(0)) wrapper.unmount();
});

/** What the host would suggest, in short. Source of the numbers: reference lstm/train.py. */
const suggested = (card: DataCard) =>
  runConfigSchema.parse({
    data: { dataset: card.id, split: { kind: card.form === 'text' ? 'contiguous' : 'stratified' } },
    model: {
      kind: 'lstm',
      embedding: 200,
      lstm: [{ width: 200 }, { width: 200 }],
      isTied: card.form === 'text',
    },
    hyperparameters: { 'recurrent.temporalPenalty': { mode: 'tuned' } },
    training: {
      optimizer: { name: 'sgd', learningRate: 30 },
      clipNorm: 0.25,
      decay: { kind: 'nonmonotone', window: 5, factor: 0.25 },
      batchSize: 20,
    },
  });

async function setup(card: DataCard) {
  const { wrapper } = await mountWithHost(SetupWork, {
    props: { foundFor: () => null, selected: null },
    answers: {
      'data.card': () => card,
      'plan.suggest': () => suggested(card),
      'plan.check': () => ({ problems: [], layers: [] }),
    },
  });
  mounted.push(wrapper);
  const draft = useDraft();
  await draft.open(card.id);
  await flushPromises();
  const labels = wrapper.findAll('.field').map((field) => field.find('.label').text());
  return { wrapper, draft, labels };
}

describe('a run on a text', () => {
  it('counts in passes over the text and in streams beside each other', async () => {
    const { labels, wrapper } = await setup(textCard);
    expect(labels).toContain('Passes over the text');
    expect(labels).toContain('Streams side by side');
    expect(labels).not.toContain('Batch size');
    expect(wrapper.get('.recurrent').text()).toContain('10,000 different words');
  });

  it('has two grids, what single layers carry and what all LSTM layers share', async () => {
    const { wrapper } = await setup(textCard);
    const heads = wrapper
      .findAll('[role="grid"]')
      .map((grid) => grid.findAll('.column-head .name').map((head) => head.text()));
    expect(heads).toEqual([
      ['Dropout', 'Embedding dropout', 'L2', 'L1'],
      ['DropConnect', 'Activation penalty α', 'Temporal penalty β'],
    ]);
  });

  it('goes to Adam and back with the learning rates that either needs', async () => {
    const { wrapper, draft } = await setup(textCard);
    const optimizer = wrapper.get('select:has(option[value="adam"])');
    await optimizer.setValue('adam');
    expect(draft.config?.training.optimizer).toMatchObject({ name: 'adam', learningRate: 0.003 });
    await optimizer.setValue('sgd');
    expect(draft.config?.training.optimizer).toEqual({ name: 'sgd', learningRate: 30, momentum: 0 });
  });

  it('decays its learning rate as in the paper’s language model', async () => {
    const { wrapper, draft } = await setup(textCard);
    const decay = wrapper.get('select:has(option[value="nonmonotone"])');
    await decay.setValue('none');
    await decay.setValue('nonmonotone');
    expect(draft.config?.training.decay).toEqual({ kind: 'nonmonotone', window: 5, factor: 0.25 });
  });

  it('is untied and tied again, each time as one step that can be taken back', async () => {
    const { wrapper, draft } = await setup(textCard);
    await wrapper.get('.tie input').setValue(false);
    draft.setCell('output.l2', { mode: 'tuned' });
    draft.set('model.lstm.1.width', 64);
    await wrapper.get('.tie input').setValue(true);
    expect(draft.config?.model).toMatchObject({ isTied: true, lstm: [{ width: 200 }, { width: 200 }] });
    expect(draft.config?.hyperparameters).toEqual({ 'recurrent.temporalPenalty': { mode: 'tuned' } });
    draft.undo();
    expect(draft.config?.model).toMatchObject({ isTied: false, lstm: [{ width: 200 }, { width: 64 }] });
    expect(draft.config?.hyperparameters['output.l2']).toEqual({ mode: 'tuned' });
  });

  it('offers LSTMs to begin with, sized by the vocabulary', async () => {
    const { draft } = await setup(textCard);
    expect(draft.templates.map(({ name }) => name)).toEqual(['lstm', 'small-lstm', 'large-lstm']);
    // 10,000 × 200 of the embedding, two layers of 4 × 200 × 400 + 2 × 4 × 200, 10,000 biases of the output.
    expect(draft.templates[0]?.parameters).toBe(2_000_000 + 2 * (320_000 + 1_600) + 10_000);
  });
});

describe('a run on sequences', () => {
  it('counts in rows, and reads out before the classes', async () => {
    const { labels, wrapper } = await setup(sequencesCard);
    expect(labels).toContain('Passes over the training rows');
    expect(labels).toContain('Batch size');
    expect(wrapper.get('.recurrent').text()).toContain('Read-out');
    expect(wrapper.get('.recurrent').text()).toContain('2 classes');
  });
});
