import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ImageDataset } from '../../../src-main/data/dataset.ts';
import { readFiles } from '../../../src-main/data/import-dataset.ts';
import type { ImportChoices } from '../../../src-main/data/importers/import-choices.ts';
import { splitRows } from '../../../src-main/data/split.ts';
import type { ImportProgress } from '../../../src-shared/contract/data.ts';
import { splitConfigSchema } from '../../../src-shared/domain/run-config.ts';
import { temporaryHome } from '../../support/temporary-home.ts';
import { refusal } from '../files.ts';
import { greyPng, pngOf, pngWith, writeFiles } from '../images/made-pictures.ts';
import { make } from '../small-datasets.ts';

const sample = (name: string) => new Uint8Array(readFileSync(join(import.meta.dirname, '../images/files', name)));

/** Pictures of one grey each, `count` of every class; the grey tells which it is. */
function twoClasses(count: number, size: readonly [number, number] = [4, 6]): Record<string, Uint8Array> {
  const [height, width] = size;
  return Object.fromEntries(
    make(count, (index): [string, Uint8Array][] => [
      [`cats/${index}.png`, greyPng(width, height, index)],
      [`dogs/${index}.png`, greyPng(width, height, 100 + index)],
    ]).flat(),
  );
}

async function read(files: Readonly<Record<string, Uint8Array | string>>, choices: ImportChoices = {}) {
  const folder = writeFiles(temporaryHome(), files);
  const { dataset, reading } = await readFiles({ files: [folder], choices });
  if (dataset.form !== 'images') throw new Error('Images were expected.');
  return { dataset: dataset as ImageDataset, card: dataset.card, reading, warnings: dataset.card.warnings.join('\n') };
}

const refused = (files: Readonly<Record<string, Uint8Array | string>>, choices: ImportChoices = {}) =>
  refusal(read(files, choices));

describe('pictures in class folders', () => {
  it('become images with the folders as classes, one of every class in turn', async () => {
    const { dataset, card, reading } = await read(twoClasses(6));
    expect(card).toMatchObject({
      source: 'pictures',
      form: 'images',
      target: 'class',
      classes: ['cats', 'dogs'],
      classCounts: [6, 6],
      imageShape: [4, 6, 1],
      warnings: [],
    });
    expect([...dataset.labels.subarray(0, 4)]).toEqual([0, 1, 0, 1]);
    expect(make(4, (row) => dataset.pixels[row * 24])).toEqual([0, 100, 1, 101]);
    expect(reading).toEqual({
      task: 'classification',
      imageSize: [4, 6],
      imageFit: 'crop',
      imageColour: 'grey',
    });
  });

  it('are the same data set wherever the folder lies and whatever folder it is in', async () => {
    const plain = await read(twoClasses(6));
    const inside = Object.fromEntries(
      Object.entries(twoClasses(6)).map(([path, bytes]) => [`pets/photos/${path}`, bytes]),
    );
    expect((await read(inside)).card.id).toBe(plain.card.id);
    expect((await read(twoClasses(7))).card.id).not.toBe(plain.card.id);
  });

  it('are numbered by size where the folders are numbers', async () => {
    const files = Object.fromEntries(
      make(12, (index) => [`${[2, 10, 1][index % 3]}/${index}.png`, greyPng(4, 4, index)]),
    );
    expect((await read(files)).card.classes).toEqual(['1', '2', '10']);
  });

  it('keep the parts that their folders name', async () => {
    const part = (name: string, count: number, grey: number) =>
      Object.fromEntries(
        make(count, (index) => [`${name}/${index % 2 ? 'a' : 'b'}/${index}.png`, greyPng(4, 4, grey)]),
      );
    const files = { ...part('Train', 12, 1), ...part('val', 4, 2), ...part('test', 6, 3) };
    const { dataset, card } = await read(files);
    expect(card.givenSplit).toEqual({ train: 12, validation: 4, test: 6 });
    const parts = splitRows(dataset, splitConfigSchema.parse({ kind: 'stratified' }));
    const greys = (rows: Uint32Array) => [...new Set(Array.from(rows, (row) => dataset.pixels[row * 16]))];
    expect([parts.train, parts.validation, parts.test].map((rows) => [rows.length, greys(rows)])).toEqual([
      [12, [1]],
      [4, [2]],
      [6, [3]],
    ]);
    const withoutTest = await read({ ...part('train', 40, 1), ...part('validation', 4, 2) });
    const divided = splitRows(withoutTest.dataset, splitConfigSchema.parse({ train: 0.6, validation: 0.2 }));
    // Test rows are a quarter of the training folder: 0.2 beside 0.6.
    expect([divided.train.length, divided.validation.length, divided.test.length]).toEqual([30, 4, 10]);
  });

  it('that are named like parts and hold no class folders are classes', async () => {
    const files = Object.fromEntries(
      make(12, (index) => [`${index % 2 ? 'train' : 'test'}/${index}.png`, greyPng(4, 4, index)]),
    );
    expect((await read(files)).card).toMatchObject({ classes: ['test', 'train'] });
  });

  it('tell how many are looked at and read', async () => {
    const seen: ImportProgress[] = [];
    await readFiles({ files: [writeFiles(temporaryHome(), twoClasses(6))] }, (progress) => seen.push(progress));
    expect(seen.filter(({ phase }) => phase === 'looking').map(({ done }) => done)).toEqual(
      make(12, (index) => index + 1),
    );
    expect(seen.at(-1)).toEqual({ phase: 'reading', done: 12, total: 12 });
  });
});

describe('what pictures become', () => {
  it('is their commonest size, 64 pixels at most, and a sentence says so', async () => {
    const { card, warnings } = await read({ ...twoClasses(6, [50, 100]), 'cats/odd.png': greyPng(30, 30, 9) });
    expect(card.imageShape).toEqual([32, 64, 1]);
    expect(warnings).toContain(
      'The pictures have 2 sizes, most often 50 x 100 pixels (height x width); all become 32 x 64: they are scaled until they cover it, and what sticks out is cut off evenly.',
    );
  });

  it('is what was chosen', async () => {
    const { dataset, card, reading, warnings } = await read(twoClasses(6), {
      imageSize: [8, 8],
      imageFit: 'pad',
      imageColour: 'colour',
    });
    expect(card.imageShape).toEqual([8, 8, 3]);
    expect(reading).toMatchObject({ imageSize: [8, 8], imageFit: 'pad', imageColour: 'colour' });
    expect(warnings).toContain('all become 8 x 8: they are scaled until they fit, and the rest is black');
    // The second row is a dog of 4 x 6, 5 rows high when 8 wide: black above and below.
    const column = make(8, (line) => dataset.pixels[8 * 8 * 3 + line * 8 * 3]);
    expect(column).toEqual([0, 100, 100, 100, 100, 100, 0, 0]);
  });

  it('is grey where no picture shows colour, and colour where one does', async () => {
    const greyInColour = make(12, (index): [string, Uint8Array] => [
      `${index % 2 ? 'a' : 'b'}/${index}.png`,
      pngWith(2, 1, [index, index, index, 9, 9, 9]),
    ]);
    const grey = await read(Object.fromEntries(greyInColour));
    expect(grey.card.imageShape).toEqual([1, 2, 1]);
    expect([...grey.dataset.pixels.subarray(0, 4)]).toEqual([1, 9, 0, 9]);
    expect(grey.warnings).toContain('The pictures are stored in colour and show only grey, so one channel is kept.');
    const one = {
      ...Object.fromEntries(greyInColour),
      'a/x.png': pngWith(2, 1, [1, 2, 3, 4, 5, 6]),
      'a/y.png': greyPng(2, 1, 3),
    };
    const colour = await read(one);
    expect(colour.card.imageShape).toEqual([1, 2, 3]);
    expect(colour.warnings).toContain('1 picture is grey and 13 in colour; all are kept in colour.');
    expect((await read(one, { imageColour: 'grey' })).warnings).toContain('13 pictures in colour are turned to grey.');
  });

  it('keeps 16 bits, beside pictures of 8', async () => {
    const deep = Uint8Array.of(0, 0x01, 0x02, 0x03, 0x04);
    const files = {
      ...twoClasses(6, [1, 2]),
      'dogs/deep.png': pngOf({ width: 2, height: 1, depth: 16, rows: deflateSync(deep) }),
    };
    const { dataset, warnings } = await read(files);
    expect(dataset.pixels).toBeInstanceOf(Uint16Array);
    expect([...dataset.pixels.subarray(2, 4)]).toEqual([100 * 257, 100 * 257]);
    expect([...dataset.pixels.subarray(-2)]).toEqual([0x0102, 0x0304]);
    expect(warnings).toContain(
      '12 pictures have 8 bits beside others of 16; all are kept in 16 bits, with white as white.',
    );
  });

  it('leaves transparency out and takes the first of several pictures, in sentences', async () => {
    const transparent = pngWith(1, 1, [10, 20, 30, 0]);
    const files = { ...twoClasses(6), 'cats/clear.png': transparent, 'cats/pages.tif': sample('pages.tif') };
    const { warnings } = await read(files);
    expect(warnings).toContain('1 picture has transparency, which is left out.');
    expect(warnings).toContain('1 file holds several pictures, of which the first is read.');
  });

  it('takes every format for what it is, whatever it is called', async () => {
    const names = ['rgb8.png', 'colour.jpg', 'lzw.tif', 'rgb.bmp', 'lossless.webp', 'rgb16.tif'];
    const files = Object.fromEntries(
      names.flatMap((name, index) => [
        [`a/${name}`, sample(name)],
        [`b/${index}.JPG`, sample(name)],
      ]),
    );
    const { card } = await read(files);
    expect(card).toMatchObject({ rows: 12, imageShape: [9, 13, 3] });
    expect(card.provenance).toBe(
      'Read from 12 pictures (BMP, JPEG, PNG, TIFF, WebP) in class folders: 9 x 13 pixels, 3 channels, 16 bits.',
    );
    expect(card.warnings.join()).toContain('9 images repeat an earlier one exactly.');
    expect(card.warnings.join()).toContain('12 images occur under more than one class: no net can tell them apart.');
  });
});

describe('files that cannot be read', () => {
  it('are left out and listed with their reasons, and nothing else is lost', async () => {
    const broken = greyPng(4, 6, 5);
    const bomb = pngOf({ width: 20_000, height: 20_000, rows: deflateSync(new Uint8Array(9)) });
    const undecodable = pngOf({ width: 6, height: 4, rows: deflateSync(new Uint8Array(9)) });
    const { card, dataset, warnings } = await read({
      ...twoClasses(6),
      'cats/0-short.png': broken.slice(0, 50),
      'cats/0-wrong.png': undecodable,
      'dogs/bomb.png': bomb,
      'dogs/moving.gif': 'GIF89a',
      'dogs/notes.txt': 'seen on Monday',
      '.DS_Store': 'x',
      '__MACOSX/cats/._1.png': 'x',
    });
    expect(card.classCounts).toEqual([6, 6]);
    // The rows of the two cats that promised a picture are closed up.
    expect(make(4, (row) => [dataset.labels[row], dataset.pixels[row * 24]])).toEqual([
      [1, 100],
      [1, 101],
      [0, 0],
      [1, 102],
    ]);
    expect(warnings).toContain('4 files of 16 could not be read and are left out: ');
    expect(warnings).toContain('"cats/0-short.png" breaks off before its end');
    expect(warnings).toContain('"dogs/bomb.png" is 20,000 x 20,000 pixels large');
    expect(warnings).toContain('"dogs/moving.gif" is a GIF');
    expect(warnings).toContain('"cats/0-wrong.png" breaks off before its end');
    expect(warnings).toContain('1 file that is no picture is left out: "dogs/notes.txt".');
  });

  it('are not counted in what is said of those that were kept', async () => {
    const colour = make(12, (index): [string, Uint8Array] => [
      `${index % 2 ? 'a' : 'b'}/${index}.png`,
      pngWith(2, 1, [20 * index, 0, 0, 0, 0, 90]),
    ]);
    const rows = deflateSync(new Uint8Array(9));
    const undecodable = pngOf({ width: 20, height: 20, rows, colourType: 6, depth: 16 });
    const { warnings } = await read(
      { ...Object.fromEntries(colour), 'a/wrong.png': undecodable },
      { imageColour: 'grey' },
    );
    expect(warnings.split('\n')).toEqual([
      '1 file of 13 could not be read and is left out: "a/wrong.png" breaks off before its end.',
      '12 pictures in colour are turned to grey.',
    ]);
  });

  it('do not make grey pictures into such as are stored in colour', async () => {
    const undecodable = pngOf({ width: 6, height: 4, rows: deflateSync(new Uint8Array(9)), colourType: 2 });
    const { card, warnings } = await read({ ...twoClasses(6), 'cats/wrong.png': undecodable });
    expect(card.imageShape).toEqual([4, 6, 1]);
    expect(warnings).toBe(
      '1 file of 13 could not be read and is left out: "cats/wrong.png" breaks off before its end.',
    );
  });

  it('and are too many leave a sentence with reasons', async () => {
    const files = Object.fromEntries(make(12, (index) => [`${index % 2 ? 'a' : 'b'}/${index}.png`, 'no picture']));
    const error = await refused({ ...files, 'a/good.png': greyPng(4, 4, 1) });
    expect(error.code).toBe('data/too-few-rows');
    expect(error.message).toMatch(
      /holds 1 picture that can be read; at least 10 are needed\. 12 files could not be read: "a\/1\.png" holds no picture; .* and 7 more\.$/,
    );
  });
});

describe('a folder that is no set of classes', () => {
  const loose = (folder: string) =>
    Object.fromEntries(make(12, (index) => [`${folder}${index}.png`, greyPng(4, 4, index)]));

  it.each([
    ['with one class', loose('cats/'), 'data/one-class', /are of one class, "cats"; at least two/],
    ['with pictures in no folder', loose(''), 'data/no-classes', /lie in no folder, so they have no class/],
    [
      'with pictures beside its classes',
      { ...twoClasses(6), 'x.png': greyPng(4, 4, 1) },
      'data/no-classes',
      /1 picture of .* lies beside the class folders/,
    ],
    [
      'with one class in two parts',
      { ...loose('train/cats/'), ...loose('test/cats/') },
      'data/one-class',
      /one class, "cats"/,
    ],
    ['without pictures', { 'notes/a.txt': 'x' }, 'data/no-pictures', /holds no pictures .* A folder for each class/],
    ['with nothing in it', {}, 'data/no-pictures', /holds no pictures/],
    ['of pickles', { 'cifar-10-batches-py/data_batch_1': 'x' }, 'data/pickle', /runs whatever code it holds/],
  ] as const)('%s is refused in a sentence', async (_what, files, code, words) => {
    const error = await refused(files);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(words);
  });

  it('with images too large together names the way out', async () => {
    const error = await refused(twoClasses(1500, [1, 2]), { imageSize: [512, 512], imageColour: 'colour' });
    expect(error.code).toBe('data/too-large');
    expect(error.message).toBe(
      '3,000 images of 512 x 512 pixels would take 2.2 GB; at most 2 GB are imported. Choose a smaller size.',
    );
  });

  it('and choices about columns are refused', async () => {
    expect((await refused(twoClasses(6), { target: 'kind' })).message).toMatch(
      /^Folders of pictures hold images and labels/,
    );
    expect((await refused(twoClasses(6), { task: 'regression' })).code).toBe('data/not-a-table');
  });
});
