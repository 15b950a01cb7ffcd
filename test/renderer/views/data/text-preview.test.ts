// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import DataFacts from '../../../../src-renderer/views/data/data-facts.vue';
import PreviewTable from '../../../../src-renderer/views/data/preview-table.vue';
import TextPreview from '../../../../src-renderer/views/data/text-preview.vue';
import VocabularyFacts from '../../../../src-renderer/views/data/vocabulary-facts.vue';
import type { Preview } from '../../../../src-shared/contract/data.ts';
import { sequencesCard, textCard } from './token-cards.ts';

const known = (text: string) => ({ text, isUnknown: false });
const line = (...pieces: { text: string; isUnknown: boolean }[]) => ({ pieces, isCut: false });
const parted: Extract<Preview, { form: 'text' }> = {
  form: 'text',
  level: 'word',
  totalRows: 821_234,
  parts: [
    {
      part: 'train',
      tokens: 686_728,
      totalLines: 25_997,
      lines: [line(known('there went up a '), { text: 'mist', isUnknown: true }, known(' from the earth')), line()],
    },
    { part: 'validation', tokens: 69_273, totalLines: 1, lines: [{ pieces: [known('and god saw')], isCut: true }] },
  ],
};

describe('the preview of a text', () => {
  it('shows each part with its size, and marks what is not in the vocabulary', () => {
    const wrapper = mount(TextPreview, { props: { preview: parted, locale: 'en' } });
    expect(wrapper.findAll('h3').map((head) => head.text())).toEqual([
      'Training 25,997 lines, 686,728 tokens',
      'Hold-out 1 line, 69,273 tokens',
    ]);
    expect(wrapper.findAll('.scroller mark').map((mark) => mark.text())).toEqual(['mist']);
    expect(wrapper.find('.line').element.textContent).toBe('there went up a mist from the earth');
    expect(wrapper.text()).toContain('25,995 lines more');
    expect(wrapper.text()).toContain('and god saw…');
  });

  it('says nothing of unknown words where there are none', () => {
    const [, hold] = parted.parts;
    if (hold === undefined) throw new Error('There is no second part.');
    const preview = { ...parted, parts: [{ ...hold, part: null }] };
    const wrapper = mount(TextPreview, { props: { preview, locale: 'en' } });
    expect(wrapper.find('.legend').exists()).toBe(false);
    expect(wrapper.get('h3').text()).toContain('The text begins');
  });
});

describe('the vocabulary', () => {
  it('is told in size, what it leaves out and its most frequent tokens', () => {
    const { vocabulary } = textCard;
    if (vocabulary === undefined) throw new Error('The card has no vocabulary.');
    const wrapper = mount(VocabularyFacts, { props: { vocabulary, tokens: textCard.rows, locale: 'en' } });
    expect(wrapper.get('p').text()).toContain('Outside the vocabulary: 9,211 tokens (1.1%).');
    expect(wrapper.findAll('tr').map((row) => row.text())).toEqual(['the53,2986.5%', 'line end25,9983.2%']);
    expect(wrapper.find('button').exists()).toBe(false);
  });

  it('shows all its commonest tokens on demand', async () => {
    const commonest = Array.from({ length: 40 }, (_, index) => ({ token: `w${index}`, count: 100 - index }));
    const vocabulary = { level: 'word' as const, size: 90, unknown: 0, commonest };
    const wrapper = mount(VocabularyFacts, { props: { vocabulary, tokens: null, locale: 'en' } });
    expect(wrapper.findAll('tr')).toHaveLength(12);
    await wrapper.get('button').trigger('click');
    expect(wrapper.findAll('tr')).toHaveLength(40);
  });
});

describe('sequences in a table', () => {
  const preview: Extract<Preview, { form: 'sequences' }> = {
    form: 'sequences',
    columns: ['kind', 'dna'],
    sequence: 1,
    rows: [
      ['yes', 'ACGT'],
      ['no', `${'A'.repeat(40)}${'C'.repeat(50)}`],
      ['no', null],
    ],
    lengths: [4, 90, 0],
    totalRows: 106,
  };
  const table = () =>
    mount(PreviewTable, { props: { preview, columns: sequencesCard.columns, locale: 'en', hasRoleChoice: true } });

  it('are shortened in the middle and whole on demand', async () => {
    const cells = table()
      .findAll('tbody tr')
      .map((row) => row.findAll('td')[1]);
    expect(cells[0]?.text()).toBe('ACGT4 tokens');
    expect(cells[2]?.text()).toBe('missing');
    const long = cells[1];
    expect(long?.get('code').text()).toBe(`${'A'.repeat(28)}… and so on until ${'C'.repeat(28)}`);
    await long?.get('button').trigger('click');
    expect(long?.get('code').text()).toBe(`${'A'.repeat(40)}${'C'.repeat(50)}`);
    expect(long?.get('button').attributes('aria-expanded')).toBe('true');
  });

  it('are not said to end where only their beginning came', async () => {
    const cut = { ...preview, rows: [['no', 'A'.repeat(500)]], lengths: [2_000] };
    const wrapper = mount(PreviewTable, { props: { preview: cut, columns: sequencesCard.columns, locale: 'en' } });
    expect(wrapper.get('code').text()).toBe(`${'A'.repeat(56)}… and so on`);
    await wrapper.get('.whole').trigger('click');
    expect(wrapper.get('code').text()).toBe(`${'A'.repeat(500)}…`);
  });

  it('have a role of their own among those that can be chosen', async () => {
    const wrapper = table();
    const role = wrapper.get('[aria-label="Role of dna"]');
    expect((role.element as HTMLSelectElement).value).toBe('sequence');
    await role.setValue('ignore');
    expect(wrapper.emitted('role')).toEqual([['dna', 'ignore']]);
    expect(wrapper.text()).toContain('3 of 106 sequences');
  });
});

describe('the facts of a data set of tokens', () => {
  const factsOf = (card: typeof textCard) => mount(DataFacts, { props: { card, locale: 'en' } }).text();

  it('count tokens and sequences, and say how long those are', () => {
    expect(factsOf(textCard)).toContain('Tokens821,234');
    expect(factsOf(textCard)).not.toContain('Missing values');
    expect(factsOf(sequencesCard)).toContain('57 to 90 characters; half have 60 or fewer.');
    const even = { ...sequencesCard, lengths: { shortest: 60, median: 60, longest: 60 } };
    expect(factsOf(even)).toContain('All have 60 characters.');
  });
});
