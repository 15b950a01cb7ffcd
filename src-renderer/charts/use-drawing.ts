// Keeps ECharts' picture in an element up to date. What cannot be drawn is logged and said, and the next picture is begun anew: an
// instance whose update was cut off takes no more options. Not here: what the picture looks like (chart-option).
import type { ECharts, EChartsCoreOption } from 'echarts/core';
import { onBeforeUnmount, type Ref, shallowRef, watchEffect } from 'vue';
import { messageOf } from '../../src-shared/domain/app-error.ts';
import { beginDrawing } from './draw-figure.ts';
import type { FigureSize } from './stack-layout.ts';

// Lines of another panel must not be left behind, and lines that stay keep what they have.
const whole = { replaceMerge: ['series', 'grid', 'xAxis', 'yAxis', 'title', 'graphic'] };

/**
 * Draws whenever what `option` reads has changed, once the element has a size.
 * @returns why there is no picture; null while there is one
 */
export function useDrawing(
  place: Readonly<Ref<HTMLElement | null>>,
  size: Readonly<Ref<FigureSize>>,
  option: () => EChartsCoreOption,
): Readonly<Ref<string | null>> {
  const problem = shallowRef<string | null>(null);
  let chart: ECharts | null = null;

  const end = () => {
    chart?.dispose();
    chart = null;
  };

  function draw(element: HTMLElement): void {
    const { width, height } = size.value;
    chart ??= beginDrawing(element, size.value);
    if (chart.getWidth() !== width || chart.getHeight() !== height) chart.resize({ width, height });
    chart.setOption(option(), whole);
  }

  watchEffect(
    () => {
      if (place.value === null || size.value.width === 0) return;
      try {
        draw(place.value);
        problem.value = null;
      } catch (thrown) {
        // A check of ECharts has no words.
        const message = messageOf(thrown) || 'a check failed';
        // A run that goes on fails with every point: once in the log is enough.
        if (message !== problem.value) console.error('A figure cannot be drawn.', thrown);
        problem.value = message;
        end();
      }
    },
    { flush: 'post' },
  );
  onBeforeUnmount(end);
  return problem;
}
