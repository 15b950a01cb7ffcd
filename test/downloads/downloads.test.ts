import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDownloads, type DownloadsOptions } from '../../src-main/downloads/downloads.ts';
import { bytesOf, remoteSets, storedBytesOf } from '../../src-main/downloads/known-sets.ts';
import type { Download } from '../../src-shared/contract/downloads.ts';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { datasetIdSchema } from '../../src-shared/domain/ids.ts';
import { fileServer } from '../support/file-server.ts';
import { temporaryHome } from '../support/temporary-home.ts';

const dataset = datasetIdSchema.parse('0123456789abcdef');
const files = { 'images.gz': Buffer.alloc(5_000, 1), 'labels.gz': Buffer.alloc(700, 2) };

async function home(change: Partial<DownloadsOptions> = {}) {
  const server = await fileServer(files);
  const directory = join(temporaryHome(), 'downloads');
  const set = {
    name: 'shirts',
    title: 'Shirts',
    description: 'Shirts.',
    rows: 10,
    imageShape: [2, 2, 1] as const,
    classes: 2,
    files: [server.file('images.gz'), server.file('labels.gz')],
    page: '',
    licence: 'MIT',
    citation: '',
  };
  const told: Download[] = [];
  const bugs: unknown[] = [];
  const waiting = Promise.withResolvers<Download>();
  const imports: (readonly string[])[] = [];
  const options: DownloadsOptions = {
    directory,
    sets: [set],
    importFiles: async (paths) => {
      imports.push(paths);
      return dataset;
    },
    isInHome: async () => true,
    freeBytes: async () => null,
    onChange: (download) => {
      told.push(download);
      if (download.state.phase === 'done' || download.state.phase === 'failed') waiting.resolve(download);
    },
    onBug: (thrown) => bugs.push(thrown),
    ...change,
  };
  const downloads = createDownloads(options);
  const entry = async (of = downloads) => (await of.list())[0];
  return { server, directory, set, options, downloads, told, bugs, imports, ended: waiting.promise, entry };
}

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );

describe('the list', () => {
  it('contacts nobody, and tells size, source, licence and what must come', async () => {
    const { entry, server } = await home();
    expect(await entry()).toMatchObject({
      name: 'shirts',
      bytes: 5_700,
      storedBytes: 50,
      licence: 'MIT',
      dataset: null,
      download: { name: 'shirts', received: 0, total: 5_700, state: { phase: 'idle' } },
    });
    expect(server.asked).toEqual([]);
  });

  it('of the well-known sets names secure addresses of their authors only', () => {
    const addresses = remoteSets.flatMap(({ files: of }) => of.map(({ url }) => new URL(url)));
    expect(new Set(addresses.map(({ protocol }) => protocol))).toEqual(new Set(['https:']));
    expect([...new Set(addresses.map(({ host }) => host))]).toEqual([
      'raw.githubusercontent.com',
      'www.cs.toronto.edu',
    ]);
    for (const { files: of } of remoteSets) for (const { sha256 } of of) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(remoteSets.map(bytesOf)).toEqual([30_878_645, 170_052_171]);
    expect(remoteSets.map(storedBytesOf)).toEqual([70_000 * 785, 60_000 * 3_073]);
  });
});

describe('a download', () => {
  it('fetches every file, imports them, keeps none, and says which data set came of it', async () => {
    const { downloads, ended, imports, directory, told, entry, options } = await home();
    expect(await downloads.start('shirts')).toMatchObject({ state: { phase: 'fetching' } });
    expect((await ended).state).toEqual({ phase: 'done', dataset });
    expect(imports).toEqual([[join(directory, 'shirts', 'images.gz'), join(directory, 'shirts', 'labels.gz')]]);
    expect(existsSync(join(directory, 'shirts'))).toBe(false);
    const phases = told.map(({ state }) => state.phase);
    expect(phases.filter((phase, index) => phase !== phases[index - 1])).toEqual([
      'fetching',
      'checking',
      'fetching',
      'checking',
      'importing',
      'done',
    ]);
    expect(told.at(-1)?.received).toBe(5_700);
    expect((await entry())?.dataset).toBe(dataset);
    // Another life of the application knows it too.
    expect((await entry(createDownloads(options)))?.dataset).toBe(dataset);
  });

  it('is offered again once its data set has left the home', async () => {
    let isThere = true;
    const { downloads, ended, entry } = await home({ isInHome: async () => isThere });
    await downloads.start('shirts');
    await ended;
    isThere = false;
    expect(await entry()).toMatchObject({ dataset: null, download: { state: { phase: 'idle' } } });
  });

  it('that fails says why and goes on from there in another life', async () => {
    const { downloads, ended, server, options, imports, entry } = await home();
    server.behave((request, response) => {
      if (request.url === '/labels.gz') response.writeHead(503).end();
      else response.writeHead(200).end(files['images.gz']);
    });
    await downloads.start('shirts');
    const { state, received } = await ended;
    expect(state).toMatchObject({ phase: 'failed', message: expect.stringMatching(/status 503\. Try again later/) });
    expect(received).toBe(5_000);
    server.behave(null);
    const done = Promise.withResolvers<void>();
    const onChange = (download: Download) => void (download.state.phase === 'done' && done.resolve());
    const later = createDownloads({ ...options, onChange });
    expect((await entry(later))?.download.received).toBe(5_000);
    await later.start('shirts');
    await done.promise;
    expect(server.asked.map(({ name }) => name)).toEqual(['images.gz', 'labels.gz', 'labels.gz']);
    expect(imports).toHaveLength(1);
  });

  it('can be stopped and discarded', async () => {
    const { downloads, server, directory, entry } = await home();
    const begun = Promise.withResolvers<void>();
    server.behave((_request, response) => {
      response.writeHead(200, { 'content-length': 5_000 });
      response.write(Buffer.alloc(100, 1), () => begun.resolve());
    });
    await downloads.start('shirts');
    await begun.promise;
    expect(await refusal(downloads.discard('shirts'))).toMatchObject({ code: 'downloads/going-on' });
    expect((await downloads.cancel('shirts')).state).toEqual({ phase: 'idle' });
    writeFileSync(join(directory, 'shirts', 'labels.gz.part'), 'abc');
    expect((await entry())?.download.received).toBeGreaterThanOrEqual(3);
    expect(await downloads.discard('shirts')).toMatchObject({ received: 0, state: { phase: 'idle' } });
    expect(existsSync(join(directory, 'shirts'))).toBe(false);
  });

  it('is one, however often it is started', async () => {
    const { downloads, ended, imports } = await home();
    await Promise.all([downloads.start('shirts'), downloads.start('shirts')]);
    await ended;
    expect(imports).toHaveLength(1);
  });

  it('is refused without room on the disk, and under a name that is none', async () => {
    const { downloads, server } = await home({ freeBytes: async () => 1_000 });
    const full = await refusal(downloads.start('shirts'));
    expect(full).toBeInstanceOf(AppError);
    expect(full).toMatchObject({
      code: 'downloads/disk-full',
      message:
        'Shirts needs 1 MB on the disk while it is fetched and imported, and 0 MB are free. Free some space first.',
    });
    expect(await refusal(downloads.start('trousers'))).toMatchObject({ code: 'downloads/unknown' });
    expect(server.asked).toEqual([]);
  });

  it('whose import is refused keeps the files and the reason; a bug is told to the log alone', async () => {
    const broken = await home({
      importFiles: () => Promise.reject(new AppError('data/damaged', 'The images are damaged.')),
    });
    await broken.downloads.start('shirts');
    expect((await broken.ended).state).toEqual({ phase: 'failed', message: 'The images are damaged.' });
    expect((await broken.ended).received).toBe(5_700);
    const buggy = await home({ importFiles: () => Promise.reject(new TypeError('x is not a function')) });
    await buggy.downloads.start('shirts');
    expect((await buggy.ended).state).toMatchObject({ phase: 'failed', message: expect.not.stringContaining('x is') });
    expect(buggy.bugs).toHaveLength(1);
  });
});
