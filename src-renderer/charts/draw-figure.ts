// ECharts, with no more of it than figures need: pictures in the window, and pictures drawn off it: SVG as text, PNG as bytes.
import { CustomChart } from 'echarts/charts';
import { GraphicComponent, GridComponent, TitleComponent } from 'echarts/components';
import { type ECharts, init, use } from 'echarts/core';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';
import type { PlotTable } from '../../src-shared/plot/plot-table.ts';
import { chartOption } from './chart-option.ts';
import { lightTheme } from './palette.ts';
import type { FigureSize } from './stack-layout.ts';

use([CustomChart, GridComponent, TitleComponent, GraphicComponent, CanvasRenderer, SVGRenderer]);

/** Room for names at the lines' ends, in pixels. */
export const labelRoom = 170;

/** How a picture that stands alone is drawn. */
export interface Picture {
  readonly size: FigureSize;
  readonly number: (value: number, digits?: number) => string;
}

/** Pictures that leave the program stand on white, whatever the window looks like. */
function look({ size, number }: Picture) {
  return { size, number, theme: lightTheme, labelRoom, emphasis: null, leastMove: 0 };
}

/** Coordinates to a tenth of a pixel: finer than any printer at the size of a journal's column, and a third of the bytes. */
function shortened(svg: string): string {
  return svg.replaceAll(/ d="([^"]+)"/g, (_, path: string) => {
    return ` d="${path.replaceAll(/-?\d+\.\d+/g, (number) => String(Math.round(Number(number) * 10) / 10))}"`;
  });
}

/** An empty picture in an element of the window. It sleeps from one option to the next: its own clock would ask for every frame. */
export function beginDrawing(place: HTMLElement, size: FigureSize): ECharts {
  const chart = init(place, null, { renderer: 'canvas', ...size });
  chart.getZr().setSleepAfterStill(1);
  return chart;
}

/** The figure as SVG. */
export function drawSvg(table: PlotTable, picture: Picture): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...picture.size });
  try {
    chart.setOption(chartOption(table, look(picture)));
    return shortened(chart.renderToSVGString());
  } finally {
    chart.dispose();
  }
}

/** The figure as PNG. @param pixelRatio pixels of the file for one of the screen, 1 to 6 */
export async function drawPng(table: PlotTable, picture: Picture, pixelRatio: number): Promise<Blob> {
  const place = document.createElement('div');
  const chart = init(place, null, { renderer: 'canvas', devicePixelRatio: pixelRatio, ...picture.size });
  try {
    chart.setOption(chartOption(table, look(picture)));
    const canvas = chart.renderToCanvas({ pixelRatio, backgroundColor: lightTheme.surface });
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (blob === null) throw new Error('The picture is too large to be drawn. Choose a smaller size.');
    return blob;
  } finally {
    chart.dispose();
  }
}
