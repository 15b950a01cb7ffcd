// The sample of the King James Bible for benchmarks: the first lines of its training and validation texts, and all of its test text.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type ImportOutcome, importDataset } from '../../src-main/data/import-dataset.ts';
import { type PreparedData, prepareData } from '../../src-main/data/prepare.ts';
import { sampleImport } from '../../src-main/data/samples.ts';
import { openDataset } from '../../src-main/data/storage.ts';
import { splitConfigSchema } from '../../src-shared/domain/run-config.ts';

/** Verses that are kept: a small text is over-fitted within few steps, the whole one is not. */
export interface KjvLines {
  readonly train: number;
  readonly validation: number;
}

/** Imports a copy of the sample with shortened texts into a folder of data sets. */
export async function importKjv(lines: KjvLines, datasets: string): Promise<ImportOutcome> {
  const work = await mkdtemp(join(tmpdir(), 'selftune-kjv-'));
  try {
    const { files, choices } = sampleImport('kjv');
    const copies: string[] = [];
    for (const path of files) {
      const name = basename(path, '.gz');
      const text = gunzipSync(await readFile(path)).toString('utf8');
      const most = name.includes('train') ? lines.train : name.includes('valid') ? lines.validation : Infinity;
      const kept = text.trimEnd().split('\n').slice(0, most);
      copies.push(join(work, name));
      await writeFile(join(work, name), `${kept.join('\n')}\n`);
    }
    return await importDataset({ files: copies, name: 'kjv', ...(choices === undefined ? {} : { choices }) }, datasets);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** The shortened sample, ready to train on. @param length tokens that a step reads */
export async function kjvText(lines: KjvLines, length: number): Promise<PreparedData> {
  const datasets = await mkdtemp(join(tmpdir(), 'selftune-kjv-'));
  try {
    const { directory } = await importKjv(lines, datasets);
    const split = splitConfigSchema.parse({ kind: 'contiguous' });
    return await prepareData(await openDataset(directory), split, { length });
  } finally {
    await rm(datasets, { recursive: true, force: true });
  }
}
