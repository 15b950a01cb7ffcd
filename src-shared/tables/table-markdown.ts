// A table of results as Markdown (GitHub's tables), numbers with a point and as on the screen.
import { meaningOfWidths, plainCell, type ResultTable } from './result-table.ts';

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').trim();
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
    ...table.rows.map((cells) => row(cells.map((cell) => plainCell(cell, escaped)))),
    ...(notes.length === 0 ? [] : ['', notes.map(escaped).join(' ')]),
  ];
  return `${lines.join('\n')}\n`;
}
