// Data sets made in memory for the tests of this room.
import { writeCard } from '../../src-main/data/card.ts';
import type {
  Column,
  Contents,
  Dataset,
  ImageContents,
  SequenceContents,
  SequenceDataset,
  TextContents,
  TextDataset,
} from '../../src-main/data/dataset.ts';
import type { Imported } from '../../src-main/data/importers/imported.ts';
import { sequenceMarks } from '../../src-main/data/tokens.ts';
import type { ColumnRole } from '../../src-shared/domain/data-card.ts';

/** A column of numbers; NaN is missing. */
export function numberColumn(name: string, values: readonly number[], role: ColumnRole = 'input'): Column {
  return { kind: 'numeric', name, role, values: Float32Array.from(values) };
}

/** A column of texts; an empty text is missing. */
export function textColumn(name: string, values: readonly string[], role: ColumnRole = 'input'): Column {
  const categories = [...new Set(values)].filter((value) => value !== '');
  return {
    kind: 'categorical',
    name,
    role,
    categories,
    codes: Int32Array.from(values, (value) => categories.indexOf(value)),
  };
}

function dataset(contents: Contents, facts: Pick<Imported, 'rows' | 'task' | 'target'> & Partial<Imported>): Dataset {
  const imported: Imported = { contents, reading: '', fileHashes: [], warnings: [], ...facts };
  const card = writeCard(imported, { name: 'small', source: 'csv', provenance: '', contentHash: 'a'.repeat(64) });
  return { ...contents, card };
}

/** A table with its card. */
export function tableOf(...columns: readonly Column[]): Dataset {
  const target = columns.find((column) => column.role === 'target');
  if (target === undefined) throw new Error('A small table needs a target.');
  const isClasses = target.kind === 'categorical';
  return dataset(
    { form: 'table', columns },
    {
      rows: isClasses ? target.codes.length : target.values.length,
      target: target.name,
      task: isClasses ? 'classification' : 'regression',
      ...(isClasses ? { classes: target.categories } : {}),
    },
  );
}

/** Images of 1 x 2 grey pixels with their card. */
export function imagesOf(
  pixels: readonly (readonly [number, number])[],
  labels: readonly number[],
  givenSplit?: { train: number; test: number },
): Dataset {
  return imagesWith({ imageShape: [1, 2, 1], pixels: Uint8Array.from(pixels.flat()), labels }, givenSplit);
}

/** Images of any shape and depth with their card. */
export function imagesWith(
  { labels, ...images }: Pick<ImageContents, 'imageShape' | 'pixels'> & { readonly labels: readonly number[] },
  givenSplit?: { train: number; test: number },
): Dataset {
  const contents: ImageContents = { form: 'images', ...images, labels: Int32Array.from(labels) };
  const classes = Array.from({ length: Math.max(...labels) + 1 }, (_, label) => String(label));
  return dataset(contents, {
    rows: labels.length,
    target: 'label',
    task: 'classification',
    classes,
    ...(givenSplit === undefined ? {} : { givenSplit }),
  });
}

/** A running text of words with its card; its vocabulary is in the order in which words first come. */
export function textOf(
  words: readonly string[],
  givenSplit?: { train: number; validation?: number; test: number },
): TextDataset {
  const vocabulary = [...new Set(words)];
  const tokens = Uint16Array.from(words, (word) => vocabulary.indexOf(word));
  const contents: TextContents = { form: 'text', tokens, vocabulary, rule: { kind: 'words', letters: 'kept' } };
  const made = dataset(contents, {
    rows: words.length,
    target: 'next word',
    task: 'language',
    ...(givenSplit === undefined ? {} : { givenSplit }),
  });
  return { ...contents, card: made.card };
}

/** A table with the sequences `s` of characters, other columns beside them. */
export function sequencesOf(texts: readonly string[], ...columns: readonly Column[]): SequenceDataset {
  const vocabulary = [...sequenceMarks, ...new Set(texts.join(''))];
  const target = columns.find((column) => column.role === 'target');
  if (target === undefined) throw new Error('Small sequences need a target.');
  let end = 0;
  const contents: SequenceContents = {
    form: 'sequences',
    columns,
    sequence: { name: 's', position: 0 },
    tokens: Uint16Array.from([...texts.join('')], (character) => vocabulary.indexOf(character)),
    starts: Uint32Array.of(
      0,
      ...texts.map((text) => {
        end += text.length;
        return end;
      }),
    ),
    vocabulary,
    rule: { kind: 'characters', letters: 'kept' },
  };
  const made = dataset(contents, {
    rows: texts.length,
    target: target.name,
    task: target.kind === 'categorical' ? 'classification' : 'regression',
    ...(target.kind === 'categorical' ? { classes: target.categories } : {}),
  });
  return { ...contents, card: made.card };
}

/** `count` values made from their position. */
export function make<Value>(count: number, value: (index: number) => Value): Value[] {
  return Array.from({ length: count }, (_, index) => value(index));
}
