// A plot as CSV (RFC 4180): one row a plotted point, nothing more and nothing less, with full double precision.
import { linesOf, type PlotQuantity, type PlotTable, quantityWords } from './plot-table.ts';

const looksLikeNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A number in its shortest exact form; empty for NaN, which spreadsheets have no word for. */
function numberCell(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '' : String(value);
}

/** A text that a spreadsheet would take for a formula gets an apostrophe in front. Source: OWASP, "CSV Injection". */
function textCell(text: string): string {
  const isFormula = /^[=+\-@\t\r]/.test(text) && !looksLikeNumber.test(text);
  const safe = isFormula ? `'${text}` : text;
  return isFormula || /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

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
