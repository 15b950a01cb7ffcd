// When a request to end ends the program: at once when nothing runs, after asking once when something does.
import type { EndRequest, Terminal } from './terminal.ts';

/** npm passes on a Ctrl-C that the terminal has sent already: two this close are one. */
const oneKeyPressMs = 300;

function question(runs: number): string {
  const [what, them] = runs === 1 ? ['1 run is', 'it'] : [`${runs} runs are`, 'them'];
  return `${what} going. Press Ctrl-C again to stop ${them} with a checkpoint and quit.`;
}

export interface Quit {
  /** Settles when the program is to end. From then on a further request ends the process without waiting for anything. */
  readonly asked: Promise<void>;
  /** Requests to end are the process's own again. */
  stopAnswering(): void;
}

/**
 * Answers requests to end.
 * @param liveRuns runs that ending would stop
 */
export function awaitQuit(terminal: Terminal, liveRuns: () => number): Quit {
  const { promise, resolve } = Promise.withResolvers<void>();
  let last: { readonly request: EndRequest; readonly at: number } | null = null;
  let isEnding = false;
  const stopAnswering = terminal.onInterrupt((request) => {
    const previous = last;
    const at = terminal.now();
    if (previous?.request === request && at - previous.at < oneKeyPressMs) return;
    last = { request, at };
    if (isEnding) return stopAnswering();
    const runs = liveRuns();
    // Only a person at the keyboard can be asked.
    if (runs > 0 && request === 'SIGINT' && previous?.request !== 'SIGINT') return terminal.line(question(runs));
    isEnding = true;
    if (runs > 0) terminal.line(`Stopping ${runs === 1 ? '1 run' : `${runs} runs`} with a checkpoint.`);
    resolve();
  });
  return { asked: promise, stopAnswering };
}
