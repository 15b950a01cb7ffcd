// Reads which file imports what, with TypeScript's own scanner.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';

/** The repository's folder. */
export const root = resolve(import.meta.dirname, '../..');

/** All TypeScript and Vue sources under a folder, as paths relative to the repository with forward slashes. */
export function sourcesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|vue)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** The text of a source. */
export function textOf(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

/** The TypeScript of a source: all of it, or what stands in a Vue component's script. */
function scriptOf(file: string): string {
  const text = textOf(file);
  if (!file.endsWith('.vue')) return text;
  return [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, script]) => script).join('\n');
}

/** What a source imports, statically or by `import()`: repository files as relative paths, packages by name, Node's as `node:`. */
export function importsOf(file: string): readonly string[] {
  return ts.preProcessFile(scriptOf(file), true, true).importedFiles.map(({ fileName }) => {
    if (fileName.startsWith('.')) {
      return relative(root, resolve(root, dirname(file), fileName))
        .split(sep)
        .join('/');
    }
    if (fileName.startsWith('node:')) return 'node:';
    return fileName
      .split('/')
      .slice(0, fileName.startsWith('@') ? 2 : 1)
      .join('/');
  });
}
