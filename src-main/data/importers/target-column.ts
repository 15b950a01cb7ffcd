// The target as the net will see it: class labels in a fixed order, or numbers; and which of the two it is.
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { Task } from '../../../src-shared/domain/data-card.ts';
import { listNames, shown } from '../sentences.ts';
import type { RawColumn } from './raw-column.ts';
import { textReasonOf } from './text-reasons.ts';

/** Most classes of a classification. */
export const mostClasses = 65_536;

/** Whole numbers with at most this many distinct values are read as classes. */
const mostNumberClasses = 20;

export type Target =
  | { readonly task: 'classification'; readonly labels: Int32Array; readonly classes: readonly string[] }
  | { readonly task: 'regression'; readonly values: Float64Array };

/** Whether whole numbers look like labels: few distinct ones, each seen five times on average. */
function looksLikeLabels(values: Float64Array): boolean {
  const distinct = new Set<number>();
  for (const value of values) {
    if (!Number.isInteger(value)) return false;
    distinct.add(value);
    if (distinct.size > mostNumberClasses) return false;
  }
  return values.length >= 5 * distinct.size;
}

function classesOfNumbers(name: string, values: Float64Array): Target {
  const seen = new Set<number>();
  for (const value of values) if (seen.add(value).size > mostClasses) throw tooManyClasses(name);
  const distinct = [...seen].sort((left, right) => left - right);
  const label = new Map(distinct.map((value, index) => [value, index]));
  return {
    task: 'classification',
    labels: Int32Array.from(values, (value) => label.get(value) ?? -1),
    classes: distinct.map(String),
  };
}

function classesOfTexts(codes: Int32Array, categories: readonly string[]): Target {
  const seen = [...new Set(codes)].map((code) => categories[code] ?? '');
  // By code units, not by locale: the label order must be the same on every machine.
  const classes = seen.sort((left, right) => (left < right ? -1 : 1));
  const label = new Map(classes.map((name, index) => [name, index]));
  return {
    task: 'classification',
    labels: Int32Array.from(codes, (code) => label.get(categories[code] ?? '') ?? -1),
    classes,
  };
}

function checkVariety(name: string, distinct: number, what: string): void {
  if (distinct < 2) {
    throw new AppError(
      'data/one-class',
      `The target "${name}" holds one ${what} only; at least two different ones are needed to learn from. Choose another column as the target.`,
    );
  }
}

const tooManyClasses = (name: string) =>
  new AppError(
    'data/too-many-classes',
    `The target "${name}" has more than ${mostClasses.toLocaleString('en-US')} different values, too many for classes. Choose another column, or regression.`,
  );

/**
 * The target without missing values as labels or numbers.
 * @throws AppError `data/one-class`, `data/too-many-classes`, `data/target-not-numeric`
 */
export function readTarget(column: RawColumn, task: Task | undefined): Target {
  if (column.kind === 'categorical' && task === 'regression') {
    const reason = textReasonOf(column);
    throw new AppError(
      'data/target-not-numeric',
      reason === null
        ? `The target "${column.name}" holds text (${listNames(column.categories, 3)}); a regression needs numbers. Choose a numeric column, or classification.`
        : `The target "${column.name}" holds text, and a regression needs numbers: ${reason.because}. ${reason.wayOut}`,
    );
  }
  if (column.kind === 'numeric' && (task === 'regression' || (task === undefined && !looksLikeLabels(column.values)))) {
    checkVariety(column.name, column.values.some((value) => value !== column.values[0]) ? 2 : 1, 'value');
    return { task: 'regression', values: column.values };
  }
  const target =
    column.kind === 'numeric'
      ? classesOfNumbers(column.name, column.values)
      : classesOfTexts(column.codes, column.categories);
  const distinct = target.task === 'classification' ? target.classes.length : 0;
  checkVariety(column.name, distinct, 'class');
  if (distinct > mostClasses) throw tooManyClasses(column.name);
  return target;
}

/** What a person should read about the target: how it was understood, classes that are rare or oddly many. */
export function targetWarnings(column: RawColumn, target: Target, task: Task | undefined): string[] {
  if (target.task === 'regression') return [];
  const { classes, labels } = target;
  const warnings: string[] = [];
  if (column.kind === 'numeric' && task === undefined) {
    warnings.push(
      `The target "${column.name}" has ${classes.length} different whole numbers, which are read as classes. For a regression choose the task regression.`,
    );
  }
  const reason = textReasonOf(column);
  if (reason !== null) {
    warnings.push(`The target "${column.name}" is read as classes: ${reason.because}. ${reason.wayOut}`);
  }
  const counts = new Int32Array(classes.length);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  const rare = classes.filter((_, label) => (counts[label] ?? 0) < 3);
  if (rare.length > 0) {
    warnings.push(
      `${rare.length === 1 ? 'The class' : 'The classes'} ${listNames(rare)} ${rare.length === 1 ? 'has' : 'have'} fewer than 3 rows: too few for training, validation and test to have one each.`,
    );
  }
  warnings.push(...imbalanceWarning(classes, counts));
  return warnings;
}

/** Says so where the largest class has ten times the rows of the smallest. @param counts rows of each class */
export function imbalanceWarning(classes: readonly string[], counts: Int32Array): string[] {
  const smallest = counts.reduce((least, count) => Math.min(least, count));
  const largest = counts.reduce((most, count) => Math.max(most, count));
  if (largest < 10 * smallest) return [];
  const nameOf = (count: number) => shown(classes[counts.indexOf(count)] ?? '');
  return [
    `The classes are unbalanced: "${nameOf(largest)}" has ${largest} rows, "${nameOf(smallest)}" has ${smallest}. Accuracy alone will mislead.`,
  ];
}
