// Rows of Fashion-MNIST for benchmarks, imported by the product's own importer.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type ImportOutcome, importDataset } from '../../src-main/data/import-dataset.ts';
import { type PreparedData, prepareData } from '../../src-main/data/prepare.ts';
import { openDataset } from '../../src-main/data/storage.ts';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { type SplitConfig, splitConfigSchema } from '../../src-shared/domain/run-config.ts';

/** Where Debian's package dataset-fashion-mnist puts its files. */
const folder = '/usr/share/datasets/fashion-mnist';

/** How many rows, and where in the training file the first of them stands; test rows are the first of the test file. */
export interface FashionRows {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
  readonly from?: number;
}

/** As the reference experiment divides them. */
export const referenceRows: FashionRows = { train: 10_000, validation: 2_000, test: 2_000 };

const kinds = [
  { name: 'images-idx3-ubyte', header: 16, rowBytes: 784 },
  { name: 'labels-idx1-ubyte', header: 8, rowBytes: 1 },
];

/** The shares that these rows are of all. */
export function fashionSplit({ train, validation, test }: FashionRows): SplitConfig {
  const all = train + validation + test;
  return splitConfigSchema.parse({ kind: 'random', train: train / all, validation: validation / all });
}

/** Imports shortened copies of the files into a folder of data sets. */
export async function importFashion(
  { train, validation, test, from = 0 }: FashionRows,
  datasets: string,
): Promise<ImportOutcome> {
  const work = await mkdtemp(join(tmpdir(), 'selftune-fashion-'));
  const files = [
    { prefix: 'train', from, rows: train + validation },
    { prefix: 't10k', from: 0, rows: test },
  ].flatMap((part) => kinds.map((kind) => ({ ...part, ...kind, name: `${part.prefix}-${kind.name}` })));
  try {
    for (const { name, from: first, rows, header, rowBytes } of files) {
      const whole = gunzipSync(await readFile(join(folder, `${name}.gz`)).catch(absent));
      const start = header + first * rowBytes;
      const part = Buffer.concat([whole.subarray(0, header), whole.subarray(start, start + rows * rowBytes)]);
      part.writeUInt32BE(rows, 4);
      await writeFile(join(work, name), part);
    }
    const paths = files.map(({ name }) => join(work, name));
    return await importDataset({ files: paths, name: 'fashion-mnist' }, datasets);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** The rows, ready to train on. */
export async function fashionMnist(rows: FashionRows): Promise<PreparedData> {
  const datasets = await mkdtemp(join(tmpdir(), 'selftune-fashion-'));
  try {
    const { directory } = await importFashion(rows, datasets);
    return await prepareData(await openDataset(directory), fashionSplit(rows));
  } finally {
    await rm(datasets, { recursive: true, force: true });
  }
}

function absent(error: unknown): never {
  throw new AppError(
    'bench/no-fashion-mnist',
    `Fashion-MNIST is not in ${folder} (${String(error)}). Install Debian's package dataset-fashion-mnist.`,
  );
}
