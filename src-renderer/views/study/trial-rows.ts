// The trials of a study in a table: where the search put each, how it came out. Newest first, so that what happens stands on top.
import type { RunRow } from '../../../src-shared/contract/runs.ts';
import type { StudyTrial } from '../../../src-shared/contract/studies.ts';
import type { RunId } from '../../../src-shared/domain/ids.ts';
import type { StudyConfig } from '../../../src-shared/domain/study.ts';
import { hyperparameterWords } from '../../words/hyperparameter-words.ts';
import { columnNumberWords, countWords, numberWords } from '../../words/quantities.ts';
import { stateWords } from '../../words/state-words.ts';

export interface TrialTable {
  readonly heads: readonly string[];
  /** Widths as in `grid-template-columns`. */
  readonly columns: string;
  readonly rows: readonly { readonly run: RunId; readonly cells: readonly string[] }[];
}

export interface TrialTableInput {
  readonly trials: readonly StudyTrial[];
  readonly config: Pick<StudyConfig, 'arms' | 'seeds'>;
  readonly runOf: (run: RunId) => RunRow | undefined;
  /** Position of the arm that is shown; null: all. */
  readonly arm: number | null;
  readonly locale: string;
}

/** Values that differ from trial to trial get a column; those of arms that are no search are in their runs. */
export function trialTable({ trials, config, runOf, arm, locale }: TrialTableInput): TrialTable {
  const shown = trials.filter(({ place }) => arm === null || place.arm === arm);
  const names = [...new Set(shown.flatMap(({ values }) => Object.keys(values)))];
  const newest = shown.toSorted((left, right) => right.run - left.run);
  const hasParents = shown.some(({ parent }) => parent !== null);
  return {
    heads: [
      'Training',
      'Method',
      'State',
      'Seed',
      'No.',
      ...(hasParents ? ['Goes on from'] : []),
      'Best loss',
      ...names.map(hyperparameterWords),
    ],
    columns: `88px minmax(150px, 1.4fr) 104px 52px 52px ${hasParents ? '92px ' : ''}92px ${names.map(() => 'minmax(120px, 1fr)').join(' ')}`,
    rows: newest.map(({ run, place, parent, values }) => {
      const row = runOf(run);
      return {
        run,
        cells: [
          `run ${run}`,
          config.arms[place.arm]?.label ?? '',
          row === undefined ? '–' : stateWords[row.state],
          countWords(config.seeds[place.seed] ?? 0, locale),
          countWords(place.trial + 1, locale),
          ...(hasParents ? [parent === null ? '–' : `no. ${countWords(parent + 1, locale)}`] : []),
          columnNumberWords(row?.best?.loss, locale),
          ...names.map((name) => numberWords(values[name], locale)),
        ],
      };
    }),
  };
}
