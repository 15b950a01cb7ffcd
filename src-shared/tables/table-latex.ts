// A table of results as LaTeX with the rules of booktabs: to be read in with \input, or pasted.
import {
  countWords,
  dateWords,
  decimalsOf,
  isoDate,
  meaningOfWidths,
  plainNumber,
  type ResultTable,
  type SummaryCell,
  type TableCell,
} from './result-table.ts';

const commands: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '±': '$\\pm$',
  '–': '--',
  '−': '$-$',
  '·': '$\\cdot$',
  '×': '$\\times$',
  '²': '$^2$',
  '…': '\\dots{}',
};

/** A text with everything that LaTeX would read as a command made harmless. */
export function latexText(text: string): string {
  return text.replaceAll(/[\\~^±–−·×²…#$%&_{}]/g, (sign) => commands[sign] ?? `\\${sign}`);
}

function latexNumber(value: number, decimals: number): string {
  if (Number.isNaN(value)) return '\\mathrm{NaN}';
  if (!Number.isFinite(value)) return value > 0 ? '\\infty' : '-\\infty';
  return plainNumber(value, decimals).replace('−', '-');
}

function summaryText(cell: SummaryCell): string {
  const decimals = decimalsOf(cell);
  const quantity = cell.quantity === undefined ? '' : `${latexText(cell.quantity)} `;
  const width = cell.width === null ? '' : ` \\pm ${latexNumber(cell.width, decimals)}`;
  const count = countWords(cell).replace('n', '$n').replace(/(\d+)/, '$1$$');
  return `${quantity}$${latexNumber(cell.mean, decimals)}${width}$ (${count})`;
}

function cellText(cell: TableCell): string {
  switch (cell.kind) {
    case 'empty':
      return '--';
    case 'text':
      return latexText(cell.text);
    case 'dates':
      return dateWords(cell, isoDate);
    case 'summary':
      return summaryText(cell);
    default:
      return cell satisfies never;
  }
}

const row = (cells: readonly string[]): string => `    ${cells.join(' & ')} \\\\`;

/** A name for \ref: letters, digits and dashes. */
function labelOf(caption: string): string {
  const stem = caption
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `tab:${stem.slice(0, 40) || 'results'}`;
}

/** A floating table with caption and label. Needs \usepackage{booktabs}. */
export function tableToLatex(table: ResultTable): string {
  const meaning = meaningOfWidths(table);
  const sentences = [`${table.caption}.`, ...(meaning === null ? [] : [meaning]), ...table.notes];
  const caption = sentences.map(latexText).join(' ');
  return `${[
    '% Needs \\usepackage{booktabs}.',
    '\\begin{table}',
    '  \\centering',
    `  \\caption{${caption}}`,
    `  \\label{${labelOf(table.caption)}}`,
    `  \\begin{tabular}{${table.columns.map(({ isNumeric }) => (isNumeric ? 'r' : 'l')).join('')}}`,
    '    \\toprule',
    row(table.columns.map(({ head }) => latexText(head))),
    '    \\midrule',
    ...table.rows.map((cells) => row(cells.map(cellText))),
    '    \\bottomrule',
    '  \\end{tabular}',
    '\\end{table}',
  ].join('\n')}\n`;
}
