// The application's log: lines with their time in one file, moved on when it is full. A log that cannot be written is no reason to stop.
import { appendFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The application's own log file. */
export interface Log {
  /** One line, with the time before it. */
  info(text: string): void;
  /** What was thrown and should not have been, with its stack. */
  bug(thrown: unknown): void;
}

export interface LogOptions {
  /** Folder of the log files; created with the first line. */
  readonly directory: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Bytes after which a file is moved on. */
  readonly fileBytes?: number;
  /** Files kept, the one that is written among them. */
  readonly files?: number;
}

/** The file of a generation; 0 is the one that is written. */
function logFile(directory: string, generation: number): string {
  return join(directory, generation === 0 ? 'selftune.log' : `selftune.${generation}.log`);
}

function bytesOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}

function moveOn(directory: string, files: number): void {
  rmSync(logFile(directory, files - 1), { force: true });
  for (let generation = files - 2; generation >= 0; generation--) {
    const file = logFile(directory, generation);
    if (bytesOf(file) > 0) renameSync(file, logFile(directory, generation + 1));
  }
}

/** A log in files of bounded size. */
export function createLog({ directory, now, fileBytes = 2 * 2 ** 20, files = 3 }: LogOptions): Log {
  const write = (text: string) => {
    const line = `${new Date(now()).toISOString()} ${text}\n`;
    try {
      mkdirSync(directory, { recursive: true });
      const file = logFile(directory, 0);
      const bytes = bytesOf(file);
      if (bytes > 0 && bytes + Buffer.byteLength(line) > fileBytes) moveOn(directory, files);
      appendFileSync(file, line);
    } catch {
      // A full disk or a folder without permission: what the user does must go on without a log.
    }
  };
  return {
    info: write,
    bug: (thrown) => write(`BUG ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`),
  };
}

/** The newest lines of all log files of a folder, oldest first; empty without any. @param limitBytes of the text, about */
export function readLogs(directory: string, limitBytes: number): string {
  try {
    const files = readdirSync(directory).filter((name) => /^selftune(\.\d+)?\.log$/.test(name));
    const generation = (name: string) => Number(/\d+/.exec(name)?.[0] ?? 0);
    const oldestFirst = files.sort((left, right) => generation(right) - generation(left));
    const text = oldestFirst.map((name) => readFileSync(join(directory, name), 'utf8')).join('');
    if (text.length <= limitBytes) return text;
    const kept = text.slice(-limitBytes);
    return kept.slice(kept.indexOf('\n') + 1);
  } catch {
    return '';
  }
}
