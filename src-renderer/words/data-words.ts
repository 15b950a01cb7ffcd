// Data sets in words: what is predicted from what, and what a column holds.
import type { Sample } from '../../src-shared/contract/data.ts';
import type { ColumnRole, ColumnSummary, DataCard, Task } from '../../src-shared/domain/data-card.ts';
import type { SplitConfig } from '../../src-shared/domain/run-config.ts';
import { countedWords, numberWords } from './quantities.ts';
import { lengthsWords, rowsWords, tokenNouns, vocabularyWords } from './token-words.ts';

export const taskWords: Readonly<Record<Task, string>> = {
  classification: 'Classes (classification)',
  regression: 'A number (regression)',
  language: 'Language model',
};

export const roleWords: Readonly<Record<ColumnRole, string>> = {
  input: 'Input',
  sequence: 'Sequence',
  target: 'Target',
  group: 'Group',
  split: 'Split',
  ignore: 'Ignore',
};

export const roleExplanations: Readonly<Record<ColumnRole, string>> = {
  input: 'What the network learns from.',
  sequence: 'Read token by token: SMILES, DNA, a protein, a text. A table has one, and then no other inputs.',
  target: 'What it learns to predict.',
  group: 'Rows that share a value belong together: one patient, one plate, one batch.',
  split: 'Says which rows are for training, validation and test.',
  ignore: 'Left out.',
};

export const splitKindWords: Readonly<Record<SplitConfig['kind'], { readonly name: string; readonly what: string }>> = {
  stratified: {
    name: 'Even in every class',
    what: 'Rows by chance, with the classes in the same proportion in each part.',
  },
  random: { name: 'By chance', what: 'Every row goes to a part by chance.' },
  grouped: { name: 'Groups together', what: 'Rows of one group (patient, plate, batch) never end up in two parts.' },
  column: { name: 'By a column', what: 'A column of the table says train, validation or test.' },
  contiguous: {
    name: 'One after the other',
    what: 'The text stays in its order: first the part for training, then the hold-out, then the sealed test.',
  },
};

const fieldWords: Readonly<Record<string, string>> = {
  biology: 'Biology',
  chemistry: 'Chemistry',
  medicine: 'Medicine',
  images: 'Images',
  text: 'Texts',
};

/** Samples with those of their field, fields in the order of their first sample. */
export function samplesByField(
  samples: readonly Sample[],
): readonly { readonly field: string; readonly title: string; readonly samples: readonly Sample[] }[] {
  return [...Map.groupBy(samples, ({ field }) => field)].map(([field, members]) => ({
    field,
    title: fieldWords[field] ?? field,
    samples: members,
  }));
}

/** "150 rows · 4 inputs", "3,000 images · 784 pixels", "3,186 sequences · up to 60 tokens", "687,000 tokens". */
export function sampleSize({ form, rows, inputs }: Sample, locale: string): string {
  const counted = rowsWords(rows, form, locale);
  switch (form) {
    case 'images':
      return `${counted} · ${countedWords(inputs, 'pixel', 'pixels', locale)}`;
    case 'table':
      return `${counted} · ${countedWords(inputs, 'input', 'inputs', locale)}`;
    case 'sequences':
      return `${counted} · up to ${countedWords(inputs, 'token', 'tokens', locale)}`;
    case 'text':
      return counted;
    default:
      return form satisfies never;
  }
}

const nextToken = ({ vocabulary }: DataCard) => tokenNouns[vocabulary?.level ?? 'word'].one;

/** "3 classes of species", "progression, a number", "the next word". */
export function targetWords(card: DataCard, locale: string): string {
  if (card.task === 'language') return `the next ${nextToken(card)}`;
  if (card.task === 'regression') return `${card.target}, a number`;
  const classes = countedWords(card.classes?.length ?? 0, 'class', 'classes', locale);
  return card.form === 'images' ? classes : `${classes} of ${card.target}`;
}

/** What comes out: "3 classes", the target's name, "the next word". */
export function outputsWords(card: DataCard, locale: string): string {
  if (card.task === 'language') return `The next ${nextToken(card)}`;
  if (card.task === 'regression') return card.target;
  return countedWords(card.classes?.length ?? 0, 'class', 'classes', locale);
}

/** What goes in: "4 columns", "28 × 28 pixels", "32 × 32 pixels, colour", "10,000 different words", "up to 60 characters". */
export function inputsWords(card: DataCard, locale: string): string {
  if (card.form === 'text' && card.vocabulary !== undefined) return vocabularyWords(card.vocabulary, locale);
  if (card.form === 'sequences') return lengthsWords(card, locale);
  if (card.imageShape !== undefined) {
    const [height, width, channels] = card.imageShape;
    const colour = channels === 1 ? '' : channels === 3 ? ', colour' : `, ${channels} channels`;
    return `${height} × ${width} pixels${colour}`;
  }
  return countedWords(card.columns.filter(({ role }) => role === 'input').length, 'column', 'columns', locale);
}

/** What a column holds, line by line: its range and mean, or its most frequent categories. */
export function columnWords(column: ColumnSummary, locale: string): readonly string[] {
  if (column.kind === 'sequence') return [];
  if (column.kind === 'numeric') {
    if (column.minimum === undefined || column.maximum === undefined) return ['no values'];
    const range = `${numberWords(column.minimum, locale)} to ${numberWords(column.maximum, locale)}`;
    return column.mean === undefined ? [range] : [range, `mean ${numberWords(column.mean, locale)}`];
  }
  const categories = column.categories ?? [];
  const rest = categories.length - 3;
  return [`${categories.slice(0, 3).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`];
}
