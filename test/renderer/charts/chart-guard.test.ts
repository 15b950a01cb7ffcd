// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { expect, it, vi } from 'vitest';
import { defineComponent, h, nextTick, ref } from 'vue';
import ChartGuard from '../../../src-renderer/charts/chart-guard.vue';

it('says that a figure cannot be shown, logs why, and shows it when it is tried again', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const isBroken = ref(false);
  const Figure = defineComponent({
    setup: () => () => {
      if (isBroken.value) throw new Error('no ends');
      return h('i', 'figure');
    },
  });
  const shown = mount({
    render: () => h('div', [h(ChartGuard, null, () => h(Figure)), h('b', String(isBroken.value))]),
  });
  expect(shown.text()).toBe('figurefalse');
  isBroken.value = true;
  await nextTick();
  await nextTick();
  expect(shown.find('[role=status]').text()).toContain('This figure cannot be shown (no ends).');
  expect(shown.find('b').text()).toBe('true');
  expect(logged.mock.calls).toEqual([['A figure cannot be shown.', new Error('no ends')]]);
  isBroken.value = false;
  await shown.find('button').trigger('click');
  expect(shown.find('i').text()).toBe('figure');
  vi.restoreAllMocks();
});
