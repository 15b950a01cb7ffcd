import { rmSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createReadings } from '../../../src-main/host/datasets/readings.ts';
import { fileWith, lines } from '../../data/files.ts';
import { temporaryHome } from '../../support/temporary-home.ts';

function reader() {
  const readings = createReadings();
  onTestFinished(() => readings.close());
  return readings;
}

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

  it('are forgotten with their upload', async () => {
    const readings = reader();
    const files = [fileWith(table)];
    await readings.inspect({ files });
    await readings.forget([files[0] ?? '']);
    rmSync(files[0] ?? '');
    await expect(readings.store({ files }, temporaryHome())).rejects.toMatchObject({ code: 'data/no-such-file' });
  });
});
