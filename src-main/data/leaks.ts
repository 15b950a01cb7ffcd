// Columns that would give the answer away: copies of the target under another name, in another unit, or in other words.
// Not here: what is done about them (importers/column-roles, division).

/** A column's values as any stage of an import holds them; NaN and negative codes are missing. */
export type LeakValues =
  | { readonly kind: 'numeric'; readonly values: Float32Array | Float64Array }
  | { readonly kind: 'categorical'; readonly codes: Int32Array };

/** What is to be predicted, of the same rows. */
export type LeakAnswers =
  | { readonly task: 'classification'; readonly labels: Int32Array }
  | { readonly task: 'regression'; readonly values: Float32Array | Float64Array };

/**
 * `equal`: the target itself, or its classes renamed one to one.
 * `ordered`: a number that rises or falls strictly with the target, or words that stand for its values one to one.
 * `telling`: one look at it gives the class, though there are more values than classes.
 */
export type Leak = 'equal' | 'ordered' | 'telling';

/** Below these, a chance order of the rows would be taken for a leak. */
const fewestRows = 20;
const fewestRowsOfClass = 3;
/** Rows a category must have on average before "each category has one class" says anything. */
const rowsPerCategory = 5;

function isMissing(column: LeakValues, row: number): boolean {
  return column.kind === 'numeric' ? Number.isNaN(column.values[row] ?? Number.NaN) : (column.codes[row] ?? -1) < 0;
}

const cells = (column: LeakValues) => (column.kind === 'numeric' ? column.values : column.codes);

/** Whether two rows of values name each other one to one, none missing. */
function isOneToOne(column: LeakValues, answers: ArrayLike<number>): boolean {
  const values = cells(column);
  const answerOf = new Map<number, number>();
  const valueOfAnswer = new Map<number, number>();
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? Number.NaN;
    const answer = answers[row] ?? Number.NaN;
    if (isMissing(column, row)) return false;
    if ((answerOf.get(value) ?? answer) !== answer || (valueOfAnswer.get(answer) ?? value) !== value) return false;
    answerOf.set(value, answer);
    valueOfAnswer.set(answer, value);
  }
  return answerOf.size > 1;
}

/** Rows by rising target. */
function ascending(values: Float32Array | Float64Array): Uint32Array {
  return Uint32Array.from(values.keys()).sort((left, right) => (values[left] ?? 0) - (values[right] ?? 0));
}

/** Whether a number goes strictly up, or strictly down, with the target, and stays where the target stays. */
function isOrdered(
  values: Float32Array | Float64Array,
  target: Float32Array | Float64Array,
  order: Uint32Array,
): boolean {
  let direction = 0;
  for (let index = 1; index < order.length; index++) {
    const [before = 0, row = 0] = [order[index - 1], order[index]];
    const change = Math.sign((values[row] ?? Number.NaN) - (values[before] ?? Number.NaN));
    const targetChange = Math.sign((target[row] ?? 0) - (target[before] ?? 0));
    if (Number.isNaN(change) || (change === 0) !== (targetChange === 0)) return false;
    if (change === 0) continue;
    if (direction === 0) direction = change;
    if (change !== direction) return false;
  }
  return direction !== 0;
}

function regressionLeak(
  column: LeakValues,
  target: Float32Array | Float64Array,
  order: () => Uint32Array,
): Leak | null {
  if (column.kind === 'categorical') {
    const codes = new Set(column.codes);
    const isRepeated = codes.size * rowsPerCategory <= column.codes.length;
    return isRepeated && isOneToOne(column, target) ? 'ordered' : null;
  }
  const { values } = column;
  if (values.every((value, row) => value === target[row])) return 'equal';
  return values.length >= fewestRows && isOrdered(values, target, order()) ? 'ordered' : null;
}

/** Whether the values of each class lie in a range of their own. */
function hasRangeOfItsOwn(values: Float32Array | Float64Array, labels: Int32Array): boolean {
  const ranges = new Map<number, { low: number; high: number; rows: number }>();
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? Number.NaN;
    if (Number.isNaN(value)) return false;
    const label = labels[row] ?? -1;
    const range = ranges.get(label);
    if (range === undefined) ranges.set(label, { low: value, high: value, rows: 1 });
    else {
      if (value < range.low) range.low = value;
      if (value > range.high) range.high = value;
      range.rows++;
    }
  }
  const sorted = [...ranges.values()].sort((left, right) => left.low - right.low);
  return sorted.every(
    ({ low, rows }, index) => rows >= fewestRowsOfClass && (index === 0 || (sorted[index - 1]?.high ?? low) < low),
  );
}

/** Whether every category has rows of one class only, with enough rows each for that to mean something. */
function hasOneClassEach(codes: Int32Array, labels: Int32Array): boolean {
  const labelOf = new Map<number, number>();
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] ?? -1;
    const label = labels[row] ?? -1;
    if (code < 0 || (labelOf.get(code) ?? label) !== label) return false;
    labelOf.set(code, label);
  }
  return labelOf.size * rowsPerCategory <= codes.length;
}

function classificationLeak(column: LeakValues, labels: Int32Array): Leak | null {
  if (isOneToOne(column, labels)) return 'equal';
  if (labels.length < fewestRows) return null;
  const isTelling =
    column.kind === 'numeric' ? hasRangeOfItsOwn(column.values, labels) : hasOneClassEach(column.codes, labels);
  return isTelling ? 'telling' : null;
}

/** Says of any column how it would give these answers away; null where it does not. */
export function leakFinder(answers: LeakAnswers): (column: LeakValues) => Leak | null {
  if (answers.task === 'classification') return (column) => classificationLeak(column, answers.labels);
  // Sorted once for all columns, and only if a column comes that needs it.
  let order: Uint32Array | null = null;
  return (column) => regressionLeak(column, answers.values, () => (order ??= ascending(answers.values)));
}

const sameWords: Readonly<Record<Exclude<Leak, 'equal'>, (names: string, isOne: boolean) => string>> = {
  ordered: (names, isOne) =>
    `${names} ${isOne ? 'rises or falls' : 'rise or fall'} strictly with the target, as a copy in another unit would. Ignore ${isOne ? 'it' : 'them'} unless ${isOne ? 'it is' : 'they are'} known before the target is.`,
  telling: (names, isOne) =>
    `${names} ${isOne ? 'tells' : 'tell'} every row's class without help. Ignore ${isOne ? 'it' : 'them'} unless ${isOne ? 'it is' : 'they are'} known before the class is.`,
};

/** The sentence about columns that are no plain copy and give the answer away all the same. @param names `The column "a"` */
export function leakWords(leak: Exclude<Leak, 'equal'>, names: string, isOne: boolean): string {
  return sameWords[leak](names, isOne);
}
