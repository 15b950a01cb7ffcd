// Figures as files and on the clipboard. Not here: what they look like (chart-option, plot-csv).
import { plotToCsv } from '../../src-shared/plot/plot-csv.ts';
import type { PlotTable } from '../../src-shared/plot/plot-table.ts';
import { saveBlob, saveFile } from '../components/save-file.ts';
import { drawPng } from './draw-figure.ts';
import { marksToPng, marksToSvg } from './draw-marks.ts';
import { drawSvg, labelRoom, type Picture } from './draw-svg.ts';
import { type MarkFigure, markCsv } from './mark-figure.ts';
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

/** Makes the files of a figure. */
interface FigureFiles {
  readonly title: string;
  readonly svg: () => string;
  readonly png: () => Promise<Blob>;
  readonly csv: () => string;
}

function saverOf({ title, svg, png, csv }: FigureFiles): FigureSaver {
  const stem = fileStem(title);
  return {
    svg: () => saveFile({ name: `${stem}.svg`, mediaType: 'image/svg+xml', bytes: svg() }),
    png: async () => saveBlob(`${stem}.png`, await png()),
    csv: () => saveFile({ name: `${stem}.csv`, mediaType: 'text/csv', bytes: csv() }),
    // The promise goes in unfinished: some browsers only allow writing within the click.
    copy: () => navigator.clipboard.write([new ClipboardItem({ 'image/png': png() })]),
  };
}

/** What a plot's menu does. */
export function figureSaver(table: PlotTable, size: FigureSize, number: Picture['number']): FigureSaver {
  // Beside the screen's picture, for the names that stand in the column at its right there.
  const picture = { size: { width: size.width + labelRoom, height: size.height }, number };
  return saverOf({
    title: table.title,
    svg: () => drawSvg(table, picture),
    png: () => drawPng(table, picture, pixelRatio),
    csv: () => plotToCsv(table),
  });
}

/** What the menu of a figure of marks does. */
export function markSaver(figure: MarkFigure, size: FigureSize, number: Picture['number']): FigureSaver {
  return saverOf({
    title: figure.title,
    svg: () => marksToSvg(figure, size, number),
    png: () => marksToPng(figure, size, { number, pixelRatio }),
    csv: () => markCsv(figure),
  });
}
