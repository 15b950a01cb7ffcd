// What a command may do with the terminal it was called from. Commands get one handed in, so that tests can read over its shoulder.

/** How a process is asked to end: by the keyboard, by another program, by the terminal that goes away. */
export type EndRequest = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

export interface Terminal {
  /** Whether someone looks at the output as it comes. */
  readonly isInteractive: boolean;
  /** Characters of one line of the screen. */
  readonly columns: () => number;
  /** Folder that relative paths start from. */
  readonly directory: string;
  /** The home unless `--home` names one. */
  readonly defaultHome: string;
  /** A clock that never goes back, in milliseconds. */
  readonly now: () => number;
  /** Prints one line for people. Text may come from files: what could steer the terminal is taken out. */
  line(text: string): void;
  /** Prints data exactly as it is. */
  data(text: string): void;
  /** Rewrites the line the cursor is in; an empty text clears it. */
  status(text: string): void;
  /** Prints one line to standard error. */
  error(text: string): void;
  /** Calls `listener` at every request to end (Ctrl-C); until the returned function is called, such a request ends nothing by itself. */
  onInterrupt(listener: (request: EndRequest) => void): () => void;
}

/** A text that can neither move the cursor nor change colours nor reverse the direction of writing. */
export function harmless(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ');
}

const clearLine = '\r\u001b[2K';
const endRequests: readonly EndRequest[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** The terminal of this process. */
export function processTerminal(defaultHome: string): Terminal {
  const { stdout, stderr } = process;
  return {
    isInteractive: stdout.isTTY === true,
    columns: () => stdout.columns ?? 80,
    directory: process.cwd(),
    defaultHome,
    now: () => performance.now(),
    line: (text) => void stdout.write(`${harmless(text)}\n`),
    data: (text) => void stdout.write(text),
    status: (text) => void stdout.write(clearLine + harmless(text)),
    error: (text) => void stderr.write(`${harmless(text)}\n`),
    onInterrupt: (listener) => {
      const answer = (signal: NodeJS.Signals) => listener(signal as EndRequest);
      for (const signal of endRequests) process.on(signal, answer);
      return () => {
        for (const signal of endRequests) process.off(signal, answer);
      };
    },
  };
}
