import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFiles } from '../../../src-main/data/import-dataset.ts';
import type { ImportChoices } from '../../../src-main/data/importers/import-choices.ts';
import { temporaryHome } from '../../support/temporary-home.ts';
import { refusal } from '../files.ts';
import { writeFiles } from '../images/made-pictures.ts';
import { make } from '../small-datasets.ts';

/** One image: labels, then 1,024 reds, greens and blues. The first and the last pixel tell rows and colours apart. */
function image(labels: readonly number[], row: number): Uint8Array {
  const bytes = new Uint8Array(labels.length + 3072);
  bytes.set(labels);
  for (const [plane, base] of [10, 60, 110].entries()) {
    bytes[labels.length + plane * 1024] = base + row;
    bytes[labels.length + plane * 1024 + 1023] = base + row + 100;
  }
  return bytes;
}

const batch = (rows: readonly (readonly number[])[], from: number) =>
  new Uint8Array(Buffer.concat(rows.map((labels, index) => image(labels, from + index))));

const names = make(10, (label) => `name ${label}`);
const ten = {
  'cifar-10-batches-bin/batches.meta.txt': `${names.join('\n')}\n\n`,
  'cifar-10-batches-bin/data_batch_2.bin': batch(
    make(6, (row) => [row % 3]),
    6,
  ),
  'cifar-10-batches-bin/data_batch_1.bin': batch(
    make(6, (row) => [row % 3]),
    0,
  ),
  'cifar-10-batches-bin/test_batch.bin': batch(
    make(4, () => [9]),
    12,
  ),
  'cifar-10-batches-bin/readme.html': '<p>',
};
const hundred = {
  'fine_label_names.txt': make(100, (label) => `fine ${label}`).join('\n'),
  'coarse_label_names.txt': make(20, (label) => `coarse ${label}`).join('\n'),
  'train.bin': batch(
    make(12, (row) => [row % 2, 40 + (row % 3)]),
    0,
  ),
  'test.bin': batch(
    make(4, () => [19, 99]),
    12,
  ),
};

async function read(files: readonly string[], choices: ImportChoices = {}) {
  const { dataset } = await readFiles({ files, choices });
  if (dataset.form !== 'images') throw new Error('Images were expected.');
  return dataset;
}

describe('CIFAR-10', () => {
  it('is read from its folder: batches in order, planes turned to pixels, the test batch as the test set', async () => {
    const { card, labels, pixels } = await read([writeFiles(temporaryHome(), ten)]);
    expect(card).toMatchObject({
      source: 'cifar',
      rows: 16,
      imageShape: [32, 32, 3],
      classes: names,
      givenSplit: { train: 12, test: 4 },
    });
    expect([...labels]).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 9, 9, 9, 9]);
    const firstPixels = make(16, (row) => [...pixels.subarray(row * 3072, row * 3072 + 3)]);
    expect(firstPixels).toEqual(make(16, (row) => [10 + row, 60 + row, 110 + row]));
    expect([...pixels.subarray(3072 - 3, 3072)]).toEqual([110, 160, 210]);
  });

  it('is the same data set from its archive, and from its files one by one', async () => {
    const folder = writeFiles(temporaryHome(), ten);
    const archive = join(temporaryHome(), 'cifar-10-binary.tar.gz');
    expect(spawnSync('tar', ['-czf', archive, '-C', folder, 'cifar-10-batches-bin']).status).toBe(0);
    const { card } = await read([folder]);
    const unpacked = await read([archive]);
    expect(unpacked.card.id).toBe(card.id);
    expect(unpacked.card.name).toBe('cifar-10-binary');
    const files = Object.keys(ten)
      .filter((path) => path.endsWith('.bin'))
      .map((path) => join(folder, path));
    const alone = await read(files);
    expect(alone.card).toMatchObject({ id: card.id, classes: make(10, String) });
    expect(alone.card.warnings.join()).toContain('The classes are numbered: batches.meta.txt');
  });

  it.each([
    [
      'that breaks off',
      {
        'data_batch_1.bin': batch(
          make(12, () => [1]),
          0,
        ).slice(0, -1),
      },
      'data/truncated-cifar',
    ],
    [
      'with a label that is none',
      {
        'data_batch_1.bin': batch(
          make(12, () => [10]),
          0,
        ),
      },
      'data/damaged-cifar',
    ],
    [
      'beside CIFAR-100',
      {
        'data_batch_1.bin': batch(
          make(12, () => [1]),
          0,
        ),
        'train.bin': hundred['train.bin'],
      },
      'data/too-many-files',
    ],
    ['of few images', { 'data_batch_1.bin': batch([[1], [2]], 0) }, 'data/too-few-rows'],
  ])('%s is refused', async (_what, files, code) => {
    expect((await refusal(read([writeFiles(temporaryHome(), files)]))).code).toBe(code);
  });
});

describe('CIFAR-100', () => {
  it('has fine labels, or coarse ones where they are the target', async () => {
    const folder = writeFiles(temporaryHome(), hundred);
    const fine = await read([folder]);
    expect(fine.card).toMatchObject({ target: 'fine label', givenSplit: { train: 12, test: 4 } });
    expect(fine.card.classes?.[41]).toBe('fine 41');
    expect([...fine.labels.subarray(0, 3)]).toEqual([40, 41, 42]);
    const coarse = await read([folder], { target: 'coarse label' });
    expect(coarse.card.classes).toHaveLength(20);
    expect([...coarse.labels.subarray(0, 3), coarse.labels[12]]).toEqual([0, 1, 0, 19]);
    expect([...coarse.pixels.subarray(0, 3)]).toEqual([10, 60, 110]);
    expect(coarse.card.id).not.toBe(fine.card.id);
    expect((await refusal(read([folder], { target: 'colour' }))).message).toContain('"fine label" or "coarse label"');
  });
});
