// A run for another program: one JSON object a line. Progress comes at most once a second, epochs and events all of them.
import type { RunId } from '../../../src-shared/domain/ids.ts';
import type { RunNotice } from '../../host/host.ts';
import { epochsIn } from '../run-progress.ts';
import { summaryObject } from '../summary.ts';
import type { Terminal } from '../terminal.ts';
import type { RunView } from './view.ts';

const progressEveryMs = 1_000;

/** The objects a notice becomes, in order. NaN and infinities become null: JSON has no word for them. */
function objectsFor(run: RunId, notice: RunNotice): object[] {
  switch (notice.type) {
    case 'state':
      return [{ type: 'state', runId: run, state: notice.state, reason: notice.reason }];
    case 'event':
      return [{ type: 'event', ...notice.event }];
    case 'points':
      return epochsIn(notice).map((epoch) => ({ type: 'epoch', ...epoch }));
    case 'engine':
    case 'progress':
      return [notice];
    case 'phase':
    case 'checkpoint':
      return [];
    default:
      return notice satisfies never;
  }
}

/** A view that writes objects of the types notice, state, engine, event, epoch and progress, and the summary last. */
export function createJsonView(terminal: Terminal): RunView {
  const write = (value: object) => terminal.data(`${JSON.stringify(value)}\n`);
  let progressDue = Number.NEGATIVE_INFINITY;
  return {
    observe: (run, notice) => {
      if (notice.type === 'progress') {
        if (terminal.now() < progressDue) return;
        progressDue = terminal.now() + progressEveryMs;
      }
      for (const value of objectsFor(run, notice)) write(value);
    },
    say: (sentence) => write({ type: 'notice', text: sentence }),
    end: (run, reader) => write(summaryObject(run, reader)),
  };
}
