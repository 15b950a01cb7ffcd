// What every command of the command line is.
import type { Terminal } from './terminal.ts';

/** 0 done, 1 the run failed, 2 bad use. */
export type ExitCode = 0 | 1 | 2;

export interface Command {
  /** One word, or two: `run`, `data import`. */
  readonly name: string;
  /** One line for the overview. */
  readonly summary: string;
  /** Everything that `--help` shows, with examples. */
  readonly help: string;
  /** @throws AppError for bad use and for what went wrong, in words */
  run(args: readonly string[], terminal: Terminal): Promise<ExitCode>;
}
