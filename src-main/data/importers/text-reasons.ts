// Why a column that looks like numbers is read as text, and what to do about it. Not here: columns of words, which are text by right.
import { listNames, shown } from '../sentences.ts';
import type { OddCells, RawColumn } from './raw-column.ts';
import { isIdName } from './target-choice.ts';

/** Why, for the middle of a sentence, and a sentence with the way out. */
export interface TextReason {
  readonly because: string;
  readonly wayOut: string;
}

interface NearNumber {
  readonly pattern: RegExp;
  readonly because: string;
  readonly wayOut: string;
}

/** Texts that people read as numbers or times, the most particular first. */
const nearNumbers: readonly NearNumber[] = [
  {
    pattern: /^[+-]?[\d.,]*\d\s*%$/,
    because: 'its numbers carry a percent sign',
    wayOut: 'Remove the sign in the file to use them as numbers.',
  },
  {
    pattern: /^(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}[./-]\d{1,2}[./-]\d{1,2})(?:[ T]\d{1,2}:\d{2}.*)?$/,
    because: 'it holds dates',
    wayOut: 'Write them as numbers in the file, for example as days since the first, to use them as numbers.',
  },
  {
    pattern: /^[+-]?\d{1,3}(?:([.,'’ \u00a0\u202f])\d{3})(?:\1\d{3})*(?:[.,]\d+)?$/,
    because: 'its numbers have thousands separators',
    wayOut: 'Remove the separators in the file to use them as numbers.',
  },
  {
    pattern: /^[+-]?\d*[.,]\d+(?:[eE][+-]?\d+)?$/,
    because: 'its numbers have another decimal mark',
    wayOut: 'Choose that decimal mark, or use one mark throughout the file, to use them as numbers.',
  },
  {
    pattern: /^[+-]?\d+(?:[.,]\d+)?\s*(?:[µμ°]?\p{L}{1,4}(?:\/\p{L}{1,3})?|°)$/u,
    because: 'its numbers carry a unit',
    wayOut: "Move the unit to the column's name in the file to use them as numbers.",
  },
];

const plainNumber = /^[+-]?\d+(?:[.,]\d+)?$/;

/** Texts of a column that are looked at. */
const mostSeen = 1000;

/** What nearly all texts are near to; small numbers beside them need no separator. */
function nearNumberOf(texts: readonly string[]): { near: NearNumber; example: string } | null {
  for (const near of nearNumbers) {
    const example = texts.find((text) => near.pattern.test(text));
    const fitting = texts.filter((text) => near.pattern.test(text) || plainNumber.test(text)).length;
    if (example !== undefined && fitting >= 0.9 * texts.length) return { near, example };
  }
  return null;
}

function wordsOf({ count, examples }: OddCells): string {
  const [first] = examples;
  if (examples.length === 1 && count === 1 && first !== undefined) {
    return `"${shown(first.text)}" in data row ${first.row} is no number`;
  }
  const named = examples.map(({ text, row }) => `"${shown(text)}" (data row ${row})`);
  const others = count - examples.length;
  return `${named.join(', ')}${others === 0 ? '' : ` and ${others.toLocaleString('en-US')} more`} are no numbers`;
}

/** Why a column that looks like numbers, dates or amounts is read as text; null for any other. */
export function textReasonOf(column: RawColumn): TextReason | null {
  if (column.kind === 'numeric' || isIdName(column.name)) return null;
  if (column.odd !== undefined) {
    const stray = nearNumberOf(column.odd.examples.map(({ text }) => text));
    const isOne = column.odd.count === 1;
    const wayOut =
      stray?.near.wayOut ??
      `If ${isOne ? 'it means' : 'they mean'} "no value", add ${isOne ? 'it' : 'them'} to the marks for missing values.`;
    return { because: wordsOf(column.odd), wayOut };
  }
  const found = nearNumberOf(column.categories.slice(0, mostSeen));
  if (found === null) return null;
  return { because: `${found.near.because} ("${shown(found.example)}")`, wayOut: found.near.wayOut };
}

/** Most columns that get a sentence of their own. */
const mostSentences = 10;

/** What is read as text for such a reason. @param isUsed whether it is an input all the same, else it is left out */
export function textWarnings(columns: readonly { readonly column: RawColumn; readonly isUsed: boolean }[]): string[] {
  const told = columns.flatMap(({ column, isUsed }) => {
    const reason = textReasonOf(column);
    if (reason === null) return [];
    const fate = isUsed ? 'read as text' : 'read as text and left out';
    return [{ name: column.name, text: `The column "${column.name}" is ${fate}: ${reason.because}. ${reason.wayOut}` }];
  });
  const others = told.slice(mostSentences).map(({ name }) => name);
  return [
    ...told.slice(0, mostSentences).map(({ text }) => text),
    ...(others.length === 0
      ? []
      : [
          `For such reasons ${others.length.toLocaleString('en-US')} more columns are read as text: ${listNames(others)}.`,
        ]),
  ];
}
