import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { byteStream, checkFile } from '../../../src-main/data/importers/byte-stream.ts';
import { temporaryHome } from '../../support/temporary-home.ts';
import { fileWith, refusal } from '../files.ts';

async function readAll(path: string, limit?: number): Promise<number> {
  let bytes = 0;
  for await (const chunk of byteStream(path, limit)) bytes += chunk.length;
  return bytes;
}

describe('bytes of a file', () => {
  it('come decompressed', async () => {
    expect(await readAll(fileWith(gzipSync(new Uint8Array(100_000))))).toBe(100_000);
  });

  it('stop at the bound: a small gzip that swells is refused', async () => {
    const bomb = gzipSync(new Uint8Array(10_000_000));
    expect(bomb.length).toBeLessThan(20_000);
    expect((await refusal(readAll(fileWith(bomb), 1_000_000))).code).toBe('data/too-large');
  });

  it('are refused in words where the gzip is damaged', async () => {
    const packed = gzipSync(Buffer.from('some text that is long enough to be damaged in its middle'));
    packed.fill(0xff, 12, 30);
    expect((await refusal(readAll(fileWith(packed)))).code).toBe('data/damaged-gzip');
  });

  it('are not read from a folder', async () => {
    expect((await refusal(checkFile(temporaryHome()))).code).toBe('data/not-a-file');
  });
});
