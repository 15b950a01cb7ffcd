import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDataset } from '../../../src-main/data/storage.ts';
import { inThread } from '../../../src-main/host/datasets/importing.ts';
import { fileWith, lines } from '../../data/files.ts';
import { temporaryHome } from '../../support/temporary-home.ts';

const support = join(import.meta.dirname, '../../support');
const task = { kind: 'open', directory: '/nowhere' } as const;

describe('a thread that reads a data set', () => {
  it('hands the rows over with what was found in them', async () => {
    const datasetsDirectory = temporaryHome();
    const { card } = await inThread({ kind: 'import-sample', name: 'iris', datasetsDirectory });
    const { dataset, facts } = await inThread({ kind: 'open', directory: join(datasetsDirectory, card.id) });
    expect(dataset.form === 'table' && dataset.columns[0]?.kind === 'numeric' && dataset.columns[0].values[0]).toBe(
      Math.fround(5.1),
    );
    // The flowers that Fisher's table has twice.
    const { rows, ends } = facts.twins;
    const groups = [...ends].map((end, group) => [...rows.subarray(ends[group - 1] ?? 0, end)]);
    expect(groups).toContainEqual([101, 142]);
  });

  it.each(['kjv', 'solubility'])('hands tokens over as they are stored: %s', async (name) => {
    const datasetsDirectory = temporaryHome();
    const { card } = await inThread({ kind: 'import-sample', name, datasetsDirectory });
    const directory = join(datasetsDirectory, card.id);
    const { dataset } = await inThread({ kind: 'open', directory });
    const here = await openDataset(directory);
    if (dataset.form === 'table' || dataset.form === 'images' || here.form !== dataset.form) expect.fail(dataset.form);
    expect(Buffer.from(dataset.tokens.buffer).equals(Buffer.from(here.tokens.buffer))).toBe(true);
    expect(dataset.card).toEqual(here.card);
    if (dataset.form === 'sequences' && here.form === 'sequences') expect(dataset.starts).toEqual(here.starts);
  });

  it('leaves its caller free meanwhile', async () => {
    const file = fileWith(`a,b,c\n${lines(60_000, (row) => `${row / 7},${(row * 31) % 97},${row % 3}`)}`);
    let turns = 0;
    const timer = setInterval(() => turns++, 5);
    await inThread({ kind: 'inspect', options: { files: [file], choices: { target: 'c' } } });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(10);
  });

  it('that refuses says so in its own words', async () => {
    await expect(inThread(task)).rejects.toMatchObject({
      name: 'AppError',
      code: 'data/no-such-dataset',
      message: expect.stringContaining('There is no data set in /nowhere'),
    });
  });

  it('that takes too long is ended', async () => {
    const stuck = inThread(task, { entry: join(support, 'stuck-worker.ts'), timeoutMs: 50 });
    await expect(stuck).rejects.toMatchObject({ code: 'data/reading-takes-too-long' });
  });

  it('that runs out of memory is told as such', async () => {
    const hungry = inThread(task, { entry: join(support, 'hungry-worker.ts'), heapMegabytes: 32 });
    await expect(hungry).rejects.toMatchObject({ code: 'data/out-of-memory' });
  });

  it.each([
    ['ends without a word', 'silent-worker.ts', /ended with code 0/],
    ['is not there', 'no-worker.ts', /Cannot find module/],
  ])('that %s is a bug', async (_what, entry, message) => {
    await expect(inThread(task, { entry: join(support, entry) })).rejects.toThrow(message);
  });
});
