// The built pages: where they lie, whether they are as new as their sources, and how they are built in a checkout.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../src-shared/domain/app-error.ts';

/** The folder of the program. */
export const programDirectory = fileURLToPath(new URL('../..', import.meta.url));

/** What the pages are made from, in the program's folder. */
const sources = ['src-renderer', 'src-shared', 'vite.config.ts', 'package-lock.json'];

/** Folder of the built pages. */
export function rendererDirectory(program: string): string {
  return join(program, 'dist', 'renderer');
}

const changedAt = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** When the newest of the files in `path`, or the file itself, was changed, in milliseconds since 1970; 0 where there is nothing. */
function newestIn(path: string): number {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return changedAt(path);
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return Math.max(
    0,
    ...entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => changedAt(join(parentPath, name))),
  );
}

/** Whether there are pages, and whether a source is newer than they are. */
export function rendererState(program: string): 'missing' | 'outdated' | 'current' {
  const built = changedAt(join(rendererDirectory(program), 'index.html'));
  if (built === 0) return 'missing';
  return sources.some((source) => newestIn(join(program, source)) > built) ? 'outdated' : 'current';
}

/** Builds the pages. @throws AppError `cli/no-pages` */
export async function buildRenderer(program: string): Promise<void> {
  const vite = join(program, 'node_modules', 'vite', 'bin', 'vite.js');
  if (!existsSync(vite)) {
    throw new AppError(
      'cli/no-pages',
      `The pages are missing in ${rendererDirectory(program)}. Run "npm ci" and "npm run build".`,
    );
  }
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'silent'], { cwd: program, stdio: 'ignore' });
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', resolve);
  });
  if (code !== 0) {
    throw new AppError('cli/no-pages', 'The pages could not be built. Run "npm run build" to see what is in the way.');
  }
}
