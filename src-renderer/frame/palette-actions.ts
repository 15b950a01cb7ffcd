// Everything the palette reaches: places, runs, data sets, samples, what can be done to the run at hand, appearance and help.
import {
  Cpu,
  Database,
  Download,
  FlaskConical,
  FlaskRound,
  GitCompareArrows,
  Keyboard,
  List,
  Pause,
  Play,
  SunMoon,
  Trash2,
  Undo2,
} from '@lucide/vue';
import type { Sample } from '../../src-shared/contract/data.ts';
import type { RunRow } from '../../src-shared/contract/runs.ts';
import { liveStates } from '../../src-shared/domain/run-state.ts';
import type { StudyPurpose } from '../../src-shared/domain/study.ts';
import { methodWords, runTitle } from '../words/run-words.ts';
import { stateWords } from '../words/state-words.ts';
import { purposeWords, studyTitle } from '../words/study-words.ts';
import type { PaletteAction } from './palette-action.ts';
import type { PaletteDoings } from './palette-doings.ts';
import { runActions } from './palette-run-actions.ts';
import { places } from './places.ts';

export interface PaletteSituation {
  /** Newest first. */
  readonly rows: readonly RunRow[];
  readonly openRun: RunRow | null;
  /** Newest first. */
  readonly studies: readonly { readonly id: number; readonly name: string; readonly purpose: StudyPurpose }[];
  readonly datasets: readonly { readonly id: string; readonly name: string }[];
  readonly samples: readonly Pick<Sample, 'name' | 'title' | 'field' | 'description'>[];
  readonly canUndo: boolean;
  readonly isQueuePaused: boolean;
  /** Selected in the table of runs. */
  readonly selected: readonly number[];
}

/** The actions as things stand. */
export function paletteActions(situation: PaletteSituation, doings: PaletteDoings): readonly PaletteAction[] {
  const { rows, openRun, studies, datasets, samples, canUndo, selected, isQueuePaused } = situation;
  const live = rows.filter((row) => liveStates.includes(row.state) && row.id !== openRun?.id);
  return [
    ...(openRun === null ? [] : runActions(openRun, 'This run', doings)),
    ...(canUndo ? [{ id: 'undo', group: 'Edit', title: 'Undo', icon: Undo2, hint: 'Mod Z', run: doings.undo }] : []),
    ...(selected.length < 2
      ? []
      : [
          {
            id: 'compare-selected',
            group: 'Selected runs',
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
    {
      id: 'compare-methods',
      group: 'Studies',
      title: 'Compare methods at equal compute',
      words: 'new study search grid random bayesian budget',
      icon: FlaskRound,
      run: () => doings.go('new', {}, { methods: 'several' }),
    },
    ...live.flatMap((row) => runActions(row, `Run ${row.id}, ${stateWords[row.state].toLowerCase()}`, doings, true)),
    {
      id: 'pause-queue',
      group: 'Queue',
      title: isQueuePaused ? 'Continue the queue' : 'Pause the queue',
      words: 'waiting runs start hold',
      icon: isQueuePaused ? Play : Pause,
      isOnDemand: !isQueuePaused,
      run: () => doings.pauseQueue(!isQueuePaused),
    },
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
    ...studies.map((study, index) => ({
      id: `study-${study.id}`,
      group: 'Studies',
      title: studyTitle(study),
      words: `study ${study.id} ${purposeWords[study.purpose].name}`,
      hint: purposeWords[study.purpose].name.toLowerCase(),
      icon: FlaskRound,
      isOnDemand: index >= 5,
      run: () => doings.go('study', { study: String(study.id) }),
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
    ...samples.map(({ name, title, field, description }) => ({
      id: `sample-${name}`,
      group: 'Examples',
      title: `Try the example ${title}`,
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
