// The first rows of Fashion-MNIST as the reference experiment divides them: 10,000 to train, 2,000 to tune, 2,000 of the test file.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { importDataset } from '../../src-main/data/import-dataset.ts';
import { type PreparedData, prepareData } from '../../src-main/data/prepare.ts';
import { openDataset } from '../../src-main/data/storage.ts';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { splitConfigSchema } from '../../src-shared/domain/run-config.ts';

/** Where Debian's package dataset-fashion-mnist puts its files. */
const folder = '/usr/share/datasets/fashion-mnist';
const trainRows = 12_000;
const testRows = 2_000;

const files = [
  { name: 'train-images-idx3-ubyte', rows: trainRows, header: 16, rowBytes: 784 },
  { name: 'train-labels-idx1-ubyte', rows: trainRows, header: 8, rowBytes: 1 },
  { name: 't10k-images-idx3-ubyte', rows: testRows, header: 16, rowBytes: 784 },
  { name: 't10k-labels-idx1-ubyte', rows: testRows, header: 8, rowBytes: 1 },
];

/** Imports shortened copies of the files through the product's own importer. */
export async function fashionMnist(): Promise<PreparedData> {
  const work = await mkdtemp(join(tmpdir(), 'selftune-fashion-'));
  try {
    for (const { name, rows, header, rowBytes } of files) {
      const whole = gunzipSync(await readFile(join(folder, `${name}.gz`)).catch(absent));
      const part = Buffer.from(whole.subarray(0, header + rows * rowBytes));
      part.writeUInt32BE(rows, 4);
      await writeFile(join(work, name), part);
    }
    const paths = files.map(({ name }) => join(work, name));
    const { directory } = await importDataset({ files: paths, name: 'fashion-mnist' }, join(work, 'datasets'));
    const split = splitConfigSchema.parse({ kind: 'random', train: 10 / 14, validation: 2 / 14 });
    return prepareData(await openDataset(directory), split);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function absent(error: unknown): never {
  throw new AppError(
    'bench/no-fashion-mnist',
    `Fashion-MNIST is not in ${folder} (${String(error)}). Install Debian's package dataset-fashion-mnist.`,
  );
}
