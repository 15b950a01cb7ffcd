// A run for someone at a terminal: one line that moves, events above it, a summary at the end.
import { progressLine } from '../progress-line.ts';
import { advance, noProgress } from '../run-progress.ts';
import { summaryLines } from '../summary.ts';
import type { Terminal } from '../terminal.ts';
import { noticeLine } from './line-view.ts';
import type { RunView } from './view.ts';

const redrawEveryMs = 100;

/** A view that redraws its line at most ten times a second. */
export function createBarView(terminal: Terminal): RunView {
  let progress = noProgress;
  let redrawDue = Number.NEGATIVE_INFINITY;

  // One column stays free: a full line makes some terminals wrap.
  const redraw = () => terminal.status(progressLine(progress, terminal.columns() - 1));
  const above = (text: string) => {
    terminal.status('');
    terminal.line(text);
    redraw();
  };

  return {
    observe: (run, notice) => {
      progress = advance(progress, notice);
      const text = noticeLine(run, notice);
      if (text !== null) above(text);
      if (terminal.now() < redrawDue) return;
      redrawDue = terminal.now() + redrawEveryMs;
      redraw();
    },
    say: above,
    end: (run, reader) => {
      terminal.status('');
      for (const text of summaryLines(run, reader)) terminal.line(text);
    },
  };
}
