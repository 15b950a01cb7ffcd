import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { importIdx, isIdx } from '../../../src-main/data/importers/idx.ts';
import { temporaryHome } from '../../support/temporary-home.ts';
import { fileWith, idxBytes, refusal } from '../files.ts';

const imagesName = 'train-images-idx3-ubyte';
const labelsName = 'train-labels-idx1-ubyte';

/** `rows` images of 2 x 3 whose first pixel is the row's number, as a file. */
function imageFile(rows: number): Uint8Array {
  return idxBytes(
    [rows, 2, 3],
    Uint8Array.from({ length: rows * 6 }, (_, index) => (index % 6 === 0 ? index / 6 : index % 251)),
  );
}
const labelFile = (rows: number) =>
  idxBytes(
    [rows],
    Uint8Array.from({ length: rows }, (_, row) => (row % 2 === 0 ? 3 : 7)),
  );

function folderWith(files: Readonly<Record<string, Uint8Array>>): string {
  const folder = join(temporaryHome(), 'digits');
  mkdirSync(folder);
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  return folder;
}

describe('IDX import', () => {
  it('reads a folder with training and test pairs, gzip or not, test rows last', async () => {
    const folder = folderWith({
      [`${imagesName}.gz`]: gzipSync(imageFile(12)),
      [labelsName]: labelFile(12),
      't10k-images-idx3-ubyte': imageFile(4),
      't10k-labels-idx1-ubyte.gz': gzipSync(labelFile(4)),
    });
    expect(await isIdx([folder])).toBe(true);
    const { contents, givenSplit, classes, rows } = await importIdx([folder], {});
    expect({ givenSplit, classes, rows }).toEqual({
      givenSplit: { train: 12, test: 4 },
      classes: ['3', '7'],
      rows: 16,
    });
    if (contents.form !== 'images') throw new Error('Images were expected.');
    expect(contents.imageShape).toEqual([2, 3, 1]);
    expect([contents.pixels[11 * 6], contents.pixels[12 * 6], contents.pixels[13 * 6]]).toEqual([11, 0, 1]);
    expect([...contents.labels.slice(0, 3)]).toEqual([0, 1, 0]);
  });

  it('finds the labels beside the images', async () => {
    const folder = folderWith({ [imagesName]: imageFile(12), [labelsName]: labelFile(12) });
    const imported = await importIdx([join(folder, imagesName)], {});
    expect(imported.rows).toBe(12);
    expect(imported.givenSplit).toBeUndefined();
  });

  it('is the same for a file and its gzip', async () => {
    const plain = await importIdx([folderWith({ [imagesName]: imageFile(12), [labelsName]: labelFile(12) })], {});
    const packed = await importIdx(
      [folderWith({ [`${imagesName}.gz`]: gzipSync(imageFile(12)), [labelsName]: labelFile(12) })],
      {},
    );
    expect(packed.fileHashes).toEqual(plain.fileHashes);
  });

  it('knows an IDX file by its first bytes', async () => {
    expect(await isIdx([fileWith(imageFile(12), 'digits.bin')])).toBe(true);
    expect(await isIdx([fileWith('a,b\n1,2\n')])).toBe(false);
  });

  it('says how many bytes a truncated file promised and how many are there', async () => {
    const folder = folderWith({ [imagesName]: imageFile(12).subarray(0, 50), [labelsName]: labelFile(12) });
    const error = await refusal(importIdx([folder], {}));
    expect(error.message).toBe(
      `${imagesName} is truncated: its header promises 88 bytes, 50 are there. Fetch the file again.`,
    );
  });

  it('says the same where the gzip breaks off', async () => {
    const noise = Uint8Array.from({ length: 60_000 }, (_, index) => (index * index * 31 + (index >> 3)) % 256);
    const packed = gzipSync(idxBytes([10_000, 2, 3], noise));
    const folder = folderWith({
      [`${imagesName}.gz`]: packed.subarray(0, packed.length - 40),
      [labelsName]: labelFile(12),
    });
    const error = await refusal(importIdx([folder], {}));
    expect(error.code).toBe('data/truncated-idx');
    expect(error.details.expected).toBe(60_016);
    expect(Number(error.details.seen)).toBeLessThan(60_016);
  });

  it.each([
    ['more bytes than promised', idxBytes([12, 2, 3], new Uint8Array(73)), labelFile(12), 'data/overlong-idx'],
    ['fewer labels than images', imageFile(12), labelFile(11), 'data/unequal-idx'],
    [
      'numbers that are no bytes',
      idxBytes([12, 2, 3], new Uint8Array(288), 0x0d),
      labelFile(12),
      'data/unsupported-idx',
    ],
    ['labels in place of images', labelFile(12), labelFile(12), 'data/wrong-idx-shape'],
    ['text', new TextEncoder().encode('images'), labelFile(12), 'data/not-idx'],
    ['one class only', imageFile(12), idxBytes([12], new Uint8Array(12)), 'data/one-class'],
    ['too few images', imageFile(9), labelFile(9), 'data/too-few-rows'],
    ['a size beyond all memory', idxBytes([4e9, 28, 28], new Uint8Array(9)), labelFile(12), 'data/too-large'],
  ])('refuses %s', async (_, images, labels, code) => {
    const folder = folderWith({ [imagesName]: images, [labelsName]: labels });
    expect((await refusal(importIdx([folder], {}))).code).toBe(code);
  });

  it('refuses images without labels, and a folder without either', async () => {
    const alone = folderWith({ [imagesName]: imageFile(12) });
    expect((await refusal(importIdx([alone], {}))).code).toBe('data/unpaired-idx');
    expect((await refusal(importIdx([dirname(alone)], {}))).code).toBe('data/no-file');
  });

  it('refuses choices that only tables have', async () => {
    expect((await refusal(importIdx(['digits'], { target: 'x' }))).code).toBe('data/not-a-table');
    expect((await refusal(importIdx(['digits'], { task: 'regression' }))).code).toBe('data/not-a-table');
  });
});
