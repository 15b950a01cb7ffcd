// Writes the data card of rows that were just imported.
import type { ColumnSummary, DataCard } from '../../src-shared/domain/data-card.ts';
import { datasetIdSchema } from '../../src-shared/domain/ids.ts';
import { type Column, type Contents, labelsOf, type SequenceContents } from './dataset.ts';
import type { Imported } from './importers/imported.ts';
import { summariseLengths } from './sequence-lengths.ts';
import { summariseVocabulary } from './vocabulary-summary.ts';

/** Most categories of one column that its card lists. */
const mostListedCategories = 1000;

function summarise(column: Column): ColumnSummary {
  const { name, role } = column;
  if (column.kind === 'categorical') {
    const missing = column.codes.reduce((count, code) => count + (code < 0 ? 1 : 0), 0);
    return { name, kind: 'categorical', role, missing, categories: column.categories.slice(0, mostListedCategories) };
  }
  let [count, sum, minimum, maximum] = [0, 0, Infinity, -Infinity];
  for (const value of column.values) {
    if (Number.isNaN(value)) continue;
    count++;
    sum += value;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  const missing = column.values.length - count;
  if (count === 0) return { name, kind: 'numeric', role, missing };
  // Adding 0 turns -0 into 0, which is what the card's file can hold.
  return { name, kind: 'numeric', role, missing, minimum: minimum + 0, maximum: maximum + 0, mean: sum / count + 0 };
}

/** The columns of the file in their order, that of the sequences among them. */
function summariseSequences({ columns, sequence, starts }: SequenceContents): ColumnSummary[] {
  const summaries = columns.map(summarise);
  const missing = starts.reduce((count, start, row) => count + (row > 0 && start === starts[row - 1] ? 1 : 0), 0);
  summaries.splice(sequence.position, 0, { name: sequence.name, kind: 'sequence', role: 'sequence', missing });
  return summaries;
}

function summariseColumns(contents: Contents, { target, classes }: Imported): ColumnSummary[] {
  switch (contents.form) {
    case 'table':
      return contents.columns.map(summarise);
    case 'sequences':
      return summariseSequences(contents);
    case 'images':
      return [{ name: target, kind: 'categorical', role: 'target', missing: 0, categories: [...(classes ?? [])] }];
    case 'text':
      return [];
    default:
      return contents satisfies never;
  }
}

export interface CardHeading {
  readonly name: string;
  readonly source: string;
  readonly provenance: string;
  /** 64 hex digits; the id is its start. */
  readonly contentHash: string;
}

/** The card of imported rows under a heading. */
export function writeCard(imported: Imported, heading: CardHeading): DataCard {
  const { contents, rows, task, target, classes, givenSplit, warnings } = imported;
  return {
    version: 1,
    id: datasetIdSchema.parse(heading.contentHash.slice(0, 16)),
    ...heading,
    form: contents.form,
    task,
    target,
    rows,
    ...(classes === undefined ? {} : { classes: [...classes], classCounts: countLabels(imported, classes.length) }),
    columns: summariseColumns(contents, imported),
    ...(contents.form === 'images' ? { imageShape: [...contents.imageShape] } : {}),
    ...(contents.form === 'text' || contents.form === 'sequences' ? { vocabulary: summariseVocabulary(contents) } : {}),
    ...(contents.form === 'sequences' ? { lengths: summariseLengths(contents) } : {}),
    ...(givenSplit === undefined ? {} : { givenSplit }),
    warnings: [...warnings],
  };
}

function countLabels({ contents }: Imported, classes: number): number[] {
  const counts = Array<number>(classes).fill(0);
  for (const label of labelsOf(contents)) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}
