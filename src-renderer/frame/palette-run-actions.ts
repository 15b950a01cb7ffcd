// What the palette offers for one run. Not here: everything else it reaches (palette-actions).
import { ChartSpline, Download, Pause, Play, Repeat, Square, Star, Trash2 } from '@lucide/vue';
import type { RunRow } from '../../src-shared/contract/runs.ts';
import { liveStates, resumableStates } from '../../src-shared/domain/run-state.ts';
import type { PaletteAction } from './palette-action.ts';
import type { PaletteDoings } from './palette-doings.ts';

/** What can be done to one run in the state it is in. @param isBrief leaves the labels and exports to the run's own screen */
export function runActions(
  row: RunRow,
  group: string,
  doings: PaletteDoings,
  isBrief = false,
): readonly PaletteAction[] {
  const isLive = liveStates.includes(row.state);
  const action = (id: string, title: string, icon: PaletteAction['icon'], run: () => void, words = '') => ({
    id: `${id}-${row.id}`,
    group,
    title: isBrief ? `${title} (run ${row.id})` : title,
    words: `run ${row.id} ${words}`,
    ...(icon === undefined ? {} : { icon }),
    run,
  });
  const live = [
    ...(row.state === 'running' ? [action('pause', 'Pause', Pause, () => doings.pause(row))] : []),
    ...(row.state === 'paused' ? [action('continue', 'Continue', Play, () => doings.continue(row))] : []),
    ...(isLive ? [action('finish', 'Finish the epoch and stop', Square, () => doings.finishEpoch(row))] : []),
    ...(isLive || row.state === 'queued'
      ? [action('stop', row.state === 'queued' ? 'Take out of the queue' : 'Stop now', Square, () => doings.stop(row))]
      : []),
  ];
  if (isBrief) return live;
  const hasSchedule = Object.keys(row.finalHyperparameters).length > 0;
  return [
    ...live,
    ...(resumableStates.includes(row.state)
      ? [
          action('resume', row.hasCheckpoint ? 'Resume from the checkpoint' : 'Resume from the beginning', Play, () =>
            doings.resume(row),
          ),
        ]
      : []),
    action('schedule', 'Open the schedule', ChartSpline, () => doings.go('schedule', { run: String(row.id) })),
    ...(hasSchedule
      ? [
          action('csv', 'Export the schedule as CSV', Download, () => doings.exportSchedule(row, 'csv'), 'save'),
          action('json', 'Export the schedule as JSON', Download, () => doings.exportSchedule(row, 'json'), 'save'),
        ]
      : []),
    action('again', 'Run again', Repeat, () => doings.again(row), 'repeat'),
    action('repeat', 'Repeat with 5 seeds', Repeat, () => doings.repeat(row, 5), 'again'),
    action('star', row.isStarred ? 'Remove the star' : 'Star', Star, () => doings.star(row, !row.isStarred)),
    ...(isLive ? [] : [action('trash', 'Move to the trash', Trash2, () => doings.trash(row), 'delete remove')]),
  ];
}
