import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeWhole } from '../../src-main/export/write-whole.ts';
import { temporaryHome } from '../support/temporary-home.ts';

describe('writing whole', () => {
  it('replaces a file and leaves nothing beside it', async () => {
    const folder = temporaryHome();
    const file = join(folder, 'schedule.csv');
    writeFileSync(file, 'old');
    await writeWhole(file, 'new');
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['schedule.csv']);
  });

  it('refuses a folder that is not there', async () => {
    const file = join(temporaryHome(), 'none', 'schedule.csv');
    await expect(writeWhole(file, 'x')).rejects.toMatchObject({ code: 'export/no-folder' });
  });

  it('refuses to take the place of a folder and leaves nothing beside it', async () => {
    const folder = temporaryHome();
    mkdirSync(join(folder, 'taken', 'inside'), { recursive: true });
    await expect(writeWhole(join(folder, 'taken'), 'x')).rejects.toMatchObject({ code: 'export/not-a-file' });
    expect(readdirSync(folder)).toEqual(['taken']);
  });

  it.skipIf(process.platform !== 'linux')('says in words that the disk is full', async () => {
    // /dev/full answers every write with ENOSPC; a link makes it the temporary file.
    const folder = temporaryHome();
    const file = join(folder, 'schedule.csv');
    symlinkSync('/dev/full', `${file}.${process.pid}.part`);
    await expect(writeWhole(file, 'x')).rejects.toMatchObject({ code: 'export/disk-full' });
    expect(readdirSync(folder)).toEqual([]);
  });
});
