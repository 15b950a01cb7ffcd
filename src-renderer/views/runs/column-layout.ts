// Where the columns of the table stand: every line is a grid of its own, so all of them get the same widths. What is left over goes to the
// columns that grow.
import type { TableColumn } from './table-columns.ts';

/** Of the box that selects, before all columns. */
const selectWidth = 36;

/** The least width at which every column has its own, in pixels. */
export function leastWidth(columns: readonly TableColumn[]): number {
  return columns.reduce((sum, column) => sum + column.width, selectWidth);
}

/** As CSS wants it for `grid-template-columns`. */
export function columnTemplate(columns: readonly TableColumn[]): string {
  const widths = columns.map(({ width, grows }) =>
    grows === undefined ? `${width}px` : `minmax(${width}px, ${grows}fr)`,
  );
  return [`${selectWidth}px`, ...widths].join(' ');
}
