// A figure that is no lines over one axis: marks in pixels, and the rows they were made from. The window, SVG and PNG show the same marks;
// the table and the CSV have the same rows. Not here: plots over an axis (PlotTable).
import { numberCell, textCell } from '../../src-shared/csv/csv-cell.ts';
import type { FigureTheme } from './palette.ts';
import type { FigureSize } from './stack-layout.ts';

/** One thing that is drawn. */
export type Mark =
  | {
      readonly kind: 'path';
      /** As SVG has it. */
      readonly d: string;
      readonly stroke?: string;
      readonly fill?: string;
      readonly width?: number;
      readonly dash?: readonly number[];
      readonly opacity?: number;
    }
  | {
      readonly kind: 'dot';
      readonly x: number;
      readonly y: number;
      readonly radius: number;
      readonly fill: string;
      readonly stroke?: string;
      readonly opacity?: number;
      /** Said when the pointer rests on it. */
      readonly words?: string;
    }
  | {
      readonly kind: 'text';
      readonly x: number;
      /** Of the line that letters stand on. */
      readonly y: number;
      readonly text: string;
      readonly fill: string;
      readonly anchor: 'start' | 'middle' | 'end';
      readonly size?: number;
      readonly weight?: number;
      /** Degrees, around its place. */
      readonly turn?: number;
      /** Ground around the letters, where lines run through them. */
      readonly halo?: string;
    }
  | {
      readonly kind: 'box';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly fill: string;
      readonly opacity?: number;
    };

/** What marks are made for. */
export interface MarkLook {
  readonly size: FigureSize;
  readonly theme: FigureTheme;
  /** Writes a number, to three significant digits or to so many. */
  readonly number: (value: number, digits?: number) => string;
}

export interface MarkFigure {
  /** Names the figure and its files. */
  readonly title: string;
  /** For those who hear it. */
  readonly words: string;
  /** Sentences below it. */
  readonly notes: readonly string[];
  /** In pixels; less cannot be read. */
  readonly leastHeight: number;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  readonly draw: (look: MarkLook) => readonly Mark[];
}

/** Type of figures. */
export const figureFont = 'Inter Variable, Inter, Helvetica, Arial, sans-serif';
export const figureTextSize = 11;

/** The rows of a figure as CSV, with full double precision. */
export function markCsv({ heads, rows }: Pick<MarkFigure, 'heads' | 'rows'>): string {
  const cell = (value: string | number) => (typeof value === 'number' ? numberCell(value) : textCell(value));
  return [heads, ...rows].map((cells) => `${cells.map(cell).join(',')}\n`).join('');
}

/** Width of a text in figures, nearly: what is needed to keep it inside. */
export function textWidth(text: string, size = figureTextSize): number {
  return text.length * size * 0.56;
}

/** A text that fits, cut with a sign where it does not. */
export function fitted(text: string, room: number, size = figureTextSize): string {
  if (textWidth(text, size) <= room) return text;
  const letters = Math.max(1, Math.floor(room / (size * 0.56)) - 1);
  return `${text.slice(0, letters).trimEnd()}…`;
}
