// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import NumberField from '../../../src-renderer/components/number-field.vue';

function field(props: Record<string, unknown> = {}) {
  const wrapper = mount(NumberField, {
    props: {
      label: 'Dropout',
      modelValue: 0.1,
      min: 0,
      max: 0.9,
      step: 0.05,
      'onUpdate:modelValue': (modelValue: number | null) => wrapper.setProps({ modelValue }),
      ...props,
    },
  });
  return { wrapper, input: wrapper.get('input') };
}

describe('a number field', () => {
  it('is named by its label and tells its unit', () => {
    const { wrapper, input } = field({ unit: 'share of units' });
    expect(wrapper.get('label').attributes('for')).toBe(input.attributes('id'));
    expect(input.attributes('aria-valuetext')).toBe('0.1 share of units');
  });

  it('takes a decimal comma', async () => {
    const { wrapper, input } = field();
    await input.setValue('0,25');
    expect(wrapper.emitted('update:modelValue')).toEqual([[0.25]]);
  });

  it('keeps the last good value and says what is wrong with another', async () => {
    const { wrapper, input } = field();
    await input.setValue('2');
    expect(wrapper.emitted('update:modelValue')).toBeUndefined();
    expect(wrapper.get('.problem').text()).toBe('Expected a number from 0 to 0.9.');
    expect(input.attributes('aria-invalid')).toBe('true');
    expect(input.attributes('aria-describedby')).toBe(wrapper.get('.problem').attributes('id'));
  });

  it('steps with the arrow keys, ten times as far with shift', async () => {
    const { wrapper, input } = field();
    await input.trigger('keydown', { key: 'ArrowUp' });
    await input.trigger('keydown', { key: 'ArrowUp', shiftKey: true });
    await input.trigger('keydown', { key: 'ArrowDown' });
    expect(wrapper.emitted('update:modelValue')).toEqual([[0.15], [0.65], [0.6]]);
  });

  it('may be left empty only where nothing is a choice', async () => {
    const needed = field();
    await needed.input.setValue('');
    expect(needed.wrapper.get('.problem').text()).toBe('Expected a number.');
    const optional = field({ isOptional: true });
    await optional.input.setValue('');
    expect(optional.wrapper.emitted('update:modelValue')).toEqual([[null]]);
  });

  it('shows the error it is handed until its own text has a problem', async () => {
    const { wrapper, input } = field({ error: 'Too high for this layer.' });
    expect(wrapper.get('.problem').text()).toBe('Too high for this layer.');
    await input.setValue('x');
    expect(wrapper.get('.problem').text()).toBe('This is not a number.');
  });
});
