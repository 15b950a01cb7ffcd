// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { nextTick } from 'vue';
import LstmRow from '../../../../src-renderer/views/new/lstm-row.vue';
import { layerSizes } from '../../../../src-shared/domain/model-size.ts';
import type { LstmConfig } from '../../../../src-shared/domain/run-config.ts';

const text: LstmConfig = {
  kind: 'lstm',
  embedding: 200,
  lstm: [{ width: 650 }, { width: 200 }],
  hidden: [],
  readOut: 'mean',
  isTied: true,
  length: 35,
};
const tokens = { vocabulary: 10_000, isRunningText: true };
const layers = layerSizes(text, {
  inputs: 1,
  imageShape: null,
  tokens,
  outputs: 10_000,
  tuned: 0,
  response: 'none',
});
const mounted: { unmount(): void }[] = [];
afterEach(() => {
  for (const wrapper of mounted.splice(0)) wrapper.unmount();
});

function row(props: Partial<InstanceType<typeof LstmRow>['$props']> = {}) {
  const wrapper = mount(LstmRow, {
    attachTo: document.body,
    props: {
      model: text,
      isRunningText: true,
      layers,
      inputWords: '10,000 different words',
      outputWords: 'The next word',
      locale: 'en',
      ...props,
    },
  });
  mounted.push(wrapper);
  return wrapper;
}
const labelled = (wrapper: ReturnType<typeof row>, label: string) => {
  const found = wrapper.findAll('label').find((each) => each.text() === label);
  return wrapper.get(`#${CSS.escape(found?.attributes('for') ?? '')}`);
};

describe('an LSTM as a row of boxes', () => {
  it('leads from tokens through embedding and LSTM layers to the next token', () => {
    const boxes = row()
      .findAll('.box')
      .map((box) => box.text());
    expect(boxes).toHaveLength(5);
    expect(boxes[0]).toContain('10,000 different words');
    expect(boxes[1]).toContain('→ 35 × 2002,000,000 parameters');
    // Four sums of 650 units from 200 values below and 650 of before, with two biases each.
    expect(boxes[2]).toContain('→ 35 × 6502,215,200 parameters');
    expect(boxes[3]).toContain('200, as embedding');
    expect(boxes[4]).toContain('The next word');
    expect(boxes[4]).toContain('10,000 parameters');
  });

  it('writes each size by its path, and the width that is tied along with the embedding', async () => {
    const wrapper = row();
    await labelled(wrapper, 'A step looks back over').setValue('70');
    await labelled(wrapper, 'Units').setValue('400');
    await labelled(wrapper, 'Values a token').setValue('300');
    expect(wrapper.emitted('set')).toEqual([
      ['model.length', 70],
      ['model.lstm.0.width', 400],
      ['model', { ...text, embedding: 300, lstm: [{ width: 650 }, { width: 300 }] }],
    ]);
  });

  it('unties the decoder, and says what is wrong at its field', async () => {
    const wrapper = row({ problemAt: (path) => (path === 'model.embedding' ? 'Enter a number.' : null) });
    await wrapper.get('input[type="checkbox"]').setValue(false);
    expect(wrapper.emitted('tie')).toEqual([[false]]);
    expect(wrapper.get('.problem').text()).toBe('Enter a number.');
    expect(labelled(wrapper, 'Values a token').attributes('aria-invalid')).toBe('true');
  });

  it('has a read-out and dense layers on sequences alone, and no decoder to tie', async () => {
    const wrapper = row({
      model: { ...text, isTied: false, hidden: [{ width: 16, activation: 'relu' }] },
      isRunningText: false,
      outputWords: '3 classes',
    });
    expect(wrapper.find('input[type="checkbox"]').exists()).toBe(false);
    expect(wrapper.text()).toContain('Reads at most');
    await wrapper.get('select').setValue('last');
    await wrapper.get('.add-hidden').trigger('click');
    await wrapper.get('.add-lstm').trigger('click');
    expect(wrapper.emitted('set')).toEqual([['model.readOut', 'last']]);
    expect(wrapper.emitted('add')).toEqual([['hidden'], ['lstm']]);
    expect(row().find('.add-hidden').exists()).toBe(false);
  });

  it('keeps its last LSTM layer, and hands the focus of a removed one to its neighbour', async () => {
    const wrapper = row({ model: { ...text, isTied: false } });
    await wrapper.findAll('.lstm .remove')[1]?.trigger('click');
    expect(wrapper.emitted('remove')).toEqual([['lstm', 1]]);
    await nextTick();
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Remove LSTM 2');
    await wrapper.setProps({ model: { ...text, isTied: false, lstm: [{ width: 64 }] } });
    expect(wrapper.find('.lstm .remove').exists()).toBe(false);
  });
});
