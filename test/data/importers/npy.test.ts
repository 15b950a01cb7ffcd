import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ImageDataset, TableDataset } from '../../../src-main/data/dataset.ts';
import { readFiles } from '../../../src-main/data/import-dataset.ts';
import type { ImportChoices } from '../../../src-main/data/importers/import-choices.ts';
import { fileWith, refusal } from '../files.ts';
import { make } from '../small-datasets.ts';

const place = (name: string) => join(import.meta.dirname, 'arrays', name);

async function images(names: readonly string[], choices: ImportChoices = {}): Promise<ImageDataset> {
  const { dataset } = await readFiles({ files: names.map(place), choices });
  if (dataset.form !== 'images') throw new Error('Images were expected.');
  return dataset;
}

async function table(names: readonly string[], choices: ImportChoices = {}): Promise<TableDataset> {
  const { dataset } = await readFiles({ files: names.map(place), choices });
  if (dataset.form !== 'table') throw new Error('A table was expected.');
  return dataset;
}

const count = 12 * 6;

describe('NumPy arrays of images', () => {
  it('of bytes are kept as they are, with the parts and classes that their names tell', async () => {
    const { card, pixels, labels } = await images(['parts.npz']);
    expect(card).toMatchObject({
      source: 'npy',
      name: 'parts',
      imageShape: [2, 3, 1],
      rows: 12,
      classes: ['ant', 'bee', 'cow'],
      givenSplit: { train: 8, validation: 2, test: 2 },
      warnings: [],
    });
    expect(pixels).toEqual(Uint8Array.from(make(count, (index) => index)));
    expect([...labels]).toEqual(make(12, (row) => row % 3));
  });

  it('of doubles in Fortran order take the range of the set in 16 bits, and a sentence says so', async () => {
    const { card, pixels } = await images(['doubles.npz']);
    // From -100 to 610 in steps of 10.
    expect(pixels).toEqual(Uint16Array.from(make(count, (index) => Math.round((65_535 * index) / 71))));
    expect(card.warnings.join()).toContain('Pixels are kept in 16 bits: -100 is black and 610 is white.');
    expect(card.classes).toEqual(['a', 'b', 'ü']);
  });

  it('between 0 and 1 keep their black and white', async () => {
    const { card, pixels, labels } = await images(['shares.npz']);
    expect([pixels[0], pixels[1], pixels[count - 1]]).toEqual([0, Math.round(65_535 / 71), 65_535]);
    expect(card.warnings.join()).toContain('0 is black and 1 is white');
    expect(labels[5]).toBe(2);
  });

  it('of half precision are read, and whole numbers in other types stay whole', async () => {
    const halves = await images(['halves.npz']);
    // 0 to 35.5 in steps of a half.
    expect(halves.pixels[71]).toBe(65_535);
    expect(halves.pixels[1]).toBe(Math.round(65_535 / 71));
    const { card, pixels } = await images(['x.npy', 'y.npy']);
    expect(pixels).toEqual(Uint8Array.from(make(count, (index) => index)));
    expect(card).toMatchObject({ target: 'y', classes: ['0', '1', '2'] });
    expect((await images(['y.npy', 'x.npy'])).pixels).toEqual(pixels);
  });

  it('with channels first, most significant byte first, become pixels of three channels', async () => {
    const { card, pixels } = await images(['channels-first.npz']);
    expect(card.imageShape).toEqual([2, 5, 3]);
    expect(pixels).toBeInstanceOf(Uint16Array);
    expect([...pixels.subarray(0, 6)]).toEqual([0, 200, 400, 1, 201, 401]);
    expect([...pixels.subarray(-3)]).toEqual([119, 319, 519]);
    expect(card.warnings.join()).toContain('The dimension of 3 before height and width is taken for the channels.');
  });
});

describe('images that a file holds in one size', () => {
  it('are given another where it is chosen, and a sentence says so', async () => {
    const { card, pixels } = await images(['parts.npz'], {
      imageSize: [1, 3],
      imageFit: 'stretch',
      imageColour: 'colour',
    });
    expect(card.imageShape).toEqual([1, 3, 3]);
    // The mean of 0 and 3, of 1 and 4, of 2 and 5, rounded up, in three channels.
    expect([...pixels.subarray(0, 9)]).toEqual([2, 2, 2, 3, 3, 3, 4, 4, 4]);
    expect(card.warnings.join()).toContain(
      'The images are 2 x 3 pixels (height x width); all become 1 x 3: they are stretched',
    );
    const { reading } = await readFiles({ files: [place('parts.npz')] });
    expect(reading).toEqual({ task: 'classification', imageSize: [2, 3], imageFit: 'crop', imageColour: 'grey' });
    expect((await images(['parts.npz'], reading)).pixels).toEqual((await images(['parts.npz'])).pixels);
  });
});

describe('NumPy arrays of two dimensions', () => {
  it('are tables with the labels as the target and the parts that the names tell', async () => {
    const { card, columns } = await table(['table.npz']);
    expect(card).toMatchObject({
      task: 'regression',
      target: 'ytrain',
      rows: 12,
      givenSplit: { train: 10, test: 2 },
    });
    expect(columns.map(({ name, role }) => [name, role])).toEqual([
      ['400', 'input'],
      ['500', 'input'],
      ['600', 'input'],
      ['700', 'input'],
      ['ytrain', 'target'],
    ]);
    const second = columns[1];
    expect(second?.kind === 'numeric' && [...second.values]).toEqual([
      ...make(10, (row) => 2 * row + 0.5),
      100.5,
      102.5,
    ]);
  });

  it('without labels choose their target like any table', async () => {
    const { card } = await table(['lone-table.npy']);
    expect(card).toMatchObject({ target: 'x3', task: 'classification', classes: ['0', '1'] });
    expect(card.warnings.join()).toContain('The target is the last column, "x3"');
    expect((await table(['lone-table.npy'], { target: 'x2', task: 'regression' })).card.target).toBe('x2');
  });
});

describe('NumPy arrays that are refused', () => {
  it.each([
    [['objects.npz'], 'data/pickle', /"?y"? holds Python objects, which NumPy keeps as a pickle/],
    [['no-number.npz'], 'data/not-finite', /"x" holds a pixel that is no number/],
    [['unclear.npz'], 'data/unclear-arrays', /"left \(12 x 2 x 3\)" and "right \(12 x 2 x 3\)"/],
    [['x.npy'], 'data/no-labels', /holds images \("x"\) and no labels/],
    [['y.npy'], 'data/no-arrays', /holds "y \(12\)"/],
  ])('%s are refused in a sentence', async (names, code, words) => {
    const error = await refusal(readFiles({ files: names.map(place) }));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(words);
  });

  it.each([
    ['breaks off inside its values', (bytes: Buffer) => bytes.subarray(0, -4), 'data/damaged-npy'],
    ['breaks off inside its header', (bytes: Buffer) => bytes.subarray(0, 40), 'data/damaged-npy'],
  ])('one that %s is damaged', async (_what, damage, code) => {
    const path = fileWith(damage(readFileSync(place('lone-table.npy'))), 'a.npy');
    expect((await refusal(readFiles({ files: [path] }))).code).toBe(code);
  });

  it('a pickle by itself is refused for what it is', async () => {
    // pickle.dumps([1, 2], protocol=4)
    const pickle = Buffer.from('8004950900000000000000 5d94284b014b02652e'.replace(' ', ''), 'hex');
    expect((await refusal(readFiles({ files: [fileWith(pickle, 'data.pkl')] }))).code).toBe('data/pickle');
  });

  it('a choice that means nothing for them is refused', async () => {
    expect((await refusal(table(['table.npz'], { imageSize: [8, 8] }))).code).toBe('data/no-images');
  });
});
