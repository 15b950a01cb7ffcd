// A checkout with nothing built, a Vite that writes what it is asked for, and an Electron made of shell scripts.
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryHome } from './temporary-home.ts';

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Notes its arguments and writes the file that belongs to them. */
const vite = `
import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
const words = process.argv.slice(2);
appendFileSync('vite.log', words.join(' ') + '\\n');
if (existsSync('broken')) process.exit(1);
const file = words.includes('preload') ? 'dist/main/src-main/shell/preload.cjs'
  : words.includes('vite.main.config.ts') ? 'dist/main/src-main/shell/main.js' : 'dist/renderer/index.html';
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, '<!doctype html><title>Selftune</title>');
`;

export interface FakeProgram {
  readonly directory: string;
  readonly electronModule: string;
  /** What Vite was called with, a line each call. */
  viteCalls(): string[];
  /** From now on Vite fails. */
  breakVite(): void;
  removeVite(): void;
  /** Changes a source a minute after everything that was built until now. */
  touchSource(file: string): void;
  /** Electron's binary is there, a shell script; it finds its words in \`$@\`. */
  withElectron(script: string): void;
  /** Electron's download script, in JavaScript. */
  withInstaller(script: string): void;
}

/** A program that is gone after the test. */
export function fakeProgram(): FakeProgram {
  const directory = temporaryHome();
  const at = (path: string) => join(directory, path);
  const viteEntry = at('node_modules/vite/bin/vite.js');
  const electronModule = at('node_modules/electron');
  write(at('package.json'), '{"version":"9.8.7","type":"module"}');
  write(at('src-renderer/main.ts'), '');
  write(at('src-main/shell/main.ts'), '');
  write(viteEntry, vite);
  mkdirSync(electronModule);
  return {
    directory,
    electronModule,
    viteCalls: () => {
      const log = at('vite.log');
      return existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : [];
    },
    breakVite: () => write(at('broken'), ''),
    removeVite: () => rmSync(viteEntry),
    touchSource: (file) => {
      write(at(file), '');
      const later = new Date(statSync(at('src-main/shell/main.ts')).mtimeMs + 60_000);
      utimesSync(at(file), later, later);
    },
    withElectron: (script) => {
      const binary = join(electronModule, 'dist', 'electron');
      write(binary, `#!/bin/sh\n${script}\n`);
      chmodSync(binary, 0o755);
      write(join(electronModule, 'path.txt'), 'electron');
    },
    withInstaller: (script) => write(join(electronModule, 'install.js'), script),
  };
}
