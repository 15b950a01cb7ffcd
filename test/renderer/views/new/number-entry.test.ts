// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import NumberEntry from '../../../../src-renderer/views/new/number-entry.vue';

async function typed(text: string) {
  const wrapper = mount(NumberEntry, { props: { label: 'Epochs', value: 5 } });
  await wrapper.get('input').setValue(text);
  return wrapper.emitted('change')?.at(-1)?.[0];
}

describe('a number that may be wrong for a while', () => {
  it('is handed on as it is typed, with a comma or a power of ten', async () => {
    expect(await typed('12')).toBe(12);
    expect(await typed('0,05')).toBe(0.05);
    expect(await typed('1e-4')).toBe(1e-4);
  });

  it('is null when empty and NaN when it cannot be read', async () => {
    expect(await typed('  ')).toBe(null);
    expect(await typed('many')).toBe(Number.NaN);
  });

  it('keeps the text while it means the same number', async () => {
    const wrapper = mount(NumberEntry, { props: { label: 'Rate', value: 1 } });
    await wrapper.get('input').setValue('0.10');
    await wrapper.setProps({ value: 0.1 });
    expect(wrapper.get('input').element.value).toBe('0.10');
    await wrapper.setProps({ value: 7 });
    expect(wrapper.get('input').element.value).toBe('7');
  });

  it('walks with the arrow keys and stops at its least', async () => {
    const wrapper = mount(NumberEntry, { props: { label: 'Units', value: 9, step: 8, min: 1 } });
    await wrapper.get('input').trigger('keydown', { key: 'ArrowDown' });
    await wrapper.get('input').trigger('keydown', { key: 'ArrowDown' });
    await wrapper.get('input').trigger('keydown', { key: 'ArrowUp', shiftKey: true });
    expect(wrapper.emitted('change')).toEqual([[1], [1], [81]]);
  });

  it('ties its label and its problem to the field', () => {
    const wrapper = mount(NumberEntry, { props: { label: 'Epochs', value: 0, problem: 'Must be above 0.' } });
    const input = wrapper.get('input');
    expect(wrapper.get('label').attributes('for')).toBe(input.attributes('id'));
    expect(input.attributes('aria-invalid')).toBe('true');
    expect(wrapper.get(`[id="${input.attributes('aria-describedby')}"]`).text()).toBe('Must be above 0.');
  });
});
