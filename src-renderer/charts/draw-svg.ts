// Figures as SVG text. Needs no window: the same in a page, in a test and in plain Node. Not here: pixels (draw-figure).
import { CustomChart } from 'echarts/charts';
import { GraphicComponent, GridComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { PlotTable } from '../../src-shared/plot/plot-table.ts';
import { chartOption, type FigureLook } from './chart-option.ts';
import { lightTheme } from './palette.ts';
import type { FigureSize } from './stack-layout.ts';

use([CustomChart, GridComponent, TitleComponent, GraphicComponent, SVGRenderer]);

/** Room for names at the lines' ends, in pixels. */
export const labelRoom = 170;

/** How a picture that leaves the program is drawn. */
export interface Picture {
  readonly size: FigureSize;
  readonly number: (value: number, digits?: number) => string;
}

/** Pictures that leave the program stand on white, whatever the window looks like. */
export function lookOf({ size, number }: Picture): FigureLook {
  return { size, number, theme: lightTheme, labelRoom, emphasis: null, leastMove: 0 };
}

/** Coordinates to a tenth of a pixel: finer than any printer at the size of a journal's column, and a third of the bytes. */
function shortened(svg: string): string {
  return svg.replaceAll(/ d="([^"]+)"/g, (_, path: string) => {
    return ` d="${path.replaceAll(/-?\d+\.\d+/g, (number) => String(Math.round(Number(number) * 10) / 10))}"`;
  });
}

/** The figure as SVG. */
export function drawSvg(table: PlotTable, picture: Picture): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...picture.size });
  try {
    chart.setOption(chartOption(table, lookOf(picture)));
    return shortened(chart.renderToSVGString());
  } finally {
    chart.dispose();
  }
}
