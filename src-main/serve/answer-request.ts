// Answers one request for a page or its files. Every answer is decided by who asks first, and only then by what is asked for.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Access, isOwnHost, isOwnOrigin } from './access.ts';
import type { PageFiles } from './page-files.ts';
import { plainPage } from './plain-page.ts';
import { securityHeaders } from './security-headers.ts';

export interface Site {
  readonly access: Access;
  readonly files: PageFiles;
}

/** Where a running Selftune proves that it has the token of its home. */
export const proofPath = '/proof';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

type Headers = Readonly<Record<string, string>>;

const noToken = plainPage(
  'This page opens with the whole address that Selftune printed when it was started, from http to the last digit of its token; copy it from there.',
);
const wrongToken = plainPage(
  'The token in this address is not, or no longer, the one of the running Selftune; copy the address that it printed when it was started.',
);
const welcome = plainPage('<a href="/">Open Selftune</a>', '<meta http-equiv="refresh" content="0;url=/">');

const page = (status: number, body: string, headers: Headers = {}): Answer => ({
  status,
  headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', ...headers },
  body,
});

const refusal = (status: number, sentence: string, headers: Headers = {}): Answer => ({
  status,
  headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', ...headers },
  body: `${sentence}\n`,
});

/** The path and the query of a request's target; null for a target of another form than `/path?query`. */
function targetOf(url: string | undefined): { readonly path: string; readonly query: URLSearchParams } | null {
  if (url?.startsWith('/') !== true) return null;
  const mark = url.indexOf('?');
  if (mark < 0) return { path: url, query: new URLSearchParams() };
  return { path: url.slice(0, mark), query: new URLSearchParams(url.slice(mark + 1)) };
}

/** Lets a browser in that knows the word, without leaving the word in its address bar. */
function letIn(word: string, { headers }: IncomingMessage, access: Access): Answer {
  if (!access.admitsCookie(headers.cookie) && !access.admitsWord(word)) return page(403, wrongToken);
  const cookie = { 'Set-Cookie': access.setCookie() };
  // After a click on another site's page a redirected request would still count as that site's and come without the cookie;
  // a page that sends on by itself is this site's.
  if (headers['sec-fetch-site'] === 'cross-site') return page(200, welcome, cookie);
  return page(303, welcome, { ...cookie, Location: '/' });
}

/** Asked by another Selftune, before it says that a home is served here: it must not show its token to whoever has the port now. */
function prove(word: string | null, access: Access): Answer {
  const headers = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' };
  if (word === null || !/^[0-9a-f]{64}$/.test(word)) return refusal(400, 'A word of 64 hexadecimal digits is proven.');
  return { status: 200, headers, body: access.prove(word) };
}

function decide(request: IncomingMessage, { access, files }: Site): Answer {
  const { host, origin, cookie } = request.headers;
  if (!isOwnHost(host)) return refusal(421, 'Selftune answers only at 127.0.0.1 and localhost.');
  if (origin !== undefined && !isOwnOrigin(origin, host)) return refusal(403, 'Another page may not ask Selftune.');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    // What the request brings along is not read, so nothing can follow it.
    return refusal(405, 'Only GET and HEAD are answered here.', { Allow: 'GET, HEAD', Connection: 'close' });
  }
  const target = targetOf(request.url);
  if (target === null) return refusal(400, 'The address was not understood.');
  if (target.path === proofPath) return prove(target.query.get('of'), access);
  const word = target.path === '/' ? target.query.get('token') : null;
  if (word !== null) return letIn(word, request, access);
  if (!access.admitsCookie(cookie)) return page(403, noToken);

  const file = files.get(target.path);
  if (file === undefined) return refusal(404, 'There is nothing at this address.');
  const { content, type, etag, cacheControl } = file;
  const headers = { 'Content-Type': type, ETag: etag, 'Cache-Control': cacheControl };
  if (request.headers['if-none-match'] === etag) return { status: 304, headers, body: '' };
  return { status: 200, headers, body: content };
}

/** Answers a request. */
export function answerRequest(request: IncomingMessage, response: ServerResponse, site: Site): void {
  const { host } = request.headers;
  const { status, headers, body } = decide(request, site);
  const length: Headers = status === 304 ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  response.writeHead(status, { ...securityHeaders(isOwnHost(host) ? host : '127.0.0.1'), ...length, ...headers });
  response.end(request.method === 'HEAD' || status === 304 ? undefined : body);
}
