import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importDataset } from '../../src-main/data/import-dataset.ts';
import { openDataset } from '../../src-main/data/storage.ts';
import { dataCardSchema } from '../../src-shared/domain/data-card.ts';
import { temporaryHome } from '../support/temporary-home.ts';
import { fileWith, idxBytes, lines, refusal } from './files.ts';

const assay = `dose,yield\n${lines(30, (row) => `${row},${Math.sin(row)}`)}`;

describe('importing', () => {
  it('writes a card whose id is the start of the content hash', async () => {
    const { card, isNew } = await importDataset({ files: [fileWith(assay)] }, temporaryHome());
    expect(isNew).toBe(true);
    expect(card.contentHash.startsWith(card.id)).toBe(true);
    expect(dataCardSchema.parse(card)).toEqual(card);
    expect(card).toMatchObject({ name: 'assay', source: 'csv', rows: 30, task: 'regression', target: 'yield' });
    expect(card.columns[0]).toMatchObject({ name: 'dose', minimum: 0, maximum: 29, mean: 14.5, missing: 0 });
  });

  it('of the same content and choices is one data set, whatever the file is called', async () => {
    const home = temporaryHome();
    const first = await importDataset({ files: [fileWith(assay, 'one.csv')] }, home);
    const again = await importDataset({ files: [fileWith(assay, 'two.txt')] }, home);
    expect(again).toEqual({ ...first, isNew: false });
  });

  it('of another choice is another data set, the order of choices aside', async () => {
    const home = temporaryHome();
    const path = fileWith(assay);
    const ids = [
      {},
      { target: 'dose' },
      { task: 'regression', target: 'dose' },
      { target: 'dose', task: 'regression' },
      { target: 'dose', missing: ['n.d.', 'NA'] },
      { missing: ['na', 'N.D. ', 'na'], target: 'dose' },
    ];
    const cards = [];
    for (const choices of ids as Parameters<typeof importDataset>[0]['choices'][]) {
      cards.push((await importDataset({ files: [path], ...(choices ? { choices } : {}) }, home)).card.id);
    }
    expect(new Set(cards).size).toBe(4);
    expect(cards[2]).toBe(cards[3]);
    expect(cards[4]).toBe(cards[5]);
  });

  it('that fails leaves the folder as it was', async () => {
    const home = temporaryHome();
    await importDataset({ files: [fileWith(assay)] }, home);
    const before = readdirSync(home);
    await refusal(importDataset({ files: [fileWith(`${assay}1,2,3\n`)] }, home));
    await refusal(importDataset({ files: [join(home, 'absent.csv')] }, home));
    await refusal(importDataset({ files: [fileWith(assay)], choices: { target: 'nope' } }, home));
    expect(readdirSync(home)).toEqual(before);
  });

  it('repairs a damaged data set and keeps the damaged one', async () => {
    const home = temporaryHome();
    const path = fileWith(assay);
    const { card, directory } = await importDataset({ files: [path] }, home);
    writeFileSync(join(directory, 'numbers.f32'), 'broken');
    const again = await importDataset({ files: [path] }, home);
    expect(again.isNew).toBe(true);
    expect((await openDataset(directory)).card).toEqual(card);
    expect(readdirSync(home)).toEqual([card.id, `${card.id}.damaged-1`]);
  });

  it('takes images by their folder', async () => {
    const folder = temporaryHome();
    const pixels = Uint8Array.from({ length: 80 }, (_, index) => index);
    writeFileSync(join(folder, 'train-images-idx3-ubyte'), idxBytes([20, 2, 2], pixels));
    writeFileSync(
      join(folder, 'train-labels-idx1-ubyte'),
      idxBytes([20], pixels.map((value) => value % 2).slice(0, 20)),
    );
    const { card, directory } = await importDataset({ files: [folder], name: 'marks' }, temporaryHome());
    expect(card).toMatchObject({ name: 'marks', form: 'images', imageShape: [2, 2, 1], classCounts: [10, 10] });
    rmSync(folder, { recursive: true });
    const opened = await openDataset(directory);
    expect(opened.form === 'images' && [...opened.pixels]).toEqual([...pixels]);
  });

  it('refuses two tables at once and none', async () => {
    const home = temporaryHome();
    const two = await refusal(importDataset({ files: [fileWith(assay), fileWith(assay)] }, home));
    expect(two.code).toBe('data/too-many-files');
    expect((await refusal(importDataset({ files: [] }, home))).code).toBe('data/no-file');
  });
});
