// A plot as CSV (RFC 4180): one row a plotted point, nothing more and nothing less, with full double precision.
import { numberCell, textCell } from '../csv/csv-cell.ts';
import { linesOf, type PlotQuantity, type PlotTable, quantityWords } from './plot-table.ts';

const row = (cells: readonly string[]): string => `${cells.join(',')}\n`;

const unitCell = (quantity: PlotQuantity): string => textCell(quantity.unit);

/**
 * The whole file. Columns: panel, line, unit of its values, x with its unit, value, low and high edge of the band (empty where there is none).
 * @returns a header and as many rows as points are plotted, panel by panel, line by line, by rising x
 */
export function plotToCsv(table: PlotTable): string {
  const parts = [row(['panel', 'line', 'unit', quantityWords(table.x), 'value', 'low', 'high'].map(textCell))];
  for (const { panel, line } of linesOf(table)) {
    const names = [textCell(panel.title), textCell(line.label), unitCell(line.quantity)];
    for (let index = 0; index < line.x.length; index += 1) {
      parts.push(
        row([
          ...names,
          numberCell(line.x[index]),
          numberCell(line.y[index]),
          numberCell(line.band?.low[index]),
          numberCell(line.band?.high[index]),
        ]),
      );
    }
  }
  return parts.join('');
}
