// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import SplitPanel from '../../../../src-renderer/views/data/split-panel.vue';
import type { DataCard } from '../../../../src-shared/domain/data-card.ts';
import { type SplitConfig, splitConfigSchema } from '../../../../src-shared/domain/run-config.ts';
import { sequencesCard, textCard } from './token-cards.ts';

const panel = (card: DataCard, kind: SplitConfig['kind']) =>
  mount(SplitPanel, {
    props: { card, split: splitConfigSchema.parse({ kind }), division: null, problem: null, locale: 'en' },
  });

describe('how a text is divided', () => {
  it('leaves no choice of a kind and no seed: it stays in its order', () => {
    const { givenSplit: _, ...card } = textCard;
    const wrapper = panel(card, 'contiguous');
    expect(wrapper.get('h2').text()).toContain('How the text is divided');
    expect(wrapper.find('select').exists()).toBe(false);
    expect(wrapper.text()).toContain('The text stays in its order');
    expect(wrapper.findAll('.number-field .label').map((label) => label.text())).toEqual([
      'Training',
      'Hold-out',
      'Sealed test',
    ]);
  });

  it('leaves nothing to divide where the files set both parts apart', () => {
    const wrapper = panel(textCard, 'contiguous');
    expect(wrapper.text()).toContain(
      'The files set tokens apart: 65,233 for the sealed test, 69,273 as hold-out. They stay so.',
    );
    expect(wrapper.find('[role="slider"]').exists()).toBe(false);
    expect(wrapper.find('.number-field').exists()).toBe(false);
  });

  it('offers for sequences what it offers for tables', () => {
    const wrapper = panel(sequencesCard, 'stratified');
    expect(wrapper.findAll('option').map((option) => option.text())).toEqual([
      'Even in every class',
      'By chance',
      'Groups together',
      'By a column',
    ]);
    expect(wrapper.text()).toContain('Seed');
  });

  it('lets another kind be chosen where a config brought one that does not fit', () => {
    const wrapper = panel(textCard, 'random');
    expect(wrapper.findAll('option').map((option) => option.text())).toEqual(['One after the other']);
  });
});
