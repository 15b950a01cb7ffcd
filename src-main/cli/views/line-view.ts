// A run as plain lines, for a file or a pipe: what happens, and an epoch now and then.
import { outputKind, textSampleKind } from '../../../src-shared/domain/event-kinds.ts';
import type { RunId } from '../../../src-shared/domain/ids.ts';
import type { RunNotice } from '../../host/host.ts';
import { formatNumber } from '../numbers.ts';
import { type EpochReport, epochsIn } from '../run-progress.ts';
import { formatMetric, summaryLines } from '../summary.ts';
import type { Terminal } from '../terminal.ts';
import type { RunView } from './view.ts';

const epochEveryMs = 1_000;

function epochLine({ epoch, trainLoss, validationLoss, metrics, hyperparameters }: EpochReport): string {
  return [
    `Epoch ${epoch}: training loss ${formatNumber(trainLoss)}, validation loss ${formatNumber(validationLoss)}`,
    ...Object.entries(metrics).map(([name, value]) => formatMetric(name, value)),
    ...Object.entries(hyperparameters).map(([name, value]) => `${name} ${formatNumber(value)}`),
  ].join(', ');
}

/** Events that the end of the run tells again, samples of a text among them, and the raw output of a trainer that died. */
const untold = ['failed', 'interrupted', 'stopped', outputKind, textSampleKind];

/** What a notice says in words; null for what is not worth a line. */
export function noticeLine(run: RunId, notice: RunNotice): string | null {
  switch (notice.type) {
    case 'engine':
      return `Engine ${notice.name} on ${notice.device}. ${notice.verdict}`;
    case 'event':
      return untold.includes(notice.event.kind) ? null : notice.event.text;
    case 'state':
      return notice.state === 'starting' ? `Run ${run} starts.` : null;
    default:
      return null;
  }
}

/** A view that writes lines and never goes back; of epochs it shows at most one a second. */
export function createLineView(terminal: Terminal): RunView {
  let epochDue = Number.NEGATIVE_INFINITY;
  return {
    observe: (run, notice) => {
      const text = noticeLine(run, notice);
      if (text !== null) terminal.line(text);
      if (notice.type !== 'points' || terminal.now() < epochDue) return;
      const latest = epochsIn(notice).at(-1);
      if (latest === undefined) return;
      epochDue = terminal.now() + epochEveryMs;
      terminal.line(epochLine(latest));
    },
    say: (sentence) => terminal.line(sentence),
    end: (run, reader) => {
      for (const text of summaryLines(run, reader)) terminal.line(text);
    },
  };
}
