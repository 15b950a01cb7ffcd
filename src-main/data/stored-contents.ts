// How rows lie on disk: each typed array as its little-endian bytes in a file of its own kind, and a manifest that says what is what
// and what each file's SHA-256 must be.
import { z } from 'zod';
import { columnRoleSchema } from '../../src-shared/domain/data-card.ts';
import type { Column, Contents, Pixels } from './dataset.ts';
import { letterCases, type Tokens, tokenKinds } from './tokens.ts';

/**
 * Names of the array files. Columns of one kind follow one another in their file, in the manifest's order; images have 8 or 16 bits,
 * tokens 16 or 32.
 */
export const arrayFiles = {
  numbers: 'numbers.f32',
  codes: 'codes.i32',
  pixels: 'pixels.u8',
  deepPixels: 'pixels.u16',
  labels: 'labels.i32',
  shortTokens: 'tokens.u16',
  tokens: 'tokens.i32',
  starts: 'starts.u32',
} as const;
export type ArrayFile = (typeof arrayFiles)[keyof typeof arrayFiles];

const storedColumnSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('numeric'), name: z.string(), role: columnRoleSchema }),
  z.strictObject({
    kind: z.literal('categorical'),
    name: z.string(),
    role: columnRoleSchema,
    categories: z.array(z.string()),
  }),
]);

const side = z.number().int().positive();

const tokenised = {
  /** How many tokens there are, and what each of their numbers stands for. */
  tokens: z.number().int().min(0),
  vocabulary: z.array(z.string()),
  rule: z.strictObject({ kind: z.enum(tokenKinds), letters: z.enum(letterCases) }),
};

export const manifestSchema = z.strictObject({
  version: z.literal(1),
  rows: z.number().int().positive(),
  contents: z.discriminatedUnion('form', [
    z.strictObject({ form: z.literal('table'), columns: z.array(storedColumnSchema) }),
    z.strictObject({ form: z.literal('images'), imageShape: z.tuple([side, side, side]) }),
    z.strictObject({ form: z.literal('text'), ...tokenised }),
    z.strictObject({
      form: z.literal('sequences'),
      columns: z.array(storedColumnSchema),
      sequence: z.strictObject({ name: z.string(), position: z.number().int().min(0) }),
      ...tokenised,
    }),
  ]),
  files: z.partialRecord(z.enum(arrayFiles), z.strictObject({ bytes: z.number().int().min(0), sha256: z.string() })),
});
export type Manifest = z.infer<typeof manifestSchema>;

const bytesOf = (array: Float32Array | Int32Array | Uint32Array | Pixels) =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

type FileBytes = Partial<Record<ArrayFile, Uint8Array[]>>;

const tokenFiles = (tokens: Tokens): FileBytes => ({
  [tokens instanceof Uint16Array ? arrayFiles.shortTokens : arrayFiles.tokens]: [bytesOf(tokens)],
});

const columnFiles = (columns: readonly Column[]): FileBytes => ({
  [arrayFiles.numbers]: columns.flatMap((column) => (column.kind === 'numeric' ? [bytesOf(column.values)] : [])),
  [arrayFiles.codes]: columns.flatMap((column) => (column.kind === 'categorical' ? [bytesOf(column.codes)] : [])),
});

/** The bytes of each file, in pieces, so that no second copy of a large table is made. */
export function filesOf(contents: Contents): FileBytes {
  switch (contents.form) {
    case 'images': {
      const { pixels, labels } = contents;
      const file = pixels instanceof Uint8Array ? arrayFiles.pixels : arrayFiles.deepPixels;
      return { [file]: [bytesOf(pixels)], [arrayFiles.labels]: [bytesOf(labels)] };
    }
    case 'text':
      return tokenFiles(contents.tokens);
    case 'sequences':
      return {
        ...columnFiles(contents.columns),
        ...tokenFiles(contents.tokens),
        [arrayFiles.starts]: [bytesOf(contents.starts)],
      };
    case 'table':
      return columnFiles(contents.columns);
    default:
      return contents satisfies never;
  }
}

type StoredColumn = z.infer<typeof storedColumnSchema>;

const storedColumns = (columns: readonly Column[]) =>
  columns.map(
    (column): StoredColumn =>
      column.kind === 'numeric'
        ? { kind: column.kind, name: column.name, role: column.role }
        : { kind: column.kind, name: column.name, role: column.role, categories: [...column.categories] },
  );

/** What the manifest says about contents, beside rows and files. */
export function manifestContents(contents: Contents): Manifest['contents'] {
  if (contents.form === 'images') return { form: 'images', imageShape: [...contents.imageShape] };
  if (contents.form === 'table') return { form: 'table', columns: storedColumns(contents.columns) };
  const { tokens, vocabulary, rule } = contents;
  const stored = { tokens: tokens.length, vocabulary: [...vocabulary], rule };
  if (contents.form === 'text') return { form: 'text', ...stored };
  return {
    form: 'sequences',
    columns: storedColumns(contents.columns),
    sequence: contents.sequence,
    ...stored,
  };
}

type Files = Readonly<Partial<Record<ArrayFile, ArrayBuffer>>>;

const fileIn = (files: Files, name: ArrayFile) => files[name] ?? new ArrayBuffer(0);

function columnsFrom(stored: readonly StoredColumn[], rows: number, files: Files): Column[] {
  let [numbers, codes] = [0, 0];
  return stored.map((column): Column => {
    if (column.kind === 'numeric') {
      return { ...column, values: new Float32Array(fileIn(files, arrayFiles.numbers), 4 * rows * numbers++, rows) };
    }
    return { ...column, codes: new Int32Array(fileIn(files, arrayFiles.codes), 4 * rows * codes++, rows) };
  });
}

function tokensFrom(count: number, files: Files): Tokens {
  const short = files[arrayFiles.shortTokens];
  return short === undefined
    ? new Int32Array(fileIn(files, arrayFiles.tokens), 0, count)
    : new Uint16Array(short, 0, count);
}

/**
 * Contents from the manifest and the files' bytes, without copying them.
 * @throws RangeError where a file is shorter than the manifest's rows need
 */
export function contentsFrom({ rows, contents }: Manifest, files: Files): Contents {
  switch (contents.form) {
    case 'images': {
      const [height, width, channels] = contents.imageShape;
      const samples = rows * height * width * channels;
      const deep = files[arrayFiles.deepPixels];
      return {
        form: 'images',
        imageShape: contents.imageShape,
        pixels:
          deep === undefined
            ? new Uint8Array(fileIn(files, arrayFiles.pixels), 0, samples)
            : new Uint16Array(deep, 0, samples),
        labels: new Int32Array(fileIn(files, arrayFiles.labels), 0, rows),
      };
    }
    case 'text': {
      const { vocabulary, rule } = contents;
      return { form: 'text', tokens: tokensFrom(rows, files), vocabulary, rule };
    }
    case 'sequences': {
      const { tokens, vocabulary, rule, sequence } = contents;
      return {
        form: 'sequences',
        columns: columnsFrom(contents.columns, rows, files),
        sequence,
        tokens: tokensFrom(tokens, files),
        starts: new Uint32Array(fileIn(files, arrayFiles.starts), 0, rows + 1),
        vocabulary,
        rule,
      };
    }
    case 'table':
      return { form: 'table', columns: columnsFrom(contents.columns, rows, files) };
    default:
      return contents satisfies never;
  }
}
