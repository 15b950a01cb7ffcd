// The command line as its users start it: a process of its own.
import { execFile } from 'node:child_process';
import { join } from 'node:path';

const entry = join(import.meta.dirname, '../../src-main/cli/main.ts');

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a shell runs to start the command line. */
export const cliCommand = `'${process.execPath}' '${entry}'`;

/** Runs the command line to its end in `cwd`. */
export function spawnCli(args: readonly string[], cwd: string): Promise<CliResult> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [entry, ...args], { cwd }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout, stderr }),
    );
  });
}

/** The objects of a `--json` output, a line each. */
export function jsonLines(stdout: string): Record<string, unknown>[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
