// The files of the pages, read once at the start: a request is looked up by its exact path and never becomes a path of the disk.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

export interface PageFile {
  readonly content: Uint8Array;
  readonly type: string;
  readonly etag: string;
  readonly cacheControl: string;
}

/** By path as in the address: `/`, `/assets/index-B1x2.js`. */
export type PageFiles = ReadonlyMap<string, PageFile>;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

function readPageFile(file: string, path: string): PageFile {
  const content = readFileSync(file);
  return {
    content,
    type: types[extname(file).toLowerCase()] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`,
    // The names of what Vite writes there change with the content.
    cacheControl: path.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-cache',
  };
}

/** Reads every file below `directory`; links are left out. `index.html` is found at `/`. @throws when there is none to read */
export function readPageFiles(directory: string): PageFiles {
  const files = new Map<string, PageFile>();
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const path = `/${relative(directory, file).split(sep).join('/')}`;
    files.set(path === '/index.html' ? '/' : path, readPageFile(file, path));
  }
  return files;
}
