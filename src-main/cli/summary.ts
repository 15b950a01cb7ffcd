// What a run that has ended amounts to: as one object for programs, as a few lines for people.
import { textSampleKind } from '../../src-shared/domain/event-kinds.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import { resumableStates } from '../../src-shared/domain/run-state.ts';
import type { RunReader } from '../host/host.ts';
import { alignColumns, formatDuration, formatNumber } from './numbers.ts';

/** The last line of `--json`. Every field is always there; a run without a finished epoch has no best. */
export function summaryObject(run: RunId, reader: RunReader) {
  const { state, summary } = reader.run(run);
  return {
    type: 'summary',
    runId: run,
    status: state,
    epochs: summary?.epochs ?? 0,
    steps: summary?.steps ?? 0,
    trainSeconds: summary?.trainSeconds ?? 0,
    best: summary?.best ?? null,
    final: { hyperparameters: summary?.final.hyperparameters ?? {} },
    schedulePoints: reader.schedule(run).points.length,
  } as const;
}

/** How a score is read: a share of right answers in percent, an error in the target's own unit, perplexity as a number of tokens. */
export function formatMetric(name: string, value: number): string {
  if (name === 'accuracy') return `accuracy ${formatNumber(100 * value)} %`;
  return name === 'bitsPerCharacter' ? `${formatNumber(value)} bits a character` : `${name} ${formatNumber(value)}`;
}

/** Where each schedule started and ended, one line a hyperparameter. */
function scheduleLines(run: RunId, reader: RunReader): string[] {
  const { hyperparameters, points } = reader.schedule(run);
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return [];
  const rows = hyperparameters.map((name, index) => [
    `  ${name}`,
    `${formatNumber(first.values[index] ?? Number.NaN)} → ${formatNumber(last.values[index] ?? Number.NaN)}`,
  ]);
  return ['Schedule, first → last value:', ...alignColumns(rows)];
}

/** The newest of what the network wrote, where it writes. */
function writtenLines(run: RunId, reader: RunReader): string[] {
  const written = reader.events(run).findLast(({ kind }) => kind === textSampleKind);
  return written === undefined ? [] : [`What it wrote at step ${written.step.toLocaleString('en-US')}:`, written.text];
}

/** What to say about a run that has ended. */
export function summaryLines(run: RunId, reader: RunReader): string[] {
  const { state, reason, summary, metric } = reader.run(run);
  const best = summary?.best ?? null;
  return [
    `Run ${run} ${state}. ${reason}`,
    ...(summary === null
      ? []
      : [
          `${summary.epochs} epochs, ${summary.steps.toLocaleString('en-US')} steps, ${formatDuration(summary.trainSeconds)} of training.`,
        ]),
    ...(best === null
      ? []
      : [
          `Best epoch ${best.epoch}: ${[`validation loss ${formatNumber(best.validationLoss)}`, ...(metric === '' ? [] : [formatMetric(metric, best.validationMetric)])].join(', ')}.`,
        ]),
    ...scheduleLines(run, reader),
    ...writtenLines(run, reader),
    ...nextSteps(run, state),
  ];
}

function nextSteps(run: RunId, state: ReturnType<RunReader['run']>['state']): string[] {
  if (state === 'finished')
    return [`Export the schedule with: selftune export ${run} --what schedule --format csv -o FILE`];
  return resumableStates.includes(state) ? [`Continue it with: selftune resume ${run}`] : [];
}
