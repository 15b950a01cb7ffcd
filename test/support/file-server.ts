// A server on this computer that plays the source of a download: well-behaved unless a test gives it other manners.
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { RemoteFile } from '../../src-main/downloads/known-sets.ts';

export type Manners = (request: IncomingMessage, response: ServerResponse) => void;

/** Serves files by name, whole or from a byte on, until the test ends. */
export async function fileServer(files: Readonly<Record<string, Buffer>>) {
  const asked: { readonly name: string; readonly range: string | undefined }[] = [];
  let manners: Manners | null = null;
  const serve: Manners = (request, response) => {
    const bytes = files[(request.url ?? '').slice(1)];
    if (bytes === undefined) {
      response.writeHead(404).end();
      return;
    }
    const { range } = request.headers;
    const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    const rest = bytes.subarray(from);
    const about = { 'content-length': rest.length };
    if (range === undefined) response.writeHead(200, about);
    else response.writeHead(206, { ...about, 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` });
    response.end(rest);
  };
  const server = createServer((request, response) => {
    asked.push({ name: (request.url ?? '').slice(1), range: request.headers.range });
    (manners ?? serve)(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(close);
  return {
    asked,
    /** Behaves like this from now on; null: well. */
    behave: (next: Manners | null) => {
      manners = next;
    },
    close,
    /** What is known of a file that it serves. */
    file: (name: string): RemoteFile => {
      const bytes = files[name] ?? Buffer.alloc(0);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { name, url: `http://127.0.0.1:${port}/${name}`, bytes: bytes.length, sha256 };
    },
  };
}
