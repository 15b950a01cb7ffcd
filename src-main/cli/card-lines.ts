// A data card in words.
import type { ColumnSummary, DataCard } from '../../src-shared/domain/data-card.ts';
import { alignColumns, formatNumber } from './numbers.ts';

const shownColumns = 40;

function values({ kind, categories, minimum, maximum, mean }: ColumnSummary): string {
  if (kind === 'categorical') return `${categories?.length ?? 0} values`;
  if (minimum === undefined || maximum === undefined || mean === undefined) return 'no values';
  return `${formatNumber(minimum)} to ${formatNumber(maximum)}, mean ${formatNumber(mean)}`;
}

function shape({ form, rows, columns, imageShape, classes }: DataCard): string {
  const count = rows.toLocaleString('en-US');
  if (form === 'images') return `${count} images of ${(imageShape ?? []).join(' x ')}, ${classes?.length ?? 0} classes`;
  const inputs = columns.filter(({ role }) => role === 'input').length;
  return `${count} rows, ${inputs} input columns${classes === undefined ? '' : `, ${classes.length} classes`}`;
}

/** One line of a list of data sets. */
export function cardRow(card: DataCard): string[] {
  return [card.id, card.name, card.task, card.target, shape(card)];
}

/** Everything worth reading on a card. */
export function cardLines(card: DataCard): string[] {
  const { id, name, provenance, task, target, classes, classCounts, columns, warnings } = card;
  const rows = columns
    .slice(0, shownColumns)
    .map((column) => [
      `  ${column.name}`,
      column.role,
      column.kind,
      values(column),
      column.missing === 0 ? '' : `${column.missing} missing`,
    ]);
  return [
    `Data set ${id} (${name}): ${shape(card)}.`,
    `Task: ${task} of "${target}".`,
    ...(classes === undefined
      ? []
      : [`Classes: ${classes.map((label, index) => `${label} (${classCounts?.[index] ?? 0})`).join(', ')}.`]),
    provenance,
    'Columns:',
    ...alignColumns(rows),
    ...(columns.length > shownColumns ? [`  and ${columns.length - shownColumns} more`] : []),
    ...warnings,
  ];
}
