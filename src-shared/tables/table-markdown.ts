// A table of results as Markdown (GitHub's tables), numbers with a point and as on the screen.
import {
  countWords,
  dateWords,
  decimalsOf,
  isoDate,
  meaningOfWidths,
  plainNumber,
  type ResultTable,
  type TableCell,
} from './result-table.ts';

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').trim();
}

function cellText(cell: TableCell): string {
  switch (cell.kind) {
    case 'empty':
      return '–';
    case 'text':
      return escaped(cell.text);
    case 'dates':
      return dateWords(cell, isoDate);
    case 'summary': {
      const decimals = decimalsOf(cell);
      const quantity = cell.quantity === undefined ? '' : `${escaped(cell.quantity)} `;
      const width = cell.width === null ? '' : ` ± ${plainNumber(cell.width, decimals)}`;
      return `${quantity}${plainNumber(cell.mean, decimals)}${width} (${countWords(cell)})`;
    }
    default:
      return cell satisfies never;
  }
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The caption, the table, and its notes. */
export function tableToMarkdown(table: ResultTable): string {
  const meaning = meaningOfWidths(table);
  const notes = [...(meaning === null ? [] : [meaning]), ...table.notes];
  const lines = [
    `**${escaped(table.caption)}**`,
    '',
    row(table.columns.map(({ head }) => escaped(head))),
    row(table.columns.map(({ isNumeric }) => (isNumeric ? '---:' : '---'))),
    ...table.rows.map((cells) => row(cells.map(cellText))),
    ...(notes.length === 0 ? [] : ['', notes.map(escaped).join(' ')]),
  ];
  return `${lines.join('\n')}\n`;
}
