// From a data set and a way to divide it to what training receives: preprocessed training and validation rows, and a sealed test set.
import type { DataCard, Task, TokenLevel } from '../../src-shared/domain/data-card.ts';
import type { TokenShape } from '../../src-shared/domain/input-shape.ts';
import type { SplitConfig } from '../../src-shared/domain/run-config.ts';
import type { RowsOfParts } from './allot.ts';
import { contiguousRanges } from './contiguous-split.ts';
import { type Dataset, imageSize, levelsOf, type TextDataset } from './dataset.ts';
import { divisionNotes, textNotes } from './division-notes.ts';
import {
  answersOf,
  fitPreprocessing,
  type PixelScale,
  pixelScaleOf,
  type RowDataset,
  type RowPreprocessing,
  textPreprocessing,
  valueOfPixel,
} from './preprocess.ts';
import { featureOfInput, inputWidth, type Preprocessing } from './preprocessing.ts';
import {
  convertedPixels,
  keptFeatures,
  type LabelledRows,
  labelledRows,
  type Part,
  type PartData,
  paddedSequences,
  tokenStream,
} from './rows.ts';
import { SealedTestRows } from './sealed-test.ts';
import { countRows, dividingColumn, splitRows } from './split.ts';
import { tableInputs } from './table-inputs.ts';
import { levelOf } from './tokens.ts';

export interface PreparedData {
  readonly form: DataCard['form'];
  readonly task: Task;
  /** Network inputs, I; of sequences and of a running text the tokens that one step reads. */
  readonly inputs: number;
  /** Network outputs: the number of classes, or 1; the vocabulary, V, of a running text. */
  readonly outputs: number;
  readonly classes?: readonly string[];
  /** For a regression: target = mean + deviation · network output, in the target's own unit. */
  readonly targetScale?: { readonly mean: number; readonly deviation: number };
  /** For images: [height, width, channels]; an input is a pixel of one channel, in this order. Null for tables. */
  readonly imageShape: readonly [number, number, number] | null;
  /** For images: input = (pixel − mean) / deviation with the pixel in [0, 1], channel by channel. Null for tables. */
  readonly pixelScale: PixelScale | null;
  /** For texts and sequences: how many tokens are told apart, and whether they are one running text. Null: inputs are numbers. */
  readonly tokens: TokenShape | null;
  /** For texts and sequences: what each token stands for, [V], and what one token is. */
  readonly vocabulary: readonly string[] | null;
  readonly level: TokenLevel | null;
  /** For tables: whether every input is a column of numbers, so that all of them together may be one ordered axis, I long. */
  readonly canBeOrderedAxis: boolean;
  /** [I] source column of each input; inputs of one column share a number. */
  readonly featureOfInput: Int32Array;
  /** A stream for a running text, else rows. */
  readonly train: PartData<'train'>;
  readonly validation: PartData<'validation'>;
  readonly test: SealedTestRows;
  readonly preprocessing: Preprocessing;
  /** What the user should know about this division, in sentences. */
  readonly notes: readonly string[];
}

export interface PrepareOptions {
  /** Tokens that one step of the model reads, for texts and sequences; sequences are read whole without it. */
  readonly length?: number | undefined;
}

/**
 * Divides, fits the preprocessing to the training rows and applies it.
 * @throws AppError where the split cannot be made, see `splitRows`
 */
export function prepareData(dataset: Dataset, split: SplitConfig, { length }: PrepareOptions = {}): PreparedData {
  if (dataset.form === 'text') return prepareText(dataset, split, length ?? 1);
  const parts = splitRows(dataset, split);
  const preprocessing = fitPreprocessing(dataset, parts.train, { keptOut: dividingColumn(split), length });
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
    ...(preprocessing.form === 'sequences' ? tokensOf(preprocessing) : { tokens: null, vocabulary: null, level: null }),
    canBeOrderedAxis: preprocessing.form === 'table' && preprocessing.columns.every(({ kind }) => kind === 'numeric'),
    featureOfInput: featureOfInput(preprocessing),
    train: prepareRows('train', preparation),
    validation: prepareRows('validation', preparation),
    test: new SealedTestRows(parts.test.length, () => prepareRows('test', preparation)),
    preprocessing,
    notes: divisionNotes(dataset, parts, split),
  };
}

function prepareText(dataset: TextDataset, split: SplitConfig, length: number): PreparedData {
  const counts = countRows(dataset, split);
  const ranges = contiguousRanges(dataset.card, split);
  const preprocessing = textPreprocessing(dataset, length);
  const part = <Name extends Part>(name: Name) =>
    tokenStream(name, dataset.tokens.subarray(ranges[name].from, ranges[name].to));
  return {
    form: 'text',
    task: 'language',
    inputs: length,
    outputs: dataset.vocabulary.length,
    imageShape: null,
    pixelScale: null,
    ...tokensOf(preprocessing),
    canBeOrderedAxis: false,
    featureOfInput: featureOfInput(preprocessing),
    train: part('train'),
    validation: part('validation'),
    test: new SealedTestRows(counts.test, () => part('test')),
    preprocessing,
    notes: textNotes(dataset, counts),
  };
}

function tokensOf({ form, rule, vocabulary }: Extract<Preprocessing, { form: 'text' | 'sequences' }>) {
  return {
    tokens: { vocabulary: vocabulary.length, isRunningText: form === 'text' },
    vocabulary,
    level: levelOf(rule),
  };
}

interface Preparation {
  readonly dataset: RowDataset;
  readonly preprocessing: RowPreprocessing;
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
  if (dataset.form === 'sequences' && preprocessing.form === 'sequences') {
    const { tokens, starts } = dataset;
    return labelledRows(part, paddedSequences({ tokens, starts, width: preprocessing.length, rows }), answers);
  }
  throw new Error(`Preprocessing for ${preprocessing.form} met a data set of ${dataset.form}.`);
}
