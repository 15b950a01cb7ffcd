import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FetchRequest, fetchFile, placesOf, receivedOf } from '../../src-main/downloads/fetch-file.ts';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { fileServer } from '../support/file-server.ts';
import { temporaryHome } from '../support/temporary-home.ts';

const content = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7) % 251));

async function source(change: Partial<FetchRequest['file']> = {}) {
  const server = await fileServer({ 'images.gz': content });
  const directory = join(temporaryHome(), 'images');
  const file = { ...server.file('images.gz'), ...change };
  const { whole, part } = placesOf(file, directory);
  const received: number[] = [];
  const abort = new AbortController();
  const fetch = (options: Partial<FetchRequest> = {}) =>
    fetchFile({ file, directory, signal: abort.signal, onReceived: (bytes) => received.push(bytes), ...options });
  const refusal = async (options: Partial<FetchRequest> = {}): Promise<AppError> => {
    const thrown = await fetch(options).catch((error: unknown) => error);
    if (!(thrown instanceof AppError)) throw new Error(`No refusal, but ${String(thrown)}`);
    return thrown;
  };
  const havePart = (bytes: Uint8Array) => {
    mkdirSync(directory, { recursive: true });
    writeFileSync(part, bytes);
  };
  return { server, directory, file, whole, part, received, abort, fetch, refusal, havePart };
}

describe('a file that is fetched', () => {
  it('lies in its place, byte for byte, and its coming was told', async () => {
    const { fetch, whole, part, received } = await source();
    expect(await fetch()).toBe(whole);
    expect(readFileSync(whole).equals(content)).toBe(true);
    expect(existsSync(part)).toBe(false);
    expect(received.at(-1)).toBe(content.length);
    expect(received).toEqual([...received].sort((left, right) => left - right));
  });

  it('goes on behind what is there', async () => {
    const { fetch, whole, havePart, server, received } = await source();
    havePart(content.subarray(0, 120_000));
    await fetch();
    expect(server.asked).toEqual([{ name: 'images.gz', range: 'bytes=120000-' }]);
    expect(received[0]).toBeGreaterThan(120_000);
    expect(readFileSync(whole).equals(content)).toBe(true);
  });

  it('begins again where the source sends everything though it was asked for the rest', async () => {
    const { fetch, whole, havePart, server } = await source();
    havePart(content.subarray(0, 120_000));
    server.behave((_request, response) => response.writeHead(200).end(content));
    await fetch();
    expect(readFileSync(whole).equals(content)).toBe(true);
  });

  it('is not asked for again once it is whole', async () => {
    const { fetch, server, file, directory } = await source();
    await fetch();
    expect(await receivedOf(file, directory)).toBe(content.length);
    await fetch();
    expect(server.asked).toHaveLength(1);
  });

  it('sheds what is longer than it can be', async () => {
    const { fetch, whole, havePart } = await source();
    havePart(Buffer.alloc(content.length + 1));
    await fetch();
    expect(readFileSync(whole).equals(content)).toBe(true);
  });
});

describe('what goes wrong is told in a sentence', () => {
  it('when the bytes are others than are known: nothing of them stays', async () => {
    const { refusal, whole, part } = await source({ sha256: '0'.repeat(64) });
    const { code, message } = await refusal();
    expect(code).toBe('downloads/wrong-hash');
    expect(message).toMatch(
      /^images\.gz from 127\.0\.0\.1:\d+ is not the file that is known: its SHA-256 begins with /,
    );
    expect([existsSync(whole), existsSync(part)]).toEqual([false, false]);
  });

  it('when the part of an earlier attempt was spoilt: the next attempt begins anew', async () => {
    const { refusal, fetch, whole, havePart } = await source();
    havePart(Buffer.alloc(1_000, 9));
    expect((await refusal()).code).toBe('downloads/wrong-hash');
    await fetch();
    expect(readFileSync(whole).equals(content)).toBe(true);
  });

  it('when the source offers another size, before a byte is kept', async () => {
    const { refusal, part } = await source({ bytes: content.length + 5 });
    const { code, message } = await refusal();
    expect(code).toBe('downloads/other-size');
    expect(message).toContain('300,000 bytes, not the 300,005 bytes that are known of it');
    expect(existsSync(part)).toBe(false);
  });

  it('when more comes than was said', async () => {
    const { refusal, server } = await source();
    server.behave((_request, response) => response.writeHead(200).end(Buffer.concat([content, content])));
    expect((await refusal()).code).toBe('downloads/other-size');
  });

  it('when the answer ends early: what came is kept, and the next attempt goes on', async () => {
    const { refusal, fetch, server, whole } = await source();
    server.behave((_request, response) => {
      response.writeHead(200);
      response.write(content.subarray(0, 100_000), () => response.end());
    });
    const { code, message } = await refusal();
    expect(code).toBe('downloads/cut-off');
    expect(message).toMatch(/ended after 100,000 bytes of 300,000 bytes\. What has come is kept/);
    server.behave(null);
    await fetch();
    expect(server.asked.at(-1)?.range).toBe('bytes=100000-');
    expect(readFileSync(whole).equals(content)).toBe(true);
  });

  it('when the connection breaks off', async () => {
    const { refusal, server, part } = await source();
    server.behave((request, response) => {
      response.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, 50_000), () => setImmediate(() => request.socket.destroy()));
    });
    const { code, message } = await refusal();
    expect(code).toBe('downloads/cut-off');
    expect(message).toMatch(/broke off\. What has come is kept/);
    expect(existsSync(part)).toBe(true);
  });

  it('when the source is sent on: no other address is asked', async () => {
    const { refusal, server } = await source();
    server.behave((_request, response) => response.writeHead(302, { location: 'https://elsewhere.example/x' }).end());
    const { code, message } = await refusal();
    expect(code).toBe('downloads/moved');
    expect(message).toMatch(
      /sends on to elsewhere\.example for images\.gz\. Selftune asks no address that it did not show/,
    );
    expect(server.asked).toHaveLength(1);
  });

  it.each([
    [404, 'has no such file any more'],
    [403, 'answered with status 403'],
    [503, 'answered with status 503. Try again later'],
  ])('when the source answers with status %i', async (status, words) => {
    const { refusal, server } = await source();
    server.behave((_request, response) => response.writeHead(status).end());
    const { code, message } = await refusal();
    expect(code).toBe('downloads/refused');
    expect(message).toContain(words);
  });

  it('when nobody answers', async () => {
    const { refusal, server } = await source();
    await server.close();
    const { code, message } = await refusal();
    expect(code).toBe('downloads/unreachable');
    expect(message).toMatch(/^127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)\. Check the connection/);
  });

  it('when the source falls silent', async () => {
    const { refusal, server } = await source();
    server.behave((_request, response) => {
      response.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, 10));
    });
    const { code } = await refusal({ silenceMs: 60 });
    expect(code).toBe('downloads/silent');
  });

  it('when it is stopped: what came stays', async () => {
    const { refusal, server, abort, part } = await source();
    server.behave((_request, response) => {
      response.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, 70_000));
    });
    const { code } = await refusal({ onReceived: () => abort.abort() });
    expect(code).toBe('downloads/cancelled');
    expect(readFileSync(part).length).toBeGreaterThan(0);
  });
});
