// What shows a run while it lives: for people at a terminal, for a log file, or for another program.
import type { RunId } from '../../../src-shared/domain/ids.ts';
import type { RunNotice, RunReader } from '../../host/host.ts';

export interface RunView {
  /** Shows something that happened to the run. */
  observe(run: RunId, notice: RunNotice): void;
  /** Shows a sentence that the user should read. */
  say(sentence: string): void;
  /** Shows how the run ended; nothing comes after it. */
  end(run: RunId, reader: RunReader): void;
}
