// What holds for a data set however it is divided, and takes a pass over all its rows: found once, kept beside the rows.
import { type Dataset, labelsOf, targetColumn } from './dataset.ts';
import { rowFingerprints } from './duplicates.ts';
import { isIdName } from './importers/target-choice.ts';
import { type Leak, leakFinder, leakWords } from './leaks.ts';
import { listNames } from './sentences.ts';

/** Rows with equal inputs. Two plain arrays, because there may be hundreds of thousands of groups on their way between threads. */
export interface Twins {
  /** The rows of all groups, group after group. Rows without a twin are in none. */
  readonly rows: Uint32Array;
  /** Of each group, where it ends in `rows`. */
  readonly ends: Uint32Array;
}

export interface DatasetFacts {
  readonly twins: Twins;
  /** Sentences about inputs that name rows or give the answer away. */
  readonly inputWarnings: readonly string[];
}

function twinsOf(dataset: Dataset): Twins {
  const fingerprints = rowFingerprints(dataset, 'inputs');
  const order = Uint32Array.from(fingerprints.keys()).sort(
    (left, right) => (fingerprints[left] ?? 0) - (fingerprints[right] ?? 0) || left - right,
  );
  const rows = new Uint32Array(order.length);
  const ends: number[] = [];
  let filled = 0;
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && fingerprints[order[end] ?? 0] === fingerprints[order[start] ?? 0]) end++;
    if (end - start > 1) {
      rows.set(order.subarray(start, end), filled);
      filled += end - start;
      ends.push(filled);
    }
    start = end;
  }
  return { rows: rows.slice(0, filled), ends: Uint32Array.from(ends) };
}

const equalWords = (names: string, isOne: boolean) =>
  `${names} ${isOne ? 'equals' : 'equal'} the target and ${isOne ? 'gives' : 'give'} the answer away. Import the file anew and ignore ${isOne ? 'it' : 'them'}.`;

function wordsFor(leak: Leak, names: readonly string[]): string {
  const isOne = names.length === 1;
  const columns = `${isOne ? 'The column' : 'The columns'} ${listNames(names)}`;
  return leak === 'equal' ? equalWords(columns, isOne) : leakWords(leak, columns, isOne);
}

function inputWarningsOf(dataset: Dataset): string[] {
  if (dataset.form === 'images' || dataset.form === 'text') return [];
  const target = targetColumn(dataset);
  const leakOf = leakFinder(
    target.kind === 'numeric'
      ? { task: 'regression', values: target.values }
      : { task: 'classification', labels: labelsOf(dataset) },
  );
  const inputs = dataset.columns.filter(({ role }) => role === 'input');
  const names = new Map<Leak, string[]>();
  for (const column of inputs) {
    const leak = leakOf(column);
    if (leak !== null) names.set(leak, [...(names.get(leak) ?? []), column.name]);
  }
  const ids = inputs.filter(({ name }) => isIdName(name)).map(({ name }) => name);
  return [
    ...[...names].map(([leak, columns]) => wordsFor(leak, columns)),
    ...(ids.length === 0
      ? []
      : [
          `${listNames(ids)} ${ids.length === 1 ? 'looks like a name' : 'look like names'} of rows. What is learnt from names does not carry over to new rows.`,
        ]),
  ];
}

/** Finds the facts of a data set: a pass over all rows. */
export function factsOf(dataset: Dataset): DatasetFacts {
  return { twins: twinsOf(dataset), inputWarnings: inputWarningsOf(dataset) };
}
