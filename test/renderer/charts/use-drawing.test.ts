// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { afterEach, expect, it, vi } from 'vitest';
import { defineComponent, h, nextTick, ref, shallowRef } from 'vue';
import { useDrawing } from '../../../src-renderer/charts/use-drawing.ts';

const begun = vi.hoisted(() => ({ charts: [] as { options: unknown[]; isDisposed: boolean }[] }));

vi.mock('../../../src-renderer/charts/draw-figure.ts', () => ({
  beginDrawing: (_: HTMLElement, size: { width: number; height: number }) => {
    const chart = { options: [] as unknown[], isDisposed: false };
    begun.charts.push(chart);
    return {
      getWidth: () => size.width,
      getHeight: () => size.height,
      setOption: (option: unknown) => chart.options.push(option),
      dispose: () => {
        chart.isDisposed = true;
      },
    };
  },
}));

afterEach(() => {
  begun.charts.length = 0;
  vi.restoreAllMocks();
});

/** A component with a picture of `option`, and a number beside it that has nothing to do with it. */
function mountPicture(option: Parameters<typeof useDrawing>[2]) {
  const size = ref({ width: 300, height: 200 });
  const beside = ref(0);
  const shown = mount(
    defineComponent({
      setup: () => {
        const place = shallowRef<HTMLElement | null>(null);
        const problem = useDrawing(place, size, option);
        return () => h('div', [h('i', { ref: place }), h('b', beside.value), h('p', problem.value ?? 'drawn')]);
      },
    }),
  );
  return { shown, size, beside };
}

it('draws anew when what the option reads has changed, in the same chart', async () => {
  const value = ref(1);
  mountPicture(() => ({ value: value.value }));
  value.value = 2;
  await nextTick();
  expect(begun.charts).toEqual([{ options: [{ value: 1 }, { value: 2 }], isDisposed: false }]);
});

it('says what could not be drawn, logs it once, goes on with the page, and begins anew with the next points', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const value = ref(1);
  const { shown, beside } = mountPicture(() => {
    if (value.value < 3) throw new Error(`no room`);
    return { value: value.value };
  });
  await nextTick();
  value.value = 2;
  beside.value = 7;
  await nextTick();
  expect(shown.find('p').text()).toBe('no room');
  expect(shown.find('b').text()).toBe('7');
  expect(logged).toHaveBeenCalledTimes(1);
  value.value = 3;
  await nextTick();
  await nextTick();
  expect(shown.find('p').text()).toBe('drawn');
  expect(begun.charts.map(({ options, isDisposed }) => ({ options, isDisposed }))).toEqual([
    { options: [], isDisposed: true },
    { options: [], isDisposed: true },
    { options: [{ value: 3 }], isDisposed: false },
  ]);
});

it('is gone with its component', () => {
  const { shown } = mountPicture(() => ({}));
  shown.unmount();
  expect(begun.charts.map(({ isDisposed }) => isDisposed)).toEqual([true]);
});
