// The sample of the King James Bible for benchmarks: the first lines of its training and validation texts, and all of its test text.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { importDataset } from '../../src-main/data/import-dataset.ts';
import { type PreparedData, prepareData } from '../../src-main/data/prepare.ts';
import { sampleImport } from '../../src-main/data/samples.ts';
import { openDataset } from '../../src-main/data/storage.ts';
import { splitConfigSchema } from '../../src-shared/domain/run-config.ts';

/**
 * Imports a copy of the sample with shortened texts.
 * @param lines verses that are kept: a small text is over-fitted within few steps, the whole one is not
 * @param length tokens that a step reads
 */
export async function kjvText(
  lines: { readonly train: number; readonly validation: number },
  length: number,
): Promise<PreparedData> {
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
    const { directory } = await importDataset(
      { files: copies, name: 'kjv', ...(choices === undefined ? {} : { choices }) },
      join(work, 'datasets'),
    );
    const split = splitConfigSchema.parse({ kind: 'contiguous' });
    return prepareData(await openDataset(directory), split, { length });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
