import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type WriteFile, writeDurably } from '../../src-main/data/durable-file.ts';
import { listDatasets, openDataset, storeDataset } from '../../src-main/data/storage.ts';
import { temporaryHome } from '../support/temporary-home.ts';
import { refusal } from './files.ts';
import {
  imagesOf,
  imagesWith,
  make,
  numberColumn,
  sequencesOf,
  tableOf,
  textColumn,
  textOf,
} from './small-datasets.ts';

const table = tableOf(
  numberColumn(
    'x',
    make(12, (row) => (row === 3 ? Number.NaN : row / 7)),
  ),
  textColumn(
    'colour',
    make(12, (row) => ['red', '', 'grün'][row % 3] as string),
  ),
  numberColumn(
    'z',
    make(12, (row) => -row),
    'ignore',
  ),
  textColumn(
    'class',
    make(12, (row) => (row % 2 ? 'a' : 'b')),
    'target',
  ),
);

const store = (home: string, dataset = table) =>
  storeDataset({ datasetsDirectory: home, card: dataset.card, contents: dataset });

/** A disk that has room for so many files. */
function diskWith(room: number, code: string): WriteFile {
  let written = 0;
  return async (path, pieces) => {
    if (written++ === room) throw Object.assign(new Error(`${code}: no room`), { code });
    await writeDurably(path, pieces);
  };
}

describe('a stored data set', () => {
  it('opens as it was', async () => {
    const home = temporaryHome();
    expect(await openDataset(await store(home))).toEqual(table);
    const images = imagesOf(
      make(12, (row) => [row, 255 - row]),
      make(12, (row) => row % 2),
    );
    expect(await openDataset(await store(home, images))).toEqual(images);
  });

  it('opens as the text or the sequences it was, with 16 or 32 bits for a token', async () => {
    const home = temporaryHome();
    const text = textOf(
      make(40, (index) => `w${index % 9}`),
      { train: 20, validation: 10, test: 10 },
    );
    expect(await openDataset(await store(home, text))).toEqual(text);
    const wide = { ...text, tokens: Int32Array.from(text.tokens) };
    expect(await openDataset(await store(home, wide))).toEqual(wide);
    const sequences = sequencesOf(
      make(12, (row) => 'ACGT'.slice(row % 4)),
      textColumn(
        'class',
        make(12, (row) => (row % 2 ? 'a' : 'b')),
        'target',
      ),
      numberColumn(
        'z',
        make(12, (row) => -row),
        'ignore',
      ),
    );
    expect(await openDataset(await store(home, sequences))).toEqual(sequences);
  });

  it('keeps 16 bits and colours', async () => {
    const home = temporaryHome();
    const deep = imagesWith({
      imageShape: [1, 2, 3],
      pixels: Uint16Array.from(make(12 * 6, (index) => (index * 911) % 65_536)),
      labels: make(12, (row) => row % 2),
    });
    const directory = await store(home, deep);
    expect(await openDataset(directory)).toEqual(deep);
    expect(readdirSync(directory)).toContain('pixels.u16');
    const bytes = readFileSync(join(directory, 'pixels.u16'));
    bytes[5] = (bytes[5] ?? 0) ^ 1;
    writeFileSync(join(directory, 'pixels.u16'), bytes);
    expect((await refusal(openDataset(directory))).message).toContain('pixels.u16 has changed since it was imported');
  });

  it('is listed with its card; what is damaged is listed with the reason', async () => {
    const home = temporaryHome();
    await store(home);
    mkdirSync(join(home, '0123456789abcdef'));
    mkdirSync(join(home, 'notes'));
    const { cards, unreadable } = await listDatasets(home);
    expect(cards).toEqual([table.card]);
    expect(unreadable.map((folder) => folder.directory)).toEqual([join(home, '0123456789abcdef')]);
  });

  it('is none where the folder does not exist', async () => {
    expect(await listDatasets(join(temporaryHome(), 'nothing'))).toEqual({ cards: [], unreadable: [] });
  });
});

describe('a damaged data set', () => {
  it.each([
    [
      'a changed byte',
      (folder: string) => {
        const bytes = readFileSync(join(folder, 'numbers.f32'));
        bytes.writeUInt8(bytes.readUInt8(5) ^ 1, 5);
        writeFileSync(join(folder, 'numbers.f32'), bytes);
      },
    ],
    ['a short file', (folder: string) => truncateSync(join(folder, 'codes.i32'), 10)],
    ['a missing file', (folder: string) => rmSync(join(folder, 'codes.i32'))],
    ['a missing manifest', (folder: string) => rmSync(join(folder, 'manifest.json'))],
    ['an unreadable card', (folder: string) => writeFileSync(join(folder, 'card.json'), '{"version":')],
    [
      'a card with a foreign field',
      (folder: string) => writeFileSync(join(folder, 'card.json'), '{"version":1,"x":2}'),
    ],
  ])('is refused: %s', async (_, damage) => {
    const folder = await store(temporaryHome());
    damage(folder);
    expect((await refusal(openDataset(folder))).code).toBe('data/damaged-dataset');
  });

  it('is told from one that is not there', async () => {
    expect((await refusal(openDataset(join(temporaryHome(), 'abc')))).code).toBe('data/no-such-dataset');
  });
});

describe('a disk that refuses', () => {
  it.each([0, 1, 2, 3])('leaves the folder as it was when it is full after %i files', async (room) => {
    const home = temporaryHome();
    writeFileSync(join(home, 'keep'), '');
    const error = await refusal(
      storeDataset({ datasetsDirectory: home, card: table.card, contents: table, writeFile: diskWith(room, 'ENOSPC') }),
    );
    expect(error.code).toBe('data/disk-full');
    expect(error.message).toContain('is full, so the data set was not stored');
    expect(readdirSync(home)).toEqual(['keep']);
  });

  it('is named where it may only be read', async () => {
    const error = await refusal(
      storeDataset({
        datasetsDirectory: temporaryHome(),
        card: table.card,
        contents: table,
        writeFile: diskWith(0, 'EROFS'),
      }),
    );
    expect(error.code).toBe('data/not-writable');
  });

  it('what a killed import left behind goes with the next one', async () => {
    const home = temporaryHome();
    mkdirSync(join(home, '.import-1-abcdef'));
    await store(home);
    expect(readdirSync(home)).toEqual([table.card.id]);
  });
});
