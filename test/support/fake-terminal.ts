// A terminal that a test reads over its shoulder.
import type { EndRequest, Terminal } from '../../src-main/cli/terminal.ts';

export interface FakeTerminal extends Terminal {
  /** Everything printed, in order; status lines with a leading `~`. */
  readonly printed: string[];
  readonly errors: string[];
  /** Milliseconds on its clock. */
  time: number;
  /** Asks it to end; by the keyboard unless told otherwise. */
  interrupt(request?: EndRequest): void;
}

/** A terminal of 80 columns whose clock stands still until told otherwise. */
export function fakeTerminal(options: { readonly isInteractive?: boolean; readonly home?: string } = {}): FakeTerminal {
  const listeners = new Set<(request: EndRequest) => void>();
  const terminal: FakeTerminal = {
    printed: [],
    errors: [],
    time: 0,
    isInteractive: options.isInteractive ?? false,
    columns: () => 80,
    directory: options.home ?? '/nowhere',
    defaultHome: options.home ?? '/nowhere',
    now: () => terminal.time,
    line: (text) => void terminal.printed.push(text),
    data: (text) => void terminal.printed.push(text),
    status: (text) => void terminal.printed.push(`~${text}`),
    error: (text) => void terminal.errors.push(text),
    onInterrupt: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    interrupt: (request = 'SIGINT') => {
      for (const listener of listeners) listener(request);
    },
  };
  return terminal;
}
