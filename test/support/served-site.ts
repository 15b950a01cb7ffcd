// A server of `selftune serve` with small pages and recording handlers, and ways to ask it that no browser would take.
import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect as connectSocket } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { Access, newToken } from '../../src-main/serve/access.ts';
import { type PageFiles, readPageFiles } from '../../src-main/serve/page-files.ts';
import { startWebServer, type WebServerOptions } from '../../src-main/serve/web-server.ts';
import { type EventSource, serveConnection } from '../../src-shared/contract/server.ts';
import { recordingHandlers } from './recording-handlers.ts';
import { silentEvents } from './silent-events.ts';
import { temporaryHome } from './temporary-home.ts';

/** Pages as a build leaves them, and a secret beside them. */
export function smallPages(): { readonly directory: string; readonly files: PageFiles } {
  const folder = temporaryHome();
  const directory = join(folder, 'renderer');
  mkdirSync(join(directory, 'assets'), { recursive: true });
  writeFileSync(join(directory, 'index.html'), '<!doctype html><title>Selftune</title>');
  writeFileSync(join(directory, 'assets', 'index-B1x2.js'), 'export {};');
  writeFileSync(join(directory, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(folder, 'package.json'), '{"secret":true}');
  return { directory, files: readPageFiles(directory) };
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface SiteOptions extends Partial<WebServerOptions> {
  readonly handlers?: ReturnType<typeof recordingHandlers>['handlers'];
  readonly events?: EventSource;
}

/** Starts a server that is gone after the test. */
export async function servedSite({ handlers, events = silentEvents, ...options }: SiteOptions = {}) {
  const token = newToken();
  const access = new Access(token);
  const recorded = recordingHandlers([]);
  const bugs: unknown[] = [];
  const server = await startWebServer({
    port: 0,
    access,
    files: smallPages().files,
    accept: (port) =>
      serveConnection({ port, handlers: handlers ?? recorded.handlers, events, onBug: (thrown) => bugs.push(thrown) }),
    ...options,
  });
  onTestFinished(() => server.close());
  const [cookie = ''] = access.setCookie().split(';');
  const host = `127.0.0.1:${server.port}`;

  /** Asks with exactly this path and these headers, the cookie among them unless another is named. */
  const ask = (path: string, { method = 'GET', ...headers }: Record<string, string> = {}) =>
    new Promise<Answer>((resolve, reject) => {
      const options = { host: '127.0.0.1', port: server.port, path, method, headers: { cookie, ...headers } };
      const asked = request(options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const body = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
        });
      });
      asked.on('error', reject).end();
    });

  /** Sends bytes as they are. @returns everything that came back */
  const askRaw = (text: string) =>
    new Promise<string>((resolve, reject) => {
      let answer = '';
      const socket = connectSocket(server.port, '127.0.0.1', () => socket.write(text));
      socket.setEncoding('utf8').on('data', (chunk: string) => {
        answer += chunk;
      });
      socket.on('close', () => resolve(answer)).on('error', reject);
    });

  /** A WebSocket that was asked for with these headers; a page's own unless others are named. */
  const open = (headers: Record<string, string> = {}, path = '/contract') => {
    const socket = new WebSocket(`ws://${host}${path}`, {
      headers: { host, origin: `http://${host}`, cookie, ...headers },
    });
    onTestFinished(() => socket.terminate());
    return socket;
  };

  return { server, access, token, cookie, host, bugs, asked: recorded.asked, ask, askRaw, open };
}

/** How a socket ends: refused with a status, or closed with a code. */
export function endOf(socket: WebSocket): Promise<{ readonly refused: number } | { readonly closed: number }> {
  return new Promise((resolve) => {
    socket.on('error', () => undefined);
    socket.on('unexpected-response', (_request, response) => {
      response.resume();
      resolve({ refused: response.statusCode ?? 0 });
    });
    socket.on('close', (closed) => resolve({ closed }));
  });
}
