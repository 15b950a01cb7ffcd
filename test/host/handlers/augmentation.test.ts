import { describe, expect, it } from 'vitest';
import { storeDataset } from '../../../src-main/data/storage.ts';
import { datasetsDirectory } from '../../../src-main/host/paths.ts';
import { imagesWith, make } from '../../data/small-datasets.ts';
import { temporaryHome } from '../../support/temporary-home.ts';
import { testApplication } from '../../support/test-application.ts';

async function withImages() {
  const home = temporaryHome();
  const { card, ...contents } = imagesWith({
    imageShape: [16, 16, 1],
    pixels: Uint8Array.from(make(100 * 256, (index) => (index * 31) % 256)),
    labels: make(100, (row) => row % 2),
  });
  await storeDataset({ datasetsDirectory: datasetsDirectory(home), card, contents });
  return { ...(await testApplication({ home })), images: card.id };
}

describe('a preview of augmentation', () => {
  it('comes from a thread of its own: training images, as they are and disturbed', async () => {
    const { client, images } = await withImages();
    const values = { 'input.cutoutHoles': 1, 'input.cutoutLength': 8 };
    const request = { dataset: images, values, count: 8, seed: 3, viewer: 'a' };
    const answer = await client.call('augmentation.preview', request);
    expect(answer).toMatchObject({ imageShape: [16, 16, 1], used: ['input.cutoutHoles', 'input.cutoutLength'] });
    expect(answer.labels).toHaveLength(8);
    expect(answer.originals).toHaveLength(8 * 256);
    expect(answer.augmented).not.toEqual(answer.originals);
    expect(await client.call('augmentation.preview', request)).toEqual(answer);
  });

  it('is refused in a sentence: tables, colours of grey images, a data set that is not there', async () => {
    const { client, images, dataset } = await withImages();
    const ask = (of: string, values: Record<string, number> = {}) =>
      client.call('augmentation.preview', { dataset: of as typeof dataset, values, count: 1, seed: 1, viewer: 'a' });
    await expect(ask(dataset)).rejects.toThrow(/"iris" is a table\. Augmentation is shown for images\./);
    await expect(ask(images, { 'input.hue': 0.1 })).rejects.toThrow(
      /three colour channels, and these have one \(grey\)/,
    );
    await expect(ask('f'.repeat(16))).rejects.toThrow(/no data set/);
  });
});
