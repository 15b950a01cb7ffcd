// What the user should know about a division, in sentences, beside the rows that training receives.
import type { SplitConfig } from '../../src-shared/domain/run-config.ts';
import { countsOf, partNames, type RowCounts, type RowsOfParts } from './allot.ts';
import { type Dataset, labelsOf, type TextDataset } from './dataset.ts';
import { membershipIn, rowFingerprints } from './duplicates.ts';
import { countOf, listNames } from './sentences.ts';
import { dividingColumn } from './split.ts';

/** Sentences about how a running text was divided. */
export function textNotes({ card }: TextDataset, counts: RowCounts): string[] {
  const { validation = 0, test = 0 } = card.givenSplit ?? {};
  const how = validation > 0 && test > 0 ? 'split as the files say' : 'one after the other, in the order of the text';
  return [countsNote(counts, 'token', how)];
}

function countsNote({ train, validation, test }: RowCounts, noun: string, how: string): string {
  return `${countOf(train, noun)} for training, ${countOf(validation, noun)} held out for tuning (validation set), ${countOf(test, noun)} in the sealed test set; ${how}.`;
}

/** Sentences about how the rows of a data set were divided. */
export function divisionNotes(dataset: Dataset, parts: RowsOfParts, split: SplitConfig): string[] {
  return [
    countsNote(countsOf(parts), 'row', describeSplit(dataset, split)),
    ...keptOutNote(dataset, split),
    ...filledNotes(dataset),
    ...absentClassNotes(dataset, parts),
    ...sharedRowNotes(dataset, parts),
  ];
}

function describeSplit({ card }: Dataset, split: SplitConfig): string {
  if (split.kind === 'column') return 'split as the file says';
  const how =
    split.kind === 'contiguous' ? 'split in the order of the rows' : `split ${split.kind}, seed ${split.seed}`;
  if (split.kind === 'grouped') return `${how}; no group is in two parts`;
  const { validation = 0, test = 0 } = card.givenSplit ?? {};
  if (validation > 0 && test > 0) return 'split as the files say';
  if (validation > 0) return `${how}; the validation set is the files' own`;
  return test > 0 ? `${how}; the test set is the files' own` : how;
}

function keptOutNote(dataset: Dataset, split: SplitConfig): string[] {
  const columns = dataset.form === 'table' || dataset.form === 'sequences' ? dataset.columns : [];
  const dividing = dividingColumn(split);
  const isInput = columns.some((column) => column.name === dividing && column.role === 'input');
  return isInput ? [`The column "${dividing}" divides the rows and is therefore no input.`] : [];
}

function filledNotes(dataset: Dataset): string[] {
  return dataset.card.columns.flatMap(({ name, kind, role, missing }) => {
    if (role !== 'input' || missing === 0) return [];
    const how =
      kind === 'numeric' ? 'filled with the median of the training rows' : 'treated as a category of their own';
    return [`${countOf(missing, 'missing value')} of "${name}" ${missing === 1 ? 'is' : 'are'} ${how}.`];
  });
}

/** Classes that training never sees cannot be learnt, whatever the loss says. */
function absentClassNotes(dataset: Dataset, parts: RowsOfParts): string[] {
  const classes = dataset.card.classes;
  if (classes === undefined) return [];
  const labels = labelsOf(dataset);
  const seen = new Set(Array.from(parts.train, (row) => labels[row]));
  const absent = classes.filter((_, label) => !seen.has(label));
  return absent.length === 0 ? [] : [`No training row has the class ${listNames(absent)}: it cannot be learnt.`];
}

/** Rows whose inputs also occur in the training rows make the scores look better than they are. */
function sharedRowNotes(dataset: Dataset, parts: RowsOfParts): string[] {
  const fingerprints = rowFingerprints(dataset, 'inputs');
  const isKnown = membershipIn(Float64Array.from(parts.train, (row) => fingerprints[row] ?? 0));
  return partNames
    .filter((part) => part !== 'train')
    .flatMap((part) => {
      const shared = parts[part].reduce((count, row) => count + (isKnown(fingerprints[row] ?? 0) ? 1 : 0), 0);
      if (shared === 0) return [];
      const verb = shared === 1 ? 'has' : 'have';
      return [`${countOf(shared, `${part} row`)} ${verb} exactly the inputs of a training row.`];
    });
}
