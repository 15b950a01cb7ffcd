// How rows lie on disk: each typed array as its little-endian bytes in a file of its own kind, and a manifest that says what is what
// and what each file's SHA-256 must be.
import { z } from 'zod';
import { columnRoleSchema } from '../../src-shared/domain/data-card.ts';
import type { Column, Contents, Pixels } from './dataset.ts';

/** Names of the array files. Columns of one kind follow one another in their file, in the manifest's order; images have 8 or 16 bits. */
export const arrayFiles = {
  numbers: 'numbers.f32',
  codes: 'codes.i32',
  pixels: 'pixels.u8',
  deepPixels: 'pixels.u16',
  labels: 'labels.i32',
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

export const manifestSchema = z.strictObject({
  version: z.literal(1),
  rows: z.number().int().positive(),
  contents: z.discriminatedUnion('form', [
    z.strictObject({ form: z.literal('table'), columns: z.array(storedColumnSchema) }),
    z.strictObject({ form: z.literal('images'), imageShape: z.tuple([side, side, side]) }),
  ]),
  files: z.partialRecord(z.enum(arrayFiles), z.strictObject({ bytes: z.number().int().min(0), sha256: z.string() })),
});
export type Manifest = z.infer<typeof manifestSchema>;

const bytesOf = (array: Float32Array | Int32Array | Pixels) =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** The bytes of each file, in pieces, so that no second copy of a large table is made. */
export function filesOf(contents: Contents): Partial<Record<ArrayFile, Uint8Array[]>> {
  if (contents.form === 'images') {
    const { pixels, labels } = contents;
    const file = pixels instanceof Uint8Array ? arrayFiles.pixels : arrayFiles.deepPixels;
    return { [file]: [bytesOf(pixels)], [arrayFiles.labels]: [bytesOf(labels)] };
  }
  return {
    [arrayFiles.numbers]: contents.columns.flatMap((column) =>
      column.kind === 'numeric' ? [bytesOf(column.values)] : [],
    ),
    [arrayFiles.codes]: contents.columns.flatMap((column) =>
      column.kind === 'categorical' ? [bytesOf(column.codes)] : [],
    ),
  };
}

/** What the manifest says about contents, beside rows and files. */
export function manifestContents(contents: Contents): Manifest['contents'] {
  if (contents.form === 'images') return { form: 'images', imageShape: [...contents.imageShape] };
  return {
    form: 'table',
    columns: contents.columns.map((column) =>
      column.kind === 'numeric'
        ? { kind: column.kind, name: column.name, role: column.role }
        : { kind: column.kind, name: column.name, role: column.role, categories: [...column.categories] },
    ),
  };
}

/**
 * Contents from the manifest and the files' bytes, without copying them.
 * @throws RangeError where a file is shorter than the manifest's rows need
 */
export function contentsFrom(
  { rows, contents }: Manifest,
  files: Readonly<Partial<Record<ArrayFile, ArrayBuffer>>>,
): Contents {
  const file = (name: ArrayFile) => files[name] ?? new ArrayBuffer(0);
  if (contents.form === 'images') {
    const [height, width, channels] = contents.imageShape;
    const samples = rows * height * width * channels;
    const deep = files[arrayFiles.deepPixels];
    return {
      form: 'images',
      imageShape: contents.imageShape,
      pixels:
        deep === undefined ? new Uint8Array(file(arrayFiles.pixels), 0, samples) : new Uint16Array(deep, 0, samples),
      labels: new Int32Array(file(arrayFiles.labels), 0, rows),
    };
  }
  let [numbers, codes] = [0, 0];
  const columns = contents.columns.map((column): Column => {
    if (column.kind === 'numeric') {
      return { ...column, values: new Float32Array(file(arrayFiles.numbers), 4 * rows * numbers++, rows) };
    }
    return { ...column, codes: new Int32Array(file(arrayFiles.codes), 4 * rows * codes++, rows) };
  });
  return { form: 'table', columns };
}
