// Which runs and which axes stand in parallel coordinates: where hyperparameters were at the best epoch, the settings that differ, and last
// the loss. Capped, so that thousands of runs are a choice among them and not a frozen window.
import type { RunRow } from '../../../src-shared/contract/runs.ts';
import { heldValues } from '../../../src-shared/domain/held-values.ts';
import type { RunConfig } from '../../../src-shared/domain/run-config.ts';
import { kindOfName } from '../../../src-shared/plot/series-style.ts';
import type { ParallelAxis, ParallelInput, ParallelLine } from '../../charts/parallel-figure.ts';
import { panelOfKind } from '../../charts/schedule-panels.ts';
import { hyperparameterWords } from '../../words/hyperparameter-words.ts';
import { methodWords, runLabel } from '../../words/run-words.ts';
import { settingRows } from './setting-rows.ts';

/** One run of the figure. */
export interface ParallelRun {
  readonly row: RunRow;
  /** Colour of its experiment. */
  readonly ordinal: number;
  /** Its experiment in words. */
  readonly group: string;
  /** Null while it is not known. */
  readonly config: RunConfig | null;
  /** Where a search put it; empty for others. */
  readonly values: Readonly<Record<string, number>>;
}

const mostLines = 300;
const mostAxes = 12;
/** Texts of an axis that can be read beside it. */
const mostWords = 12;

/** Values of the hyperparameters at the best epoch, tuned and held ones. */
function valuesOf({ row, config, values }: ParallelRun): Readonly<Record<string, number>> {
  const tuned = Object.keys(row.bestHyperparameters).length > 0 ? row.bestHyperparameters : row.finalHyperparameters;
  return { ...heldValues(config?.hyperparameters ?? {}), ...values, ...tuned };
}

/** Whether a set of values can stand on a logarithmic axis, and is better read there. */
function isWide(values: readonly number[]): boolean {
  const positive = values.filter((value) => value > 0);
  return positive.length === values.length && Math.max(...positive) / Math.min(...positive) > 100;
}

interface Column {
  readonly axis: ParallelAxis;
  readonly values: readonly (number | string | null)[];
}

function hyperparameterColumns(runs: readonly ParallelRun[]): Column[] {
  const all = runs.map(valuesOf);
  const names = [...new Set(all.flatMap((values) => Object.keys(values)))];
  return names.flatMap((name) => {
    const values = all.map((one) => one[name] ?? null);
    const known = values.filter((value) => value !== null);
    // An axis on which all stand at one place says nothing.
    if (new Set(known).size < 2) return [];
    const kind = kindOfName(name);
    const axis = {
      id: name,
      label: hyperparameterWords(name),
      scale: kind === null ? 'linear' : panelOfKind[kind].scale,
      words: [],
    } as const;
    return [{ axis, values }];
  });
}

const wordColumn = (id: string, label: string, values: readonly string[]): Column => ({
  axis: { id, label, scale: 'words', words: [...new Set(values)] },
  values,
});

/** Of settings only those that say something no other axis says. */
const told = /^(hyperparameters\.|method\.values|method\.schedule|method\.source|origin)/;

function settingColumns(runs: readonly ParallelRun[]): Column[] {
  const configs = runs.flatMap(({ config }) => config ?? []);
  if (configs.length !== runs.length) return [];
  return settingRows(configs)
    .filter(({ path, differs }) => differs && !told.test(path))
    .flatMap(({ path, values }): Column[] => {
      const numbers = values.map((value) => (value === null || value === 'none' ? null : Number(value)));
      const isNumeric = numbers.every((value) => value === null || Number.isFinite(value));
      if (isNumeric) {
        const known = numbers.filter((value) => value !== null);
        if (new Set(known).size < 2) return [];
        return [
          {
            axis: { id: path, label: path, scale: isWide(known) ? 'log' : 'linear', words: [] } as const,
            values: numbers,
          },
        ];
      }
      if (path === 'method.name')
        return [
          wordColumn(
            path,
            'Method',
            values.map((value) => methodWords(value ?? '')),
          ),
        ];
      const words = values.map((value) => value ?? '–');
      return new Set(words).size > mostWords ? [] : [wordColumn(path, path, words)];
    });
}

/** Which rows a column puts together, whatever it calls them. */
function partitionOf({ values }: Column): string {
  const places = new Map<number | string | null, number>();
  return values
    .map((value) => {
      const place = places.get(value) ?? places.size;
      places.set(value, place);
      return place;
    })
    .join(' ');
}

/** Without the axes of words that divide the runs as another axis before them does. */
function tellingApart(columns: readonly Column[]): readonly Column[] {
  const seen = new Set<string>();
  return columns.filter((column) => {
    const partition = partitionOf(column);
    if (column.axis.scale === 'words' && seen.has(partition)) return false;
    seen.add(partition);
    return true;
  });
}

function groupColumn(runs: readonly ParallelRun[]): Column[] {
  const count = new Set(runs.map(({ group }) => group)).size;
  if (count < 2 || count > mostWords) return [];
  return [
    wordColumn(
      'experiment',
      'Experiment',
      runs.map(({ group }) => group),
    ),
  ];
}

/** How far a column's order goes with that of the loss: the axes that say most stay when there are too many. */
function tellingness({ values }: Column, losses: readonly number[]): number {
  const pairs = values.flatMap((value, index) =>
    typeof value === 'number' ? [[value, losses[index] ?? Number.NaN] as const] : [],
  );
  return Math.abs(correlation(ranks(pairs.map(([value]) => value)), ranks(pairs.map(([, loss]) => loss))));
}

function ranks(values: readonly number[]): readonly number[] {
  const order = values.map((_, index) => index).sort((one, other) => (values[one] ?? 0) - (values[other] ?? 0));
  const found = new Array<number>(values.length).fill(0);
  order.forEach((index, rank) => {
    found[index] = rank;
  });
  return found;
}

function correlation(left: readonly number[], right: readonly number[]): number {
  const middle = (left.length - 1) / 2;
  let product = 0;
  let squares = 0;
  left.forEach((value, index) => {
    product += (value - middle) * ((right[index] ?? 0) - middle);
    squares += (value - middle) ** 2;
  });
  return squares === 0 ? 0 : product / squares;
}

/** What the figure shows, without brushes: runs with a best loss, those with the lowest first where there are too many. */
export function parallelInput(title: string, all: readonly ParallelRun[]): Omit<ParallelInput, 'brushes'> {
  const scored = all.filter(({ row }) => row.best !== null && Number.isFinite(row.best.loss));
  const runs = [...scored]
    .sort((one, other) => (one.row.best?.loss ?? 0) - (other.row.best?.loss ?? 0))
    .slice(0, mostLines);
  const losses = runs.map(({ row }) => row.best?.loss ?? Number.NaN);
  const group = groupColumn(runs);
  const apart = tellingApart([...group, ...hyperparameterColumns(runs), ...settingColumns(runs)]);
  const columns = apart.filter((column) => !group.includes(column));
  const kept = new Set(
    [...columns].sort((one, other) => tellingness(other, losses) - tellingness(one, losses)).slice(0, mostAxes - 2),
  );
  const chosen: readonly Column[] = [
    ...group,
    ...columns.filter((column) => kept.has(column)),
    {
      axis: { id: 'loss', label: 'Validation loss, best', scale: isWide(losses) ? 'log' : 'linear', words: [] },
      values: losses,
    },
  ];
  const dropped = columns.length - kept.size;
  return {
    title,
    axes: chosen.map(({ axis }) => axis),
    lines: runs.map(
      ({ row, ordinal }, index): ParallelLine => ({
        label: runLabel(row),
        ordinal,
        values: chosen.map(({ values }) => values[index] ?? null),
      }),
    ),
    notes: [
      'Hyperparameters at the best epoch. Draw along an axis to keep only the runs that cross it there.',
      ...(scored.length > runs.length
        ? [`Showing the ${runs.length} of ${scored.length} runs with the lowest loss.`]
        : []),
      ...(dropped > 0 ? [`Showing the ${kept.size} axes that go most with the loss; ${dropped} more differ.`] : []),
    ],
  };
}
