// From a data set and a way to divide it to what training receives: preprocessed training and validation rows, and a sealed test set.
import type { DataCard, Task } from '../../src-shared/domain/data-card.ts';
import type { SplitConfig } from '../../src-shared/domain/run-config.ts';
import { partNames, type RowsOfParts } from './allot.ts';
import { type Dataset, imageSize, labelsOf, levelsOf } from './dataset.ts';
import { membershipIn, rowFingerprints } from './duplicates.ts';
import { answersOf, fitPreprocessing, type PixelScale, pixelScaleOf, valueOfPixel } from './preprocess.ts';
import { featureOfInput, inputWidth, type Preprocessing } from './preprocessing.ts';
import { convertedPixels, keptFeatures, type LabelledRows, labelledRows, type Part } from './rows.ts';
import { SealedTestRows } from './sealed-test.ts';
import { countOf, listNames } from './sentences.ts';
import { splitRows } from './split.ts';
import { tableInputs } from './table-inputs.ts';

export interface PreparedData {
  readonly form: DataCard['form'];
  readonly task: Task;
  /** Network inputs, I. */
  readonly inputs: number;
  /** Network outputs: the number of classes, or 1. */
  readonly outputs: number;
  readonly classes?: readonly string[];
  /** For a regression: target = mean + deviation · network output, in the target's own unit. */
  readonly targetScale?: { readonly mean: number; readonly deviation: number };
  /** For images: [height, width, channels]; an input is a pixel of one channel, in this order. Null for tables. */
  readonly imageShape: readonly [number, number, number] | null;
  /** For images: input = (pixel − mean) / deviation with the pixel in [0, 1], channel by channel. Null for tables. */
  readonly pixelScale: PixelScale | null;
  /** For tables: whether every input is a column of numbers, so that all of them together may be one ordered axis, I long. */
  readonly canBeOrderedAxis: boolean;
  /** [I] source column of each input; inputs of one column share a number. */
  readonly featureOfInput: Int32Array;
  readonly train: LabelledRows<'train'>;
  readonly validation: LabelledRows<'validation'>;
  readonly test: SealedTestRows;
  readonly preprocessing: Preprocessing;
  /** What the user should know about this division, in sentences. */
  readonly notes: readonly string[];
}

/**
 * Divides, fits the preprocessing to the training rows and applies it.
 * @throws AppError where the split cannot be made, see `splitRows`
 */
export function prepareData(dataset: Dataset, split: SplitConfig): PreparedData {
  const parts = splitRows(dataset, split);
  const preprocessing = fitPreprocessing(dataset, parts.train, dividingColumn(split));
  const preparation = { dataset, preprocessing, parts };
  const { target } = preprocessing;
  return {
    form: dataset.form,
    task: target.task,
    inputs: inputWidth(preprocessing),
    outputs: target.task === 'classification' ? target.classes.length : 1,
    ...(target.task === 'classification'
      ? { classes: target.classes }
      : { targetScale: { mean: target.mean, deviation: target.deviation } }),
    imageShape: preprocessing.form === 'images' ? preprocessing.imageShape : null,
    pixelScale: preprocessing.form === 'images' ? pixelScaleOf(preprocessing) : null,
    canBeOrderedAxis: preprocessing.form === 'table' && preprocessing.columns.every(({ kind }) => kind === 'numeric'),
    featureOfInput: featureOfInput(preprocessing),
    train: prepareRows('train', preparation),
    validation: prepareRows('validation', preparation),
    test: new SealedTestRows(parts.test.length, () => prepareRows('test', preparation)),
    preprocessing,
    notes: notesOf(dataset, parts, split),
  };
}

/** The column that the rows are divided by, if any: as an input it would tell the parts apart. */
function dividingColumn({ kind, column }: SplitConfig): string | undefined {
  return kind === 'grouped' || kind === 'column' ? column : undefined;
}

interface Preparation {
  readonly dataset: Dataset;
  readonly preprocessing: Preprocessing;
  readonly parts: RowsOfParts;
}

function prepareRows<Name extends Part>(
  part: Name,
  { dataset, preprocessing, parts }: Preparation,
): LabelledRows<Name> {
  const rows = parts[part];
  const answers = answersOf(dataset, preprocessing, rows);
  if (dataset.form === 'images' && preprocessing.form === 'images') {
    const { pixels } = dataset;
    const values = valueOfPixel(preprocessing, levelsOf(pixels));
    const source = convertedPixels({ pixels, width: imageSize(dataset), rows, valueOfPixel: values });
    return labelledRows(part, source, answers);
  }
  if (dataset.form === 'table' && preprocessing.form === 'table') {
    const matrix = tableInputs(preprocessing, dataset.columns, rows);
    return labelledRows(part, keptFeatures(matrix, inputWidth(preprocessing)), answers);
  }
  throw new Error(`Preprocessing for ${preprocessing.form} met a data set of ${dataset.form}.`);
}

function notesOf(dataset: Dataset, parts: RowsOfParts, split: SplitConfig): string[] {
  return [
    `${countOf(parts.train.length, 'row')} for training, ${countOf(parts.validation.length, 'row')} held out for tuning (validation set), ${countOf(parts.test.length, 'row')} in the sealed test set; ${describeSplit(dataset, split)}.`,
    ...keptOutNote(dataset, split),
    ...filledNotes(dataset),
    ...absentClassNotes(dataset, parts),
    ...sharedRowNotes(dataset, parts),
  ];
}

function describeSplit({ card }: Dataset, split: SplitConfig): string {
  if (split.kind === 'column') return 'split as the file says';
  const how = `split ${split.kind}, seed ${split.seed}`;
  if (split.kind === 'grouped') return `${how}; no group is in two parts`;
  const { validation = 0, test = 0 } = card.givenSplit ?? {};
  if (validation > 0 && test > 0) return 'split as the files say';
  if (validation > 0) return `${how}; the validation set is the files' own`;
  return test > 0 ? `${how}; the test set is the files' own` : how;
}

function keptOutNote(dataset: Dataset, split: SplitConfig): string[] {
  const columns = dataset.form === 'table' ? dataset.columns : [];
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
