// What a checkout builds before it can be shown: where it lies, whether it is as new as its sources, and how it is made.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../src-shared/domain/app-error.ts';

/** The folder of the program. */
export const programDirectory = fileURLToPath(new URL('../..', import.meta.url));

/** Something that is built; all paths start in the program's folder. */
export interface Build {
  /** As the subject of a sentence. */
  readonly what: string;
  readonly script: string;
  /** What is written last. */
  readonly result: string;
  readonly sources: readonly string[];
  /** Arguments of Vite, once for each time it is called. */
  readonly steps: readonly (readonly string[])[];
}

/** What window and browser show. */
export const pages: Build = {
  what: 'The pages',
  script: 'build',
  result: 'dist/renderer/index.html',
  sources: ['src-renderer', 'src-shared', 'vite.config.ts', 'package-lock.json'],
  steps: [['build']],
};

const mainConfig = ['build', '--config', 'vite.main.config.ts'];

/** What Electron runs. */
export const mainSide: Build = {
  what: 'The desktop app',
  script: 'build:main',
  result: 'dist/main/src-main/shell/preload.cjs',
  sources: ['src-main', 'src-shared', 'vite.main.config.ts', 'package-lock.json'],
  steps: [mainConfig, [...mainConfig, '--mode', 'preload']],
};

/** Folder of the built pages. */
export function pagesDirectory(program: string): string {
  return join(program, 'dist', 'renderer');
}

const changedAt = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** When the newest of the files in `path`, or the file itself, was changed, in milliseconds since 1970; 0 where there is nothing. */
function newestIn(path: string): number {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return changedAt(path);
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return files.reduce((newest, file) => Math.max(newest, changedAt(file)), 0);
}

/** Whether it is there, and whether a source is newer than it. */
export function stateOf({ result, sources }: Build, program: string): 'missing' | 'outdated' | 'current' {
  const builtAt = changedAt(join(program, result));
  if (builtAt === 0) return 'missing';
  return sources.some((source) => newestIn(join(program, source)) > builtAt) ? 'outdated' : 'current';
}

/** Builds it. @throws AppError `cli/not-built` */
export async function make({ what, script, result, steps }: Build, program: string): Promise<void> {
  const vite = join(program, 'node_modules', 'vite', 'bin', 'vite.js');
  if (!existsSync(vite)) {
    throw new AppError(
      'cli/not-built',
      `${what} should be in ${join(program, result)} and cannot be built without Vite. Run "npm ci" and then "npm run ${script}".`,
    );
  }
  for (const step of steps) {
    const child = spawn(process.execPath, [vite, ...step, '--logLevel', 'silent'], { cwd: program, stdio: 'ignore' });
    const code = await new Promise<number | null>((resolve) => {
      child.once('error', () => resolve(null));
      child.once('exit', resolve);
    });
    if (code === 0) continue;
    throw new AppError('cli/not-built', `${what} could not be built. "npm run ${script}" shows what is in the way.`);
  }
}
