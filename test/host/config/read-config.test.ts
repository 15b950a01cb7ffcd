import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfigFile } from '../../../src-main/host/config/read-config.ts';
import { temporaryHome } from '../../support/temporary-home.ts';

function file(content: string): string {
  const path = join(temporaryHome(), 'run.json');
  writeFileSync(path, content);
  return path;
}

describe('a config file', () => {
  it('is JSON, with or without a byte order mark', async () => {
    expect(await readConfigFile(file('{"data": 1}'))).toEqual({ data: 1 });
    expect(await readConfigFile(file('\uFEFF{"data": 1}'))).toEqual({ data: 1 });
  });

  it.each([
    ['{"data": ', 'config/not-json'],
    ['', 'config/not-json'],
    [' '.repeat(1024 ** 2 + 1), 'config/too-large'],
  ])('is refused when it holds something else', async (content, code) => {
    await expect(readConfigFile(file(content))).rejects.toMatchObject({ code });
  });

  it('is refused when it is missing or a folder', async () => {
    const folder = temporaryHome();
    await expect(readConfigFile(join(folder, 'none.json'))).rejects.toMatchObject({ code: 'config/no-such-file' });
    mkdirSync(join(folder, 'run.json'));
    await expect(readConfigFile(join(folder, 'run.json'))).rejects.toMatchObject({ code: 'config/not-readable' });
  });
});
