// Figures as files and on the clipboard. Not here: what they look like (chart-option, plot-csv).
import { plotToCsv } from '../../src-shared/plot/plot-csv.ts';
import type { PlotTable } from '../../src-shared/plot/plot-table.ts';
import { saveBlob, saveFile } from '../components/save-file.ts';
import { drawPng } from './draw-figure.ts';
import { drawSvg, labelRoom, type Picture } from './draw-svg.ts';
import type { FigureSize } from './stack-layout.ts';

/** Pixels of a saved picture for one of the screen: 300 dots an inch at 96 on the screen. */
const pixelRatio = 300 / 96;

/** A title as the stem of a file's name. */
export function fileStem(title: string): string {
  const stem = title
    .normalize('NFKD')
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    .toLowerCase();
  return stem.slice(0, 80) || 'figure';
}

export interface FigureSaver {
  svg(): void;
  png(): Promise<void>;
  csv(): void;
  copy(): Promise<void>;
}

/** What a figure's menu does. */
export function figureSaver(table: PlotTable, size: FigureSize, number: Picture['number']): FigureSaver {
  const stem = fileStem(table.title);
  // Beside the screen's picture, for the names that stand in the column at its right there.
  const picture = { size: { width: size.width + labelRoom, height: size.height }, number };
  return {
    svg: () => saveFile({ name: `${stem}.svg`, mediaType: 'image/svg+xml', bytes: drawSvg(table, picture) }),
    png: async () => saveBlob(`${stem}.png`, await drawPng(table, picture, pixelRatio)),
    csv: () => saveFile({ name: `${stem}.csv`, mediaType: 'text/csv', bytes: plotToCsv(table) }),
    copy: async () => {
      // The promise goes in unfinished: some browsers only allow writing within the click.
      const png = drawPng(table, picture, pixelRatio);
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
    },
  };
}
