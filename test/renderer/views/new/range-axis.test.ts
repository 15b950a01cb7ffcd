// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import RangeAxis from '../../../../src-renderer/views/new/range-axis.vue';

const endless = {
  kind: 'activationPenalty' as const,
  start: 0.2,
  scale: 0.5,
  range: [0, Infinity] as const,
  locale: 'en',
};

describe('the axis of a range without an upper end', () => {
  it('says that it goes on, and has no highest value', () => {
    const wrapper = mount(RangeAxis, { props: endless });
    expect(wrapper.get('figcaption').text()).toContain('1, and on without end');
    expect(wrapper.get('[role="slider"]').attributes('aria-valuemax')).toBeUndefined();
    const bounded = mount(RangeAxis, { props: { ...endless, range: [0, 4] } });
    expect(bounded.get('figcaption').text()).not.toContain('without end');
    expect(bounded.get('[role="slider"]').attributes('aria-valuemax')).toBe('4');
  });

  it('is walked along with the arrow keys, also beyond what is drawn first', async () => {
    const wrapper = mount(RangeAxis, { props: endless });
    const slider = wrapper.get('[role="slider"]');
    await slider.trigger('keydown', { key: 'ArrowRight' });
    expect(wrapper.emitted('move')).toEqual([[0.22]]);
    await wrapper.setProps({ start: 0.99 });
    await slider.trigger('keydown', { key: 'ArrowRight' });
    expect(wrapper.emitted('move')?.[1]?.[0]).toBeGreaterThan(1);
  });

  it('stands still while its handle is dragged, and reaches further once that is let go', async () => {
    const wrapper = mount(RangeAxis, { props: endless });
    const slider = wrapper.get('[role="slider"]');
    Object.assign(slider.element, {
      setPointerCapture: () => undefined,
      getBoundingClientRect: () => ({ left: 0, width: 288 }),
    });
    const end = () => wrapper.findAll('figcaption span')[1]?.text();
    await slider.trigger('pointerdown', { buttons: 1, clientX: 144 });
    expect(wrapper.emitted('move')?.[0]).toEqual([0.5]);
    await wrapper.setProps({ start: 0.5 });
    expect(end()).toBe('1, and on without end');
    await slider.trigger('pointermove', { buttons: 1, clientX: 216 });
    expect(wrapper.emitted('move')?.[1]).toEqual([0.75]);
    await slider.trigger('pointerup');
    expect(end()).toBe('2, and on without end');
  });
});
