// Electron's binary: whether it is there, how it is fetched, how the window is started with it. The package `electron` brings only a script
// that downloads the binary; what that script prints is for developers and not shown.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Terminal } from './terminal.ts';

export interface ElectronPlace {
  /** Folder of the package `electron`. */
  readonly module: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** The binary; null where there is none. */
export function electronBinary({ module, environment }: ElectronPlace): string | null {
  try {
    const folder = environment.ELECTRON_OVERRIDE_DIST_PATH ?? join(module, 'dist');
    const pathFile = join(module, 'path.txt');
    const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : 'electron';
    const binary = join(folder, name);
    return existsSync(binary) ? binary : null;
  } catch {
    return null;
  }
}

/** Waits for a process; null when it could not be started or was killed. While it runs, requests to end go to it. */
async function endOf(child: ChildProcess, terminal: Terminal): Promise<number | null> {
  const stopAnswering = terminal.onInterrupt((request) => void child.kill(request));
  try {
    return await new Promise((resolve) => {
      child.once('error', () => resolve(null));
      child.once('close', (code) => resolve(code));
    });
  } finally {
    stopAnswering();
  }
}

/**
 * Fetches the binary.
 * @param longestMs milliseconds after which it is given up
 * @returns whether it is there now
 */
export async function fetchElectron(place: ElectronPlace, longestMs: number, terminal: Terminal): Promise<boolean> {
  const script = join(place.module, 'install.js');
  if (!existsSync(script)) return false;
  const options = { stdio: 'ignore', timeout: longestMs, killSignal: 'SIGKILL', env: place.environment } as const;
  await endOf(spawn(process.execPath, [script], options), terminal);
  return electronBinary(place) !== null;
}

export interface WindowOptions {
  readonly binary: string;
  /** Folder of the program, and what its window is started with. */
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** A process that fails sooner than this, in milliseconds, never showed a window. */
  readonly startsWithinMs: number;
  readonly terminal: Terminal;
}

/** Starts the window and waits for its end. @returns its exit code; null when it did not come about */
export async function runWindow(options: WindowOptions): Promise<number | null> {
  const { binary, args, environment, startsWithinMs, terminal } = options;
  const startedAt = terminal.now();
  // A group of its own: Ctrl-C reaches it once, through this process, and not a second time from the terminal.
  const child = spawn(binary, args, {
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'inherit', 'pipe'],
    env: environment,
  });
  // Kept until it is known whether the window came about: of a binary that lacks a library the words help nobody.
  let early: Buffer[] | null = [];
  const pass = () => {
    for (const chunk of early?.splice(0) ?? []) process.stderr.write(chunk);
    early = null;
  };
  const timer = setTimeout(pass, startsWithinMs);
  child.stderr?.on('data', (chunk: Buffer) => void (early === null ? process.stderr.write(chunk) : early.push(chunk)));
  let wasAsked = false;
  const stopWatching = terminal.onInterrupt(() => {
    wasAsked = true;
  });
  const code = await endOf(child, terminal);
  stopWatching();
  clearTimeout(timer);
  const failed = code !== 0 && !wasAsked && terminal.now() - startedAt < startsWithinMs;
  if (failed) return null;
  pass();
  return code ?? 1;
}
