// The scheme app://, under which the pages are served: a fixed list of files, made once at start. An address is looked up in the list and
// never becomes a path.
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Protocol } from 'electron';
import { contentSecurityPolicy } from '../../src-shared/contract/content-security-policy.ts';

const scheme = 'app';
const host = 'selftune';

/** Origin of every page. */
export const appOrigin = `${scheme}://${host}`;

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Makes app:// an origin of its own, as https:// is. To be called before the app is ready. */
export function registerAppScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Whether an address belongs to the app's own pages. */
export function isOwnAddress(address: string): boolean {
  return address === appOrigin || address.startsWith(`${appOrigin}/`);
}

/** Addresses of every file below a folder, each with its path. Types that pages have no use for are left out. */
export function listFiles(folder: string, prefix = '/'): ReadonlyMap<string, string> {
  return new Map(
    readdirSync(folder, { withFileTypes: true }).flatMap((entry): (readonly [string, string])[] => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return [...listFiles(path, `${prefix}${entry.name}/`)];
      return extname(entry.name) in mediaTypes ? [[`${prefix}${entry.name}`, path]] : [];
    }),
  );
}

/** Answers requests of pages from a list of files. */
export function answerFrom(files: ReadonlyMap<string, string>): (request: Request) => Promise<Response> {
  return async ({ url, method }) => {
    const address = new URL(url);
    const name = address.pathname === '/' ? '/index.html' : address.pathname;
    const path = address.host === host && method === 'GET' ? files.get(name) : undefined;
    if (path === undefined) return new Response('Not found', { status: 404, headers: headersOf('text/plain') });
    return new Response(await readFile(path), { headers: headersOf(mediaTypes[extname(name)] ?? 'text/plain') });
  };
}

function headersOf(mediaType: string): Record<string, string> {
  return {
    'content-type': mediaType,
    'content-security-policy': contentSecurityPolicy(),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  };
}

/** Serves the pages of a folder. */
export function serveAppScheme(protocol: Pick<Protocol, 'handle'>, folder: string): void {
  protocol.handle(scheme, answerFrom(listFiles(folder)));
}
