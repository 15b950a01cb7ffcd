// ECharts on canvases, with no more of it than figures need: pictures in the window, and pictures drawn off it as PNG.
import { CustomChart } from 'echarts/charts';
import { GraphicComponent, GridComponent, TitleComponent } from 'echarts/components';
import { type ECharts, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { PlotTable } from '../../src-shared/plot/plot-table.ts';
import { chartOption } from './chart-option.ts';
import { lookOf, type Picture } from './draw-svg.ts';
import { lightTheme } from './palette.ts';
import type { FigureSize } from './stack-layout.ts';

use([CustomChart, GridComponent, TitleComponent, GraphicComponent, CanvasRenderer]);

/** An empty picture in an element of the window. It sleeps from one option to the next: its own clock would ask for every frame. */
export function beginDrawing(place: HTMLElement, size: FigureSize): ECharts {
  const chart = init(place, null, { renderer: 'canvas', ...size });
  chart.getZr().setSleepAfterStill(1);
  return chart;
}

/** The figure as PNG. @param pixelRatio pixels of the file for one of the screen, 1 to 6 */
export async function drawPng(table: PlotTable, picture: Picture, pixelRatio: number): Promise<Blob> {
  const place = document.createElement('div');
  const chart = init(place, null, { renderer: 'canvas', devicePixelRatio: pixelRatio, ...picture.size });
  try {
    chart.setOption(chartOption(table, lookOf(picture)));
    const canvas = chart.renderToCanvas({ pixelRatio, backgroundColor: lightTheme.surface });
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (blob === null) throw new Error('The picture is too large to be drawn. Choose a smaller size.');
    return blob;
  } finally {
    chart.dispose();
  }
}
