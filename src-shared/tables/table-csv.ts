// A table of results as CSV (RFC 4180) in full double precision: mean, width and counts in columns of their own, so that nothing has to be
// taken apart.
import { numberCell, textCell } from '../csv/csv-cell.ts';
import { dateWords, isoDate, type ResultTable, spreadNames, type TableCell, type TableColumn } from './result-table.ts';

const parts = (spread: string) => ['mean', spread, 'n', 'seeds'] as const;

function headsOf({ head, isNumeric }: TableColumn, spread: string): readonly string[] {
  return isNumeric ? parts(spread).map((part) => `${head}, ${part}`) : [head];
}

function cellsOf(cell: TableCell, { isNumeric }: TableColumn): readonly string[] {
  switch (cell.kind) {
    case 'summary':
      return [numberCell(cell.mean), numberCell(cell.width ?? undefined), String(cell.n), String(cell.of)];
    case 'text':
      return isNumeric ? [textCell(cell.text), '', '', ''] : [textCell(cell.text)];
    case 'dates':
      return [textCell(dateWords(cell, isoDate))];
    case 'empty':
      return isNumeric ? ['', '', '', ''] : [''];
    default:
      return cell satisfies never;
  }
}

/** The whole file: a header and as many rows as the table has. */
export function tableToCsv(table: ResultTable): string {
  const spread = spreadNames[table.spread];
  const heads = table.columns.flatMap((column) => headsOf(column, spread)).map(textCell);
  const rows = table.rows.map((cells) =>
    cells.flatMap((cell, index) => cellsOf(cell, table.columns[index] ?? { head: '', isNumeric: false })),
  );
  return [heads, ...rows].map((cells) => `${cells.join(',')}\n`).join('');
}
