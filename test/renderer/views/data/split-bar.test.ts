// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import SplitBar from '../../../../src-renderer/views/data/split-bar.vue';

const shares = { train: 70, validation: 20, test: 10 };

async function changeAfter(border: number, key: string, more: object = {}) {
  const wrapper = mount(SplitBar, { props: { shares, locale: 'en' } });
  await wrapper.findAll('[role="slider"]')[border]?.trigger('keydown', { key, ...more });
  return wrapper.emitted('change')?.[0]?.[0];
}

describe('the bar of the three parts', () => {
  it('says where its borders are', () => {
    const [first, second] = mount(SplitBar, { props: { shares, locale: 'en' } }).findAll('[role="slider"]');
    expect(first?.attributes('aria-valuenow')).toBe('70');
    expect(first?.attributes('aria-valuetext')).toBe('training 70%, hold-out 20%');
    expect(second?.attributes('aria-valuenow')).toBe('90');
    expect(second?.attributes('aria-valuetext')).toBe('hold-out 20%, sealed test 10%');
  });

  it('moves the first border with the arrow keys and leaves the sealed test set alone', async () => {
    expect(await changeAfter(0, 'ArrowRight')).toEqual({ train: 71, validation: 19, test: 10 });
    expect(await changeAfter(0, 'ArrowLeft', { shiftKey: true })).toEqual({ train: 60, validation: 30, test: 10 });
  });

  it('moves the second border and leaves training alone', async () => {
    expect(await changeAfter(1, 'ArrowLeft')).toEqual({ train: 70, validation: 19, test: 11 });
    expect(await changeAfter(1, 'PageUp')).toEqual({ train: 70, validation: 29, test: 1 });
  });

  it('never empties a part', async () => {
    expect(await changeAfter(0, 'Home')).toEqual({ train: 1, validation: 89, test: 10 });
    expect(await changeAfter(0, 'End')).toEqual({ train: 89, validation: 1, test: 10 });
    expect(await changeAfter(1, 'Home')).toEqual({ train: 70, validation: 1, test: 29 });
    expect(await changeAfter(1, 'End')).toEqual({ train: 70, validation: 29, test: 1 });
  });

  it('leaves other keys to the page', async () => {
    expect(await changeAfter(0, 'Tab')).toBeUndefined();
  });
});
