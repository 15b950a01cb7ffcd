import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { datasetsDirectory, removedDatasetsDirectory, uploadsDirectory } from '../../../src-main/host/paths.ts';
import type { Client } from '../../../src-shared/contract/client.ts';
import type { ReadingChoices } from '../../../src-shared/contract/data.ts';
import { datasetIdSchema } from '../../../src-shared/domain/ids.ts';
import { usualMissing } from '../../../src-shared/domain/missing-marks.ts';
import { splitConfigSchema } from '../../../src-shared/domain/run-config.ts';
import { idxBytes, lines } from '../../data/files.ts';
import { greyPng } from '../../data/images/made-pictures.ts';
import { temporaryHome } from '../../support/temporary-home.ts';
import { configFor, testApplication } from '../../support/test-application.ts';

async function upload(client: Client, name: string, content: string | Uint8Array): Promise<string> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : Uint8Array.from(content);
  const { upload: token } = await client.call('data.beginUpload', { name, bytes: bytes.length });
  await client.call('data.uploadChunk', { upload: token, offset: 0, bytes });
  return token;
}

async function imported(client: Client, content: string, choices: ReadingChoices = {}) {
  const token = await upload(client, 'assay.csv', content);
  return (await client.call('data.import', { uploads: [token], choices })).card;
}

/** Doses with a gap, a text with a gap, two kinds. */
const assay = `dose,plate,kind\n${lines(40, (row) => `${row === 3 ? '' : (row * 7) % 11},${row === 5 ? '' : `p${row % 4}`},${(row * 5) % 7 < 3 ? 'a' : 'b'}`)}`;

describe('samples', () => {
  it('are listed with their sizes and imported by name', async () => {
    const { client } = await testApplication();
    const wine = (await client.call('data.samples', {})).find(({ name }) => name === 'wine');
    expect(wine).toMatchObject({ rows: 178, inputs: 13, target: 'cultivar', task: 'classification' });
    expect(await client.call('data.importSample', { name: 'wine' })).toMatchObject({ name: 'wine', rows: 178 });
    await expect(client.call('data.importSample', { name: 'beer' })).rejects.toMatchObject({
      code: 'data/unknown-sample',
    });
  });
});

describe('texts and sequences', () => {
  it('are inspected by their lines, told with the choices made, and stored from what was read', async () => {
    const { client } = await testApplication();
    const line = 'the cat sat on the mat\n';
    const uploads = [
      await upload(client, 'corpus.valid.txt', line),
      await upload(client, 'corpus.train.txt', line.repeat(30)),
      await upload(client, 'corpus.test.txt', 'the dog sat\n'),
    ];
    const { card, preview, reading } = await client.call('data.inspect', { uploads, choices: {} });
    expect(card).toMatchObject({ form: 'text', name: 'corpus', task: 'language', rows: 221 });
    expect(reading).toEqual({
      task: 'language',
      level: 'word',
      vocabularySize: 10_000,
      lowercase: false,
      encoding: 'utf-8',
    });
    expect(preview.form === 'text' && preview.parts.map(({ part, tokens }) => [part, tokens])).toEqual([
      ['train', 210],
      ['validation', 7],
      ['test', 4],
    ]);
    const stored = await client.call('data.import', { uploads, choices: reading });
    expect(stored.isNew).toBe(true);
    const again = await client.call('data.preview', { dataset: stored.card.id, offset: 0, limit: 1 });
    expect(again.form === 'text' && again.parts.at(-1)?.lines).toEqual([
      {
        pieces: [
          { text: 'the', isUnknown: false },
          { text: ' <unk>', isUnknown: true },
          { text: ' sat', isUnknown: false },
        ],
        isCut: false,
      },
    ]);
    const split = splitConfigSchema.parse({ kind: 'contiguous' });
    expect(await client.call('data.divide', { dataset: stored.card.id, split })).toMatchObject({
      rows: { train: 210, validation: 7, test: 4 },
    });
    await expect(
      client.call('data.divide', { dataset: stored.card.id, split: splitConfigSchema.parse({ kind: 'random' }) }),
    ).rejects.toMatchObject({ code: 'data/text-stays-in-order' });
  });

  it('are shown row by row where each has an answer', async () => {
    const { client } = await testApplication();
    const card = await imported(
      client,
      `s,kind\n${lines(40, (row) => `ACGT${'ACGT'[row % 4]},${row % 2 ? 'a' : 'b'}`)}`,
      {
        roles: { s: 'sequence' },
      },
    );
    const preview = await client.call('data.preview', { dataset: card.id, offset: 1, limit: 1 });
    expect(preview).toEqual({
      form: 'sequences',
      columns: ['s', 'kind'],
      sequence: 0,
      rows: [['ACGTC', 'a']],
      lengths: [5],
      totalRows: 40,
    });
    const split = splitConfigSchema.parse({ kind: 'stratified' });
    const division = await client.call('data.divide', { dataset: card.id, split });
    expect(division.classes.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(division.duplicates.test).toBe(division.rows.test);
  });
});

describe('an upload', () => {
  it('is inspected without being stored, then imported under its own name and gone', async () => {
    const { client, home } = await testApplication();
    const token = await upload(client, 'my assay.csv', assay);
    const { card, preview, reading } = await client.call('data.inspect', { uploads: [token], choices: {} });
    expect(card).toMatchObject({ rows: 40, target: 'kind', task: 'classification' });
    expect(reading).toEqual({
      target: 'kind',
      task: 'classification',
      roles: { dose: 'input', plate: 'input' },
      delimiter: ',',
      decimal: '.',
      encoding: 'utf-8',
      header: true,
      missing: [...usualMissing],
    });
    expect(preview).toMatchObject({ form: 'table', columns: ['dose', 'plate', 'kind'], totalRows: 40 });
    expect(preview.form === 'table' && preview.rows.slice(3, 6)).toEqual([
      [null, 'p3', 'a'],
      [6, 'p0', 'b'],
      [2, null, 'b'],
    ]);
    expect((await client.call('data.list', {})).datasets).toHaveLength(1);
    const stored = await client.call('data.import', { uploads: [token], choices: reading });
    expect(stored).toMatchObject({ isNew: true, card: { name: 'my assay', rows: 40 } });
    expect(readdirSync(uploadsDirectory(home))).toEqual([]);
    await expect(client.call('data.inspect', { uploads: [token], choices: {} })).rejects.toMatchObject({
      code: 'data/unknown-upload',
    });
  });

  it('gives the same data set when it comes again, and another with other choices', async () => {
    const { client } = await testApplication();
    const first = await imported(client, assay);
    expect((await imported(client, assay)).id).toBe(first.id);
    expect((await imported(client, assay, { roles: { plate: 'group' } })).id).not.toBe(first.id);
  });

  it('of two files is a pair of images and labels', async () => {
    const { client } = await testApplication();
    const pixels = Uint8Array.from({ length: 12 * 4 }, (_, index) => index);
    const labels = Uint8Array.from({ length: 12 }, (_, index) => index % 3);
    const uploads = [
      await upload(client, 'toy-images-idx3-ubyte', idxBytes([12, 2, 2], pixels)),
      await upload(client, 'toy-labels-idx1-ubyte', idxBytes([12], labels)),
    ];
    const { preview, reading } = await client.call('data.inspect', { uploads, choices: {} });
    expect(preview).toEqual({
      form: 'images',
      imageShape: [2, 2, 1],
      pixels,
      labels: Array.from(labels, String),
      totalRows: 12,
    });
    const { card } = await client.call('data.import', { uploads, choices: reading, name: 'toy' });
    expect(card).toMatchObject({ name: 'toy', form: 'images', rows: 12 });
  });

  it('that cannot be read is refused in the importer’s words and may be read again with other choices', async () => {
    const { client } = await testApplication();
    const token = await upload(client, 'odd.csv', `a;b\n${lines(20, (row) => `${row};${row % 2}`)}`);
    const reading = client.call('data.inspect', { uploads: [token], choices: { delimiter: ',' } });
    await expect(reading).rejects.toMatchObject({
      code: 'data/no-table',
      message: expect.stringMatching(/choose it as the delimiter\. A running text is read with the task language\.$/),
    });
    const { card } = await client.call('data.inspect', { uploads: [token], choices: { target: 'b' } });
    expect(card).toMatchObject({ target: 'b', rows: 20 });
  });

  it('tells details of a refusal across the thread', async () => {
    const { client } = await testApplication();
    const token = await upload(client, 'ragged.csv', `a,b\n${lines(20, (row) => `${row},1`)}1,2,3\n`);
    await expect(client.call('data.inspect', { uploads: [token], choices: {} })).rejects.toMatchObject({
      code: 'data/ragged-row',
      details: { line: 22, seen: 3, expected: 2 },
    });
  });
});

describe('an uploaded folder of pictures', () => {
  const pictures = Object.fromEntries(
    Array.from({ length: 24 }, (_, index) => [
      `pets/${index % 2 ? 'cats' : 'dogs'}/${index}.png`,
      greyPng(6, 4, index),
    ]),
  );

  async function uploadFolder(client: Client, name: string, files: Readonly<Record<string, Uint8Array>>) {
    const bytes = new Uint8Array(Buffer.concat(Object.values(files)));
    const named = Object.entries(files).map(([path, content]) => ({ path, bytes: content.length }));
    const { upload: token } = await client.call('data.beginUpload', { name, bytes: bytes.length, files: named.length });
    await client.call('data.nameFiles', { upload: token, files: named });
    await client.call('data.uploadChunk', { upload: token, offset: 0, bytes });
    return token;
  }

  it('is looked at and imported like a file, without a trace of its names on disk', async () => {
    const { client, home } = await testApplication();
    const uploads = [await uploadFolder(client, 'pets', pictures)];
    const choices: ReadingChoices = { imageSize: [4, 4], imageFit: 'pad' };
    const { card, preview } = await client.call('data.inspect', { uploads, choices });
    expect(card).toMatchObject({ name: 'pets', classes: ['cats', 'dogs'], imageShape: [4, 4, 1], rows: 24 });
    expect(preview.form === 'images' && preview.labels.slice(0, 2)).toEqual(['cats', 'dogs']);
    expect(await client.call('data.importProgress', { uploads })).toEqual({ phase: 'idle', done: 0, total: 0 });
    expect(await client.call('data.cancelImport', { uploads })).toEqual({});
    const stored = await client.call('data.import', { uploads, choices });
    expect(stored).toMatchObject({ isNew: true, card: { name: 'pets' } });
    expect(readdirSync(uploadsDirectory(home))).toEqual([]);
  });

  it.each(['../up.png', 'a/../b.png', '/etc/passwd', 'a//b.png', './a.png', 'a/.', 'a\u0000b', ''])(
    'refuses the path "%s"',
    async (path) => {
      const { client } = await testApplication();
      const { upload: token } = await client.call('data.beginUpload', { name: 'x', bytes: 1, files: 1 });
      const call = client.call('data.nameFiles', { upload: token, files: [{ path, bytes: 1 }] });
      await expect(call).rejects.toMatchObject({ code: expect.stringMatching(/^contract\//) });
    },
  );
});

describe('a preview', () => {
  it('starts where it is asked to and ends with the rows', async () => {
    const { client, dataset } = await testApplication();
    const preview = await client.call('data.preview', { dataset, offset: 148, limit: 200 });
    expect(preview).toMatchObject({ form: 'table', totalRows: 150 });
    // The last line of Fisher's table: 5.9, 3.0, 5.1, 1.8.
    expect(preview.form === 'table' && preview.rows.at(-1)?.slice(0, 4)).toEqual([5.9, 3, 5.1, 1.8]);
    expect(preview.form === 'table' && preview.rows).toHaveLength(2);
  });

  it('of a data set that is not there is refused', async () => {
    const { client } = await testApplication();
    const call = client.call('data.preview', { dataset: datasetIdSchema.parse('0'.repeat(16)), offset: 0, limit: 1 });
    await expect(call).rejects.toMatchObject({ code: 'data/no-such-dataset' });
  });
});

describe('a division', () => {
  it('counts rows and classes of each part', async () => {
    const { client, dataset } = await testApplication();
    const split = splitConfigSchema.parse({ kind: 'stratified' });
    const division = await client.call('data.divide', { dataset, split });
    expect(division.rows.train + division.rows.validation + division.rows.test).toBe(150);
    expect(division.classes.map(({ name, train }) => [name, train])).toEqual([
      ['setosa', 35],
      ['versicolor', 35],
      ['virginica', 35],
    ]);
    expect(division.groups).toBeNull();
  });

  it('that cannot be made is refused in words', async () => {
    const { client, dataset } = await testApplication();
    const split = splitConfigSchema.parse({ kind: 'grouped', column: 'colour' });
    await expect(client.call('data.divide', { dataset, split })).rejects.toMatchObject({ code: 'data/unknown-column' });
  });
});

describe('the list', () => {
  it('has sizes, the runs that cite a data set, and folders that cannot be read', async () => {
    const home = temporaryHome();
    mkdirSync(join(datasetsDirectory(home), 'f'.repeat(16)), { recursive: true });
    writeFileSync(join(datasetsDirectory(home), 'f'.repeat(16), 'card.json'), '{');
    const { client, dataset } = await testApplication({ home });
    await client.call('runs.start', { config: configFor(dataset), seeds: [1, 2] });
    const { datasets, unreadable } = await client.call('data.list', {});
    expect(datasets).toMatchObject([{ card: { id: dataset }, runs: 2 }]);
    expect(datasets[0]?.bytes).toBeGreaterThan(150 * 4 * 4);
    expect(unreadable).toMatchObject([{ reason: expect.stringContaining('card.json is not readable') }]);
  });
});

describe('removing a data set', () => {
  it('hides it until it is restored, and is told to those who listen', async () => {
    const { client, dataset, home, homeEvents } = await testApplication();
    const { until } = homeEvents();
    await client.call('data.remove', { dataset });
    await until(({ type }) => type === 'datasets');
    expect((await client.call('data.list', {})).datasets).toEqual([]);
    await expect(client.call('data.card', { dataset })).rejects.toMatchObject({ code: 'data/no-such-dataset' });
    await client.call('data.restore', { dataset });
    expect(await client.call('data.card', { dataset })).toMatchObject({ name: 'iris' });
    expect(existsSync(join(removedDatasetsDirectory(home), dataset))).toBe(false);
  });

  it('is for good when the application ends', async () => {
    const { client, dataset, home, shutdown } = await testApplication();
    await client.call('data.remove', { dataset });
    await shutdown();
    expect(existsSync(removedDatasetsDirectory(home))).toBe(false);
    expect(readdirSync(datasetsDirectory(home))).toEqual([]);
  });

  it('is refused while a run cites it, and where there is none', async () => {
    const { client, dataset } = await testApplication();
    await client.call('runs.start', { config: configFor(dataset), seeds: [1] });
    await expect(client.call('data.remove', { dataset })).rejects.toMatchObject({
      code: 'data/cited',
      details: { runs: 1 },
    });
    const absent = datasetIdSchema.parse('0'.repeat(16));
    await expect(client.call('data.remove', { dataset: absent })).rejects.toMatchObject({
      code: 'data/no-such-dataset',
    });
    await expect(client.call('data.restore', { dataset: absent })).rejects.toMatchObject({ code: 'data/not-removed' });
  });
});
