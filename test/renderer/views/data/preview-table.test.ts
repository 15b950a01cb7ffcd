// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import PreviewTable from '../../../../src-renderer/views/data/preview-table.vue';
import type { ColumnSummary } from '../../../../src-shared/domain/data-card.ts';

const columns: ColumnSummary[] = [
  { name: 'dose', kind: 'numeric', role: 'input', missing: 2, minimum: 0.5, maximum: 12, mean: 4 },
  { name: 'plate', kind: 'categorical', role: 'target', missing: 0, categories: ['P1', 'P2', 'P3', 'P4', 'P5'] },
];
const preview = {
  form: 'table' as const,
  columns: ['dose', 'plate'],
  rows: [
    [1.5, 'P1'],
    [null, 'P2'],
  ],
  totalRows: 2_000,
};
const props = { preview, columns, locale: 'en' };

describe('the first rows of a table', () => {
  it('come with what each column holds', () => {
    const [dose, plate] = mount(PreviewTable, { props }).findAll('th');
    const lines = (head: typeof dose) => head?.findAll('.fact').map((fact) => fact.text());
    expect(lines(dose)).toEqual(['numbers', '2 missing', '0.5 to 12', 'mean 4']);
    expect(lines(plate)).toEqual(['categories', 'none missing', 'P1, P2, P3 and 2 more']);
  });

  it('say of how many rows they are the first, and mark a missing value', () => {
    const text = mount(PreviewTable, { props }).text();
    expect(text).toContain('2 of 2,000 rows');
    expect(text).toContain('missing');
  });

  it('let a role be chosen only during an import', async () => {
    expect(mount(PreviewTable, { props }).find('select').exists()).toBe(false);
    const wrapper = mount(PreviewTable, { props: { ...props, hasRoleChoice: true } });
    await wrapper.get('[aria-label="Role of dose"]').setValue('group');
    expect(wrapper.emitted('role')).toEqual([['dose', 'group']]);
  });

  it('show a wide table in parts', async () => {
    const names = Array.from({ length: 90 }, (_, index) => `c${index}`);
    const wide = { ...preview, columns: names, rows: [names.map(() => 1)] };
    const wrapper = mount(PreviewTable, { props: { preview: wide, columns: [], locale: 'en' } });
    expect(wrapper.findAll('th')).toHaveLength(40);
    await wrapper.get('button').trigger('click');
    expect(wrapper.findAll('th')).toHaveLength(80);
    await wrapper.get('button').trigger('click');
    expect(wrapper.findAll('th')).toHaveLength(90);
    expect(wrapper.find('button').exists()).toBe(false);
  });
});
