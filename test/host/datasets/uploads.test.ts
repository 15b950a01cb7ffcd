import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openTree } from '../../../src-main/data/files/open-tree.ts';
import { createUploads, safeFileName } from '../../../src-main/host/datasets/uploads.ts';
import { largestUploadBytes } from '../../../src-shared/contract/limits.ts';
import { temporaryHome } from '../../support/temporary-home.ts';

function taker(free: number | null = null) {
  const directory = join(temporaryHome(), 'uploads');
  const uploads = createUploads({ directory, freeBytes: () => Promise.resolve(free) });
  onTestFinished(() => uploads.close());
  return { directory, uploads };
}

const bytes = (...values: number[]) => Uint8Array.from(values);

describe('an uploaded folder', () => {
  const files = [
    { path: 'cats/1.png', bytes: 2 },
    { path: 'dogs/empty.png', bytes: 0 },
    { path: 'dogs/2.png', bytes: 3 },
  ];

  it('is one file of bytes, whose names and bytes may come in any order', async () => {
    const { directory, uploads } = taker();
    const token = await uploads.begin('my pets', 5, 3);
    expect(await uploads.name(token, files.slice(0, 2))).toBe(2);
    expect(await uploads.add(token, 0, bytes(1, 2, 3, 4, 5))).toBe(5);
    expect(() => uploads.paths([token])).toThrow("Only 2 of the folder's 3 files have come");
    expect(await uploads.name(token, files.slice(2))).toBe(3);
    const [path = ''] = uploads.paths([token]);
    expect(path).toBe(join(directory, token, 'my pets.bundle'));
    const tree = await openTree(path);
    const found: [string, number[]][] = [];
    for await (const file of tree?.entries() ?? []) found.push([file.path, [...(await file.read())]]);
    expect(found).toEqual([
      ['cats/1.png', [1, 2]],
      ['dogs/empty.png', []],
      ['dogs/2.png', [3, 4, 5]],
    ]);
    // What a file is called is nowhere a path on disk.
    expect(readdirSync(join(directory, token)).sort()).toEqual(['my pets.bundle', 'my pets.bundle.json']);
  });

  it.each([
    ['more files than announced', [...files, { path: 'x', bytes: 0 }]],
    ['more bytes than announced', [{ path: 'x', bytes: 6 }]],
  ])('of %s is refused', async (_what, named) => {
    const { uploads } = taker();
    const token = await uploads.begin('pets', 5, 3);
    await expect(uploads.name(token, named)).rejects.toMatchObject({ code: 'data/upload-overrun' });
  });

  it('has names, and a single file has none', async () => {
    const { uploads } = taker();
    const token = await uploads.begin('a.csv', 5);
    await expect(uploads.name(token, files)).rejects.toMatchObject({ code: 'data/not-a-folder' });
  });
});

describe('an upload', () => {
  it('is written chunk by chunk into a folder of its own', async () => {
    const { directory, uploads } = taker();
    const token = await uploads.begin('assay.csv.gz', 5);
    expect(token).toMatch(/^[0-9a-f]{32}$/);
    expect(await uploads.add(token, 0, bytes(1, 2))).toBe(2);
    expect(await uploads.add(token, 2, bytes(3, 4, 5))).toBe(5);
    const [path = ''] = uploads.paths([token]);
    expect(path).toBe(join(directory, token, 'assay.csv.gz'));
    expect([...readFileSync(path)]).toEqual([1, 2, 3, 4, 5]);
  });

  it('takes chunks that were sent without waiting, in their order', async () => {
    const { uploads } = taker();
    const token = await uploads.begin('a.csv', 300);
    const sent = [0, 100, 200].map((offset) => uploads.add(token, offset, new Uint8Array(100).fill(offset)));
    expect(await Promise.all(sent)).toEqual([100, 200, 300]);
  });

  it('of no bytes is whole at once', async () => {
    const { uploads } = taker();
    expect(uploads.paths([await uploads.begin('empty.csv', 0)])).toHaveLength(1);
  });

  it.each([
    ['out of order', 1, bytes(1), 'data/upload-order'],
    ['larger than announced', 0, bytes(1, 2, 3, 4), 'data/upload-overrun'],
  ])('%s is refused and goes on afterwards', async (_what, offset, chunk, code) => {
    const { uploads } = taker();
    const token = await uploads.begin('a.csv', 3);
    await expect(uploads.add(token, offset, chunk)).rejects.toMatchObject({ code });
    expect(await uploads.add(token, 0, bytes(1, 2, 3))).toBe(3);
  });

  it('is not handed on before it is whole', async () => {
    const { uploads } = taker();
    const token = await uploads.begin('a.csv', 3);
    expect(() => uploads.paths([token])).toThrow("Only 0 of the file's 3 bytes have come");
  });

  it('that nobody began is refused, and discarding it is no failure', async () => {
    const { uploads } = taker();
    const token = '0'.repeat(32);
    await expect(uploads.add(token, 0, bytes(1))).rejects.toMatchObject({ code: 'data/unknown-upload' });
    expect(() => uploads.paths([token])).toThrow('This upload is not known any more.');
    await uploads.discard(token);
  });

  it('is gone once it is discarded, half done or whole', async () => {
    const { directory, uploads } = taker();
    const half = await uploads.begin('a.csv', 3);
    const whole = await uploads.begin('b.csv', 1);
    await uploads.add(whole, 0, bytes(1));
    await Promise.all([uploads.discard(half), uploads.discard(whole)]);
    expect(readdirSync(directory)).toEqual([]);
    expect(() => uploads.paths([whole])).toThrow();
  });
});

describe('uploads that cannot be taken', () => {
  it('are those beyond the largest size', async () => {
    const { uploads } = taker();
    await expect(uploads.begin('a.csv', largestUploadBytes + 1)).rejects.toMatchObject({ code: 'data/too-large' });
  });

  it('are those that the disk has no room for, with what is on its way', async () => {
    const { directory, uploads } = taker(2 ** 30);
    const half = 2 ** 29;
    await uploads.begin('a.csv', half);
    await expect(uploads.begin('b.csv', half)).rejects.toMatchObject({ code: 'data/disk-full' });
    expect(readdirSync(directory)).toHaveLength(1);
  });

  it('are as many and as large when all are begun at the same moment', async () => {
    const { uploads } = taker();
    const many = await Promise.allSettled(Array.from({ length: 40 }, () => uploads.begin('a.csv', 1)));
    expect(many.filter(({ status }) => status === 'fulfilled')).toHaveLength(16);
    const { uploads: small } = taker(2 ** 30);
    const large = await Promise.allSettled(Array.from({ length: 8 }, () => small.begin('a.csv', 2 ** 29)));
    expect(large.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1);
    // What was refused takes no room from what comes later.
    expect(await small.begin('b.csv', 1)).toMatch(/^[0-9a-f]{32}$/);
  });

  it('are too many at once', async () => {
    const { uploads } = taker();
    for (let count = 0; count < 16; count++) await uploads.begin('a.csv', 1);
    await expect(uploads.begin('a.csv', 1)).rejects.toMatchObject({ code: 'data/too-many-uploads' });
  });
});

it('what an earlier life left is removed at the start, and everything at the end', async () => {
  const directory = join(temporaryHome(), 'uploads');
  mkdirSync(join(directory, 'old'), { recursive: true });
  writeFileSync(join(directory, 'old', 'a.csv'), 'x');
  const uploads = createUploads({ directory });
  expect(existsSync(directory)).toBe(false);
  await uploads.begin('a.csv', 1);
  await uploads.close();
  expect(existsSync(directory)).toBe(false);
});

describe('a name', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\data\\a.csv', 'a.csv'],
    ['..', 'file_'],
    ['', 'file_'],
    ['.hidden.csv', 'hidden.csv'],
    ['a\u0000b\n.csv', 'a_b_.csv'],
    ['CON.csv', 'file_CON.csv'],
    ['Größe (2).csv', 'Größe (2).csv'],
    ['train-images-idx3-ubyte.gz', 'train-images-idx3-ubyte.gz'],
  ])('%j lies on disk as %j', async (name, onDisk) => {
    expect(safeFileName(name)).toBe(onDisk);
    const { directory, uploads } = taker();
    const [path = ''] = uploads.paths([await uploads.begin(name, 0)]);
    expect(dirname(dirname(path))).toBe(directory);
    expect(basename(path)).toBe(onDisk);
  });

  it('that is long keeps its ending', () => {
    const name = safeFileName(`${'x'.repeat(180)}.csv.gz`);
    expect(name).toHaveLength(100);
    expect(name.endsWith('x.csv.gz')).toBe(true);
  });
});
