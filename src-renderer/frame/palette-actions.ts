// Everything the palette reaches: places, runs, data sets, samples, what can be done to the run at hand, appearance and help.
import {
  ChartSpline,
  Cpu,
  Database,
  Download,
  FlaskConical,
  GitCompareArrows,
  Keyboard,
  List,
  Pause,
  Play,
  Repeat,
  Square,
  Star,
  SunMoon,
  Trash2,
  Undo2,
} from '@lucide/vue';
import type { Sample } from '../../src-shared/contract/data.ts';
import type { RunRow } from '../../src-shared/contract/runs.ts';
import { liveStates, resumableStates } from '../../src-shared/domain/run-state.ts';
import { methodWords, runTitle } from '../words/run-words.ts';
import { stateWords } from '../words/state-words.ts';
import type { PaletteAction } from './palette-action.ts';
import { places } from './places.ts';

/** What the actions do. */
export interface PaletteDoings {
  go(name: string, params?: Readonly<Record<string, string>>, query?: Readonly<Record<string, string>>): void;
  pause(run: RunRow): void;
  continue(run: RunRow): void;
  finishEpoch(run: RunRow): void;
  stop(run: RunRow): void;
  resume(run: RunRow): void;
  again(run: RunRow): void;
  repeat(run: RunRow, seeds: number): void;
  star(run: RunRow, isStarred: boolean): void;
  trash(run: RunRow): void;
  exportSchedule(run: RunRow, format: 'csv' | 'json'): void;
  startSample(name: string): void;
  setTheme(theme: 'system' | 'light' | 'dark'): void;
  testComputer(): void;
  keyboardMap(): void;
  undo(): void;
  bugReport(): void;
}

export interface PaletteSituation {
  /** Newest first. */
  readonly rows: readonly RunRow[];
  readonly openRun: RunRow | null;
  readonly datasets: readonly { readonly id: string; readonly name: string }[];
  readonly samples: readonly Pick<Sample, 'name' | 'field' | 'description'>[];
  readonly canUndo: boolean;
  /** Selected in the table of runs. */
  readonly selected: readonly number[];
}

/** The actions as things stand. */
export function paletteActions(situation: PaletteSituation, doings: PaletteDoings): readonly PaletteAction[] {
  const { rows, openRun, datasets, samples, canUndo, selected } = situation;
  const live = rows.filter((row) => liveStates.includes(row.state) && row.id !== openRun?.id);
  return [
    ...(openRun === null ? [] : runActions(openRun, 'This run', doings)),
    ...(canUndo ? [{ id: 'undo', group: 'Edit', title: 'Undo', icon: Undo2, hint: 'Mod Z', run: doings.undo }] : []),
    ...(selected.length < 2
      ? []
      : [
          {
            id: 'compare-selected',
            group: 'Runs',
            title: `Compare the ${selected.length} selected runs`,
            icon: GitCompareArrows,
            run: () => doings.go('compare', {}, { runs: selected.join(',') }),
          },
        ]),
    ...places.map((place) => ({
      id: `go-${place.name}`,
      group: 'Go to',
      title: place.word,
      icon: place.icon,
      hint: `G ${place.key.toUpperCase()}`,
      run: () => doings.go(place.name),
    })),
    {
      id: 'go-trash',
      group: 'Go to',
      title: 'Trash',
      icon: Trash2,
      words: 'deleted runs',
      run: () => doings.go('runs', {}, { view: 'trash' }),
    },
    ...live.flatMap((row) => runActions(row, `Run ${row.id}, ${stateWords[row.state].toLowerCase()}`, doings, true)),
    ...rows.map((row, index) => ({
      id: `run-${row.id}`,
      group: 'Runs',
      title: `#${row.id} ${row.name.trim() === '' ? methodWords(row.method) : runTitle(row)}`,
      words: `run ${row.id} ${row.datasetName} ${row.tags.join(' ')} ${row.state} ${row.method}`,
      hint: `${row.datasetName} · seed ${row.seed}`,
      icon: List,
      isOnDemand: index >= 5,
      run: () => doings.go('run', { run: String(row.id) }),
    })),
    ...datasets.flatMap(({ id, name }, index) => [
      {
        id: `dataset-${id}`,
        group: 'Data sets',
        title: name,
        words: 'open data set',
        icon: Database,
        isOnDemand: index >= 5,
        run: () => doings.go('dataset', { dataset: id }),
      },
      {
        id: `new-${id}`,
        group: 'Data sets',
        title: `New run on ${name}`,
        words: 'start train',
        icon: Play,
        isOnDemand: true,
        run: () => doings.go('new-for', { dataset: id }),
      },
    ]),
    ...samples.map(({ name, field, description }) => ({
      id: `sample-${name}`,
      group: 'Examples',
      title: `Try the example ${name.replaceAll('_', ' ')}`,
      words: `sample start ${field} ${description}`,
      hint: field,
      icon: FlaskConical,
      run: () => doings.startSample(name),
    })),
    ...(['system', 'light', 'dark'] as const).map((theme) => ({
      id: `theme-${theme}`,
      group: 'Appearance',
      title: theme === 'system' ? 'Theme as the system has it' : `${theme === 'light' ? 'Light' : 'Dark'} theme`,
      words: 'theme appearance colours',
      icon: SunMoon,
      run: () => doings.setTheme(theme),
    })),
    { id: 'keys', group: 'Help', title: 'Keyboard map', icon: Keyboard, hint: '?', run: doings.keyboardMap },
    {
      id: 'test-computer',
      group: 'Help',
      title: 'Test again what this computer can train with',
      words: 'doctor engine graphics card gpu processor',
      icon: Cpu,
      run: doings.testComputer,
    },
    {
      id: 'bug-report',
      group: 'Help',
      title: 'Save the log for a bug report',
      words: 'error problem',
      icon: Download,
      run: doings.bugReport,
    },
  ];
}

/** What can be done to one run in the state it is in. @param isBrief leaves the labels and exports to the run's own screen */
function runActions(row: RunRow, group: string, doings: PaletteDoings, isBrief = false): PaletteAction[] {
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
