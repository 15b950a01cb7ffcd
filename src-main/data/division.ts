// How a split would divide a data set, in numbers and sentences, before anything is trained on it.
import type { Division } from '../../src-shared/contract/data.ts';
import type { SplitConfig } from '../../src-shared/domain/run-config.ts';
import { countsOf, partNames, type RowsOfParts } from './allot.ts';
import { type Dataset, labelsOf } from './dataset.ts';
import type { DatasetFacts, Twins } from './dataset-facts.ts';
import { imbalanceWarning } from './importers/target-column.ts';
import type { PartName } from './part-names.ts';
import { countOf, listNames } from './sentences.ts';
import { columnToSplitBy, countRows, splitRows } from './split.ts';

type Counts = Division['rows'];

/** Less to validate on than this makes a noisy loss to tune by. */
const fewest = { row: 30, token: 1_000 } as const;

const counts = (of: (part: PartName) => number): Counts => ({
  train: of('train'),
  validation: of('validation'),
  test: of('test'),
});

function countClasses(dataset: Dataset, parts: RowsOfParts): Division['classes'] {
  const classes = dataset.card.classes ?? [];
  if (classes.length === 0) return [];
  const labels = labelsOf(dataset);
  const rows = counts(() => 0);
  const result = classes.map((name) => ({ name, ...rows }));
  for (const part of partNames) {
    for (const row of parts[part]) {
      const found = result[labels[row] ?? -1];
      if (found !== undefined) found[part]++;
    }
  }
  return result;
}

/** Position in `partNames` of every row's part, [rows]. */
function partOfRows(parts: RowsOfParts, rows: number): Uint8Array {
  const partOf = new Uint8Array(rows);
  for (const [position, name] of partNames.entries()) for (const row of parts[name]) partOf[row] = position;
  return partOf;
}

/** Rows of validation and test that have exactly the inputs of a training row. */
function countShared({ rows, ends }: Twins, partOf: Uint8Array): Division['duplicates'] {
  const shared = { validation: 0, test: 0 };
  let start = 0;
  for (const end of ends) {
    const group = rows.subarray(start, end);
    start = end;
    if (!group.some((row) => partOf[row] === 0)) continue;
    for (const row of group) {
      if (partOf[row] === 1) shared.validation++;
      if (partOf[row] === 2) shared.test++;
    }
  }
  return shared;
}

function countGroups(dataset: Dataset, split: SplitConfig, partOf: Uint8Array): Division['groups'] {
  if (split.kind !== 'grouped') return null;
  const { codes } = columnToSplitBy(dataset, split, 'group');
  const partsOfGroup = new Map<number, number>();
  for (const [row, code] of codes.entries()) {
    partsOfGroup.set(code, (partsOfGroup.get(code) ?? 0) | (1 << (partOf[row] ?? 0)));
  }
  const groups = [...partsOfGroup.values()];
  const inPart = (part: PartName) => groups.filter((bits) => (bits & (1 << partNames.indexOf(part))) !== 0).length;
  // A number with one bit set has none in common with the number before it.
  return { ...counts(inPart), overlapping: groups.filter((bits) => (bits & (bits - 1)) !== 0).length };
}

function sizeWarnings({ validation }: Counts, noun: keyof typeof fewest): string[] {
  if (validation >= fewest[noun]) return [];
  return [
    `Only ${countOf(validation, noun)} ${validation === 1 ? 'is' : 'are'} held out for tuning: the validation loss will be noisy, and hyperparameters may fit ${validation === 1 ? 'it' : 'them'} by chance.`,
  ];
}

function classWarnings(classes: Division['classes']): string[] {
  if (classes.length === 0) return [];
  const names = classes.map(({ name }) => name);
  const absent = (part: PartName) => classes.filter((count) => count[part] === 0).map(({ name }) => name);
  const [unlearnt, untuned] = [absent('train'), absent('validation')];
  const all = Int32Array.from(classes, ({ train, validation, test }) => train + validation + test);
  return [
    ...(unlearnt.length === 0 ? [] : [`No training row has the class ${listNames(unlearnt)}: it cannot be learnt.`]),
    ...(untuned.length === 0
      ? []
      : [`No validation row has the class ${listNames(untuned)}: the tuning does not see it.`]),
    ...imbalanceWarning(names, all),
  ];
}

function sharedWarnings(duplicates: Division['duplicates']): string[] {
  return (['validation', 'test'] as const).flatMap((part) => {
    const count = duplicates[part];
    if (count === 0) return [];
    return [
      `${countOf(count, `${part} row`)} ${count === 1 ? 'has' : 'have'} exactly the inputs of a training row: the ${part} scores will look better than they are.`,
    ];
  });
}

/** A text has no classes, no groups, and no rows that could recur. */
function divisionOfText(rows: Counts): Division {
  return {
    rows,
    classes: [],
    duplicates: { validation: 0, test: 0 },
    groups: null,
    warnings: sizeWarnings(rows, 'token'),
  };
}

/**
 * What a split makes of a data set.
 * @throws AppError where the split cannot be made, see `splitRows`
 */
export function divisionOf(dataset: Dataset, split: SplitConfig, facts: DatasetFacts): Division {
  if (dataset.form === 'text') return divisionOfText(countRows(dataset, split));
  const parts = splitRows(dataset, split);
  const partOf = partOfRows(parts, dataset.card.rows);
  const rows = countsOf(parts);
  const classes = countClasses(dataset, parts);
  const duplicates = countShared(facts.twins, partOf);
  return {
    rows,
    classes,
    duplicates,
    groups: countGroups(dataset, split, partOf),
    warnings: [
      ...sizeWarnings(rows, 'row'),
      ...classWarnings(classes),
      ...sharedWarnings(duplicates),
      ...facts.inputWarnings,
    ],
  };
}
