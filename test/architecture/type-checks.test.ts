// That the type checkers see every file: a project that leaves files out passes whatever they hold.
import { dirname, relative, resolve } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { sourcesIn } from './imports.ts';

const root = resolve(import.meta.dirname, '../..');

/** TypeScript files of a project, by their paths from the root. */
function filesOf(project: string): readonly string[] {
  const path = resolve(root, project, 'tsconfig.json');
  const { config } = ts.readConfigFile(path, ts.sys.readFile);
  const { fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, dirname(path));
  return fileNames.map((file) => relative(root, file));
}

it('every TypeScript file is in a project that is checked', () => {
  const checked = new Set(['.', 'src-renderer', 'test/renderer'].flatMap(filesOf));
  const files = ['src-main', 'src-shared', 'src-renderer', 'test', 'bench'].flatMap(sourcesIn);
  const written = files.filter((file) => file.endsWith('.ts'));
  expect(written.length).toBeGreaterThan(1_000);
  expect(written.filter((file) => !checked.has(file))).toEqual([]);
});
