// Data sets made in memory for the tests of this room.
import { writeCard } from '../../src-main/data/card.ts';
import type { Column, Contents, Dataset, ImageContents } from '../../src-main/data/dataset.ts';
import type { Imported } from '../../src-main/data/importers/imported.ts';
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

/** `count` values made from their position. */
export function make<Value>(count: number, value: (index: number) => Value): Value[] {
  return Array.from({ length: count }, (_, index) => value(index));
}
