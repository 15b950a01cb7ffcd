// A data card in words.
import type { ColumnSummary, DataCard } from '../../src-shared/domain/data-card.ts';
import { tokenNoun } from '../../src-shared/domain/token-noun.ts';
import { alignColumns, formatNumber } from './numbers.ts';

const shownColumns = 40;

function values({ kind, categories, minimum, maximum, mean }: ColumnSummary): string {
  if (kind === 'sequence') return 'tokens';
  if (kind === 'categorical') return `${categories?.length ?? 0} values`;
  if (minimum === undefined || maximum === undefined || mean === undefined) return 'no values';
  return `${formatNumber(minimum)} to ${formatNumber(maximum)}, mean ${formatNumber(mean)}`;
}

/** What one token is called, and how many are told apart. */
function tokenWords({ vocabulary }: DataCard): string {
  return `${tokenNoun(vocabulary)}s, ${(vocabulary?.size ?? 0).toLocaleString('en-US')} told apart`;
}

function shape(card: DataCard): string {
  const { form, rows, columns, imageShape, classes, lengths } = card;
  const count = rows.toLocaleString('en-US');
  if (form === 'text') return `a text of ${count} ${tokenWords(card)}`;
  if (form === 'sequences') {
    const { shortest = 0, longest = 0 } = lengths ?? {};
    const length = shortest === longest ? `${longest}` : `${shortest} to ${longest}`;
    return `${count} sequences of ${length} ${tokenWords(card)}${classes === undefined ? '' : `, ${classes.length} classes`}`;
  }
  if (form === 'images') return `${count} images of ${(imageShape ?? []).join(' x ')}, ${classes?.length ?? 0} classes`;
  const inputs = columns.filter(({ role }) => role === 'input').length;
  return `${count} rows, ${inputs} input columns${classes === undefined ? '' : `, ${classes.length} classes`}`;
}

/** One line of a list of data sets. */
export function cardRow(card: DataCard): string[] {
  return [card.id, card.name, card.task, card.target, shape(card)];
}

const shownTokens = 12;

function tokenLines({ vocabulary, rows, form, givenSplit }: DataCard): string[] {
  if (vocabulary === undefined) return [];
  const { unknown, commonest } = vocabulary;
  const words = commonest
    .slice(0, shownTokens)
    .map(({ token, count }) => `"${token}" (${count.toLocaleString('en-US')})`);
  const { train = 0, validation = 0, test = 0 } = givenSplit ?? {};
  const ofRows = form === 'text' ? ` of ${rows.toLocaleString('en-US')}` : '';
  return [
    `Commonest: ${words.join(', ')}.`,
    ...(unknown === 0 ? [] : [`${unknown.toLocaleString('en-US')}${ofRows} tokens are not in the vocabulary.`]),
    ...(form === 'text' && givenSplit !== undefined
      ? [
          `The files set apart ${[train, validation, test].map((part) => part.toLocaleString('en-US')).join(', ')} tokens for training, validation and test.`,
        ]
      : []),
  ];
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
    task === 'language' ? 'Task: to predict every next token.' : `Task: ${task} of "${target}".`,
    ...tokenLines(card),
    ...(classes === undefined
      ? []
      : [`Classes: ${classes.map((label, index) => `${label} (${classCounts?.[index] ?? 0})`).join(', ')}.`]),
    provenance,
    ...(rows.length === 0 ? [] : ['Columns:', ...alignColumns(rows)]),
    ...(columns.length > shownColumns ? [`  and ${columns.length - shownColumns} more`] : []),
    ...warnings,
  ];
}
