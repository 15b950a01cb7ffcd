import { readdirSync, rmSync } from 'node:fs';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createReadings } from '../../../src-main/host/datasets/readings.ts';
import { fileWith, lines } from '../../data/files.ts';
import { greyPng, writeFiles } from '../../data/images/made-pictures.ts';
import { temporaryHome } from '../../support/temporary-home.ts';

function reader() {
  const readings = createReadings();
  onTestFinished(() => readings.close());
  return readings;
}

/** Enough to be caught at it. */
const manyPictures = Object.fromEntries(
  Array.from({ length: 400 }, (_, index) => [`${index % 2 ? 'a' : 'b'}/${index}.png`, greyPng(200, 200, index % 256)]),
);

const table = `a,b,kind\n${lines(40, (row) => `${(row * 7) % 11},${row % 5},${(row * 5) % 7 < 3 ? 'u' : 'v'}`)}`;

describe('readings', () => {
  it('store what was read last without reading it again', async () => {
    const readings = reader();
    const files = [fileWith(table)];
    const { card } = await readings.inspect({ files, choices: { target: 'kind' } });
    rmSync(files[0] ?? '');
    const stored = await readings.store({ files, choices: { target: 'kind' }, name: 'mine' }, temporaryHome());
    expect(stored).toEqual({ card: { ...card, name: 'mine' }, isNew: true });
  });

  it('read again where the choices are others', async () => {
    const readings = reader();
    const files = [fileWith(table)];
    const { card } = await readings.inspect({ files, choices: { target: 'kind' } });
    const stored = await readings.store({ files, choices: { target: 'b' } }, temporaryHome());
    expect(stored.card.target).toBe('b');
    expect(stored.card.id).not.toBe(card.id);
  });

  it('give up a reading of the same files for a newer one, and no other', async () => {
    const readings = reader();
    const files = [fileWith(`a,b,kind\n${lines(60_000, (row) => `${row % 7},${row % 5},${row % 2}`)}`)];
    const other = readings.inspect({ files: [fileWith(table)] });
    const old = expect(readings.inspect({ files })).rejects.toMatchObject({ code: 'data/reading-given-up' });
    const next = readings.inspect({ files, choices: { target: 'a' } });
    await old;
    expect((await other).card.rows).toBe(40);
    expect((await next).card.target).toBe('a');
  });

  it('that are cancelled say so, tell how far they are, and leave the folder as it was', async () => {
    const readings = reader();
    const files = [writeFiles(temporaryHome(), manyPictures)];
    const datasets = temporaryHome();
    for (const start of [() => readings.inspect({ files }), () => readings.store({ files }, datasets)]) {
      const refused = expect(start()).rejects.toMatchObject({
        code: 'data/cancelled',
        message: 'The import was cancelled. Nothing was stored.',
      });
      await vi.waitUntil(() => readings.progress(files).phase !== 'idle', { timeout: 20_000, interval: 1 });
      expect(readings.progress(['another file'])).toEqual({ phase: 'idle', done: 0, total: 0 });
      await readings.cancel(['another file', ...files]);
      await refused;
      expect(readings.progress(files).phase).toBe('idle');
    }
    expect(readdirSync(datasets)).toEqual([]);
  });

  it('that are done are held whatever is cancelled', async () => {
    const readings = reader();
    const files = [fileWith(table)];
    await readings.inspect({ files, choices: { target: 'kind' } });
    await readings.cancel(files);
    rmSync(files[0] ?? '');
    expect((await readings.store({ files, choices: { target: 'kind' } }, temporaryHome())).isNew).toBe(true);
  });

  it('are forgotten with their upload', async () => {
    const readings = reader();
    const files = [fileWith(table)];
    await readings.inspect({ files });
    await readings.forget([files[0] ?? '']);
    rmSync(files[0] ?? '');
    await expect(readings.store({ files }, temporaryHome())).rejects.toMatchObject({ code: 'data/no-such-file' });
  });
});
