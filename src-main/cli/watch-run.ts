// Stays with a run to its end: shows it, lets Ctrl-C stop it, and says how it ended.
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import type { Host } from '../host/host.ts';
import type { ExitCode } from './command.ts';
import type { Terminal } from './terminal.ts';
import { createBarView } from './views/bar-view.ts';
import { createJsonView } from './views/json-view.ts';
import { createLineView } from './views/line-view.ts';
import type { RunView } from './views/view.ts';

/** The view that suits the terminal, or the one for programs. */
export function chooseView(terminal: Terminal, form: 'json' | 'words'): RunView {
  if (form === 'json') return createJsonView(terminal);
  return terminal.isInteractive ? createBarView(terminal) : createLineView(terminal);
}

export interface WatchedRun {
  readonly host: Host;
  readonly run: RunId;
  readonly view: RunView;
  readonly terminal: Terminal;
}

/** First request: stop with a checkpoint. Second: end at once. A run that has ended meanwhile needs neither. */
function answerInterrupts({ host, run, view, terminal }: WatchedRun): () => void {
  let requests = 0;
  return terminal.onInterrupt(() => {
    requests += 1;
    try {
      if (requests > 1) return host.kill(run);
      view.say('Stopping after this step, with a checkpoint. Press Ctrl-C again to end at once.');
      host.stop(run);
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
    }
  });
}

/**
 * Waits for the run's end, shows it and shuts the host down.
 * @returns 0 for a finished run, 1 for any other
 */
export async function watchRun(watched: WatchedRun): Promise<ExitCode> {
  const { host, run, view, terminal } = watched;
  const stopAnswering = answerInterrupts(watched);
  try {
    for (const notice of host.notices) view.say(notice);
    const state = await host.ended(run);
    const { reason } = host.reader.run(run);
    view.end(run, host.reader);
    if (state === 'finished') return 0;
    // A stop was asked for: it has been shown and is no error.
    if (state !== 'stopped') terminal.error(`Run ${run} ${state === 'failed' ? 'failed' : `was ${state}`}. ${reason}`);
    return 1;
  } finally {
    stopAnswering();
    await host.shutdown();
  }
}
