import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import type { HomeEvent } from '../../../src-shared/contract/events.ts';
import { idxBytes } from '../../data/files.ts';
import { fileServer } from '../../support/file-server.ts';
import { testApplication } from '../../support/test-application.ts';

const isOver = (event: HomeEvent) => event.type === 'download' && /done|failed/.test(event.download.state.phase);

it('a set is fetched from a server, imported as any other files are, and told as events', async () => {
  const pixels = Uint8Array.from({ length: 40 * 4 }, (_, index) => (index * 37) % 256);
  const labels = Uint8Array.from({ length: 40 }, (_, index) => index % 2);
  const packed = (bytes: Uint8Array) => gzipSync(bytes);
  const server = await fileServer({
    'train-images-idx3-ubyte.gz': packed(idxBytes([40, 2, 2], pixels)),
    'train-labels-idx1-ubyte.gz': packed(idxBytes([40], labels)),
  });
  const { client, homeEvents } = await testApplication({
    remoteSets: [
      {
        name: 'squares',
        title: 'Squares',
        description: 'Squares.',
        rows: 40,
        imageShape: [2, 2, 1],
        classes: 2,
        classNames: ['light', 'dark'],
        files: [server.file('train-images-idx3-ubyte.gz'), server.file('train-labels-idx1-ubyte.gz')],
        page: 'https://squares.example',
        licence: 'MIT.',
        citation: 'Squares, 2020.',
      },
    ],
  });
  expect(await client.call('downloads.list', {})).toMatchObject([{ name: 'squares', dataset: null }]);
  expect(server.asked).toEqual([]);

  const { until } = homeEvents();
  expect(await client.call('downloads.start', { name: 'squares' })).toMatchObject({ state: { phase: 'fetching' } });
  expect(await until(isOver)).toMatchObject({ download: { state: { phase: 'done' } } });
  expect(await until(({ type }) => type === 'datasets')).toBeDefined();

  const [{ dataset } = { dataset: null }] = await client.call('downloads.list', {});
  if (dataset === null) throw new Error('Nothing was imported.');
  const card = await client.call('data.card', { dataset });
  expect(card).toMatchObject({ name: 'Squares', rows: 40, form: 'images', classes: ['light', 'dark'] });
  expect(card.provenance).toMatch(/^Squares, 2020\. Licence: MIT\. From https:\/\/squares\.example\./);
});

it('without being asked nothing is ever fetched, and the well-known sets are two', async () => {
  const { client } = await testApplication();
  const sets = await client.call('downloads.list', {});
  expect(sets.map(({ name, download }) => [name, download.state.phase])).toEqual([
    ['fashion-mnist', 'idle'],
    ['cifar-10', 'idle'],
  ]);
});
