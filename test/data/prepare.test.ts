import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../src-main/data/dataset.ts';
import { prepareData } from '../../src-main/data/prepare.ts';
import { pixelScaleOf } from '../../src-main/data/preprocess.ts';
import { preprocessingSchema } from '../../src-main/data/preprocessing.ts';
import type { Part, PartData } from '../../src-main/data/rows.ts';
import { issueUnsealToken } from '../../src-main/data/sealed-test.ts';
import { splitRows } from '../../src-main/data/split.ts';
import { splitConfigSchema } from '../../src-shared/domain/run-config.ts';
import { asRows } from '../support/part-kinds.ts';
import { imagesOf, imagesWith, make, numberColumn, tableOf, textColumn } from './small-datasets.ts';

const byColumn = splitConfigSchema.parse({ kind: 'column', column: 'part' });
const token = issueUnsealToken({ unsealedAt: '2026-01-02T03:04:05Z' });

/** All rows of a part as lists, with their answers. */
function rowsOf(part: PartData<Part>): { features: number[][]; answers: number[] } {
  const rows = asRows(part);
  const features = new Float32Array(rows.count * rows.width);
  const answers = rows.task === 'classification' ? new Int32Array(rows.count) : new Float32Array(rows.count);
  rows.gather(
    Uint32Array.from({ length: rows.count }, (_, row) => row),
    features,
    answers,
  );
  return {
    features: make(rows.count, (row) => [...features.subarray(row * rows.width, (row + 1) * rows.width)]),
    answers: [...answers],
  };
}

const parts = ['train', 'train', 'train', 'train', 'val', 'val', 'test', 'test'];

/** Eight rows: four training rows whose moments can be worked out by hand. */
function small(x: readonly number[], colour: readonly string[], y: readonly number[]): Dataset {
  return tableOf(
    numberColumn('x', x),
    textColumn('colour', colour),
    textColumn('part', parts, 'split'),
    numberColumn('y', y, 'target'),
  );
}

describe('preparing a table', () => {
  // Training x: 1, missing, 3, 8 -> median 3; filled 1, 3, 3, 8 -> mean 3.75, variance 6.6875 (divisor 4).
  const data = small(
    [1, Number.NaN, 3, 8, 3.75, Number.NaN, 100, -100],
    ['red', 'blue', '', 'red', 'green', '', 'blue', 'red'],
    [2, 4, 6, 8, 5, 10, 1, 2],
  );
  const prepared = prepareData(data, byColumn);
  const deviation = Math.sqrt(6.6875);

  it('standardises numbers by the training rows and fills missing ones with their median', () => {
    const x = rowsOf(prepared.train).features.map(([value]) => value);
    for (const [row, value] of [1, 3, 3, 8].entries()) expect(x[row]).toBeCloseTo((value - 3.75) / deviation, 6);
    const held = rowsOf(prepared.validation).features.map(([value]) => value);
    expect(held[0]).toBe(0);
    expect(held[1]).toBeCloseTo((3 - 3.75) / deviation, 6);
  });

  it('gives categories of the training rows an input each, missing one of its own, and unseen none', () => {
    const oneHot = (rows: PartData<Part>) => rowsOf(rows).features.map((row) => row.slice(1));
    expect(oneHot(prepared.train)).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
      [1, 0, 0],
    ]);
    expect(oneHot(prepared.validation)).toEqual([
      [0, 0, 0],
      [0, 0, 1],
    ]);
  });

  it('says which column each input comes from', () => {
    expect(prepared.inputs).toBe(4);
    expect([...prepared.featureOfInput]).toEqual([0, 1, 1, 1]);
  });

  it('standardises a regression target and keeps its scale', () => {
    expect(prepared.targetScale?.mean).toBe(5);
    expect(prepared.targetScale?.deviation).toBeCloseTo(Math.sqrt(5), 12);
    expect(rowsOf(prepared.validation).answers[1]).toBeCloseTo(Math.sqrt(5), 6);
    expect(prepared).toMatchObject({ form: 'table', task: 'regression', outputs: 1 });
  });

  it('gives a value that survives JSON', () => {
    expect(preprocessingSchema.parse(JSON.parse(JSON.stringify(prepared.preprocessing)))).toEqual(
      prepared.preprocessing,
    );
  });

  it('opens the test rows only against a token', () => {
    expect(prepared.test.count).toBe(2);
    expect(rowsOf(prepared.test.unseal(token)).features[0]?.[0]).toBeCloseTo((100 - 3.75) / deviation, 4);
  });

  it('notes parts and filled values', () => {
    const notes = prepared.notes.join('\n');
    expect(notes).toContain('4 rows for training, 2 rows held out for tuning (validation set), 2 rows in the sealed');
    expect(notes).toContain('2 missing values of "x" are filled with the median of the training rows.');
  });
});

describe('no leakage', () => {
  it('whatever validation and test rows hold, preprocessing and training rows stay as they are', () => {
    const trainX = [1, Number.NaN, 3, 8];
    const trainColour = ['red', 'blue', '', 'red'];
    const before = prepareData(
      small([...trainX, 4, 5, 6, 7], [...trainColour, 'red', 'red', 'blue', 'blue'], [2, 4, 6, 8, 1, 2, 3, 4]),
      byColumn,
    );
    const after = prepareData(
      small(
        [...trainX, 1e30, Number.NaN, -1e30, 0],
        [...trainColour, 'violet', '', 'black', 'white'],
        [2, 4, 6, 8, 1e20, -1e20, 7, 0],
      ),
      byColumn,
    );
    expect(after.preprocessing).toEqual(before.preprocessing);
    expect(rowsOf(after.train)).toEqual(rowsOf(before.train));
  });
});

describe('odd columns', () => {
  it('a constant column becomes zeros and an empty one too', () => {
    const data = tableOf(
      numberColumn(
        'constant',
        make(8, () => 0.1),
      ),
      numberColumn(
        'empty',
        make(8, () => Number.NaN),
      ),
      textColumn('part', parts, 'split'),
      textColumn(
        'class',
        make(8, (row) => (row % 2 ? 'a' : 'b')),
        'target',
      ),
    );
    expect(rowsOf(prepareData(data, byColumn).train).features).toEqual(make(4, () => [0, 0]));
  });

  it('a column that divides the rows is no input, and a note says so', () => {
    const data = tableOf(
      numberColumn(
        'x',
        make(30, (row) => Math.sin(row)),
      ),
      numberColumn(
        'batch',
        make(30, (row) => row % 6),
      ),
      textColumn(
        'class',
        make(30, (row) => (row % 2 ? 'a' : 'b')),
        'target',
      ),
    );
    const prepared = prepareData(data, splitConfigSchema.parse({ kind: 'grouped', column: 'batch' }));
    expect(prepared.inputs).toBe(1);
    expect(prepared.notes.join()).toContain('"batch" divides the rows and is therefore no input');
    expect(prepareData(data, splitConfigSchema.parse({ kind: 'random', column: 'batch' })).inputs).toBe(2);
  });

  it('rows that repeat across parts and classes without training rows are counted', () => {
    const data = tableOf(
      numberColumn('x', [1, 2, 3, 4, 4, 5, 1, 6]),
      textColumn('part', parts, 'split'),
      textColumn('class', ['a', 'b', 'a', 'b', 'a', 'c', 'b', 'a'], 'target'),
    );
    const notes = prepareData(data, byColumn).notes.join('\n');
    expect(notes).toContain('1 validation row has exactly the inputs of a training row.');
    expect(notes).toContain('1 test row has exactly the inputs of a training row.');
    expect(notes).toContain('No training row has the class "c"');
  });
});

describe('preparing images', () => {
  const images = imagesOf(
    make(30, (row) => [row * 8, 255 - row]),
    make(30, (row) => row % 3),
    { train: 20, test: 10 },
  );
  const split = splitConfigSchema.parse({ kind: 'stratified' });
  const prepared = prepareData(images, split);

  it('scales bytes to [0, 1] and standardises with one mean and deviation of the training pixels', () => {
    const bytes = [...splitRows(images, split).train].flatMap((row) => [row * 8, 255 - row]);
    const unit = bytes.map((byte) => byte / 255);
    const mean = unit.reduce((sum, value) => sum + value, 0) / unit.length;
    const deviation = Math.sqrt(unit.reduce((sum, value) => sum + (value - mean) ** 2, 0) / unit.length);
    const seen = rowsOf(prepared.train).features.flat();
    expect(seen).toHaveLength(unit.length);
    for (const [index, value] of unit.entries()) expect(seen[index]).toBeCloseTo((value - mean) / deviation, 5);
  });

  it('says what its pixels were in [0, 1] and that they are images', () => {
    const [mean = 0] = prepared.pixelScale?.mean ?? [];
    const [deviation = 0] = prepared.pixelScale?.deviation ?? [];
    expect(prepared.imageShape).toEqual([1, 2, 1]);
    const [first] = splitRows(images, split).train;
    const seen = rowsOf(prepared.train).features[0]?.[0] ?? 0;
    expect(seen * deviation + mean).toBeCloseTo(((first ?? 0) * 8) / 255, 6);
    expect(prepared.canBeOrderedAxis).toBe(false);
  });

  it('gives labels, classes and a feature for each pixel', () => {
    expect(prepared).toMatchObject({ form: 'images', inputs: 2, outputs: 3, classes: ['0', '1', '2'] });
    expect([...prepared.featureOfInput]).toEqual([0, 1]);
    expect(rowsOf(prepared.test.unseal(token)).answers).toEqual(make(10, (row) => (20 + row) % 3));
  });
});

describe('preparing images in colour', () => {
  // Red is row, green 3 * row, blue always 7; two pixels a row with the second 10 brighter in red and green.
  const pixels = make(20, (row) => [row, 3 * row, 7, row + 10, 3 * row + 10, 7]).flat();
  const labels = make(20, (row) => row % 2);
  const split = splitConfigSchema.parse({ kind: 'random', seed: 4 });
  const images = imagesWith({ imageShape: [1, 2, 3], pixels: Uint8Array.from(pixels), labels });
  const { train } = splitRows(images, split);

  /** Mean and standard deviation, the plain way. */
  const momentsOfList = (values: readonly number[]) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return { mean, deviation: Math.sqrt(squares / values.length) };
  };

  it('standardises each channel by the training rows, and a constant one to zero', () => {
    const red = momentsOfList([...train].flatMap((row) => [row / 255, (row + 10) / 255]));
    const green = momentsOfList([...train].flatMap((row) => [(3 * row) / 255, (3 * row + 10) / 255]));
    const prepared = prepareData(images, split);
    const scale = prepared.pixelScale;
    expect(scale?.mean[0]).toBeCloseTo(red.mean, 12);
    expect(scale?.mean[1]).toBeCloseTo(green.mean, 12);
    expect(scale?.mean[2]).toBeCloseTo(7 / 255, 12);
    expect(scale?.deviation).toEqual([expect.closeTo(red.deviation, 12), expect.closeTo(green.deviation, 12), 1]);
    for (const [index, features] of rowsOf(prepared.train).features.entries()) {
      const row = train[index] ?? 0;
      expect(features[0]).toBeCloseTo((row / 255 - red.mean) / red.deviation, 5);
      expect(features[4]).toBeCloseTo(((3 * row + 10) / 255 - green.mean) / green.deviation, 5);
      expect(features[5]).toBe(0);
    }
  });

  it('is the same with 16 bits, where 257 times the value is the same grey', () => {
    const deep = imagesWith({
      imageShape: [1, 2, 3],
      pixels: Uint16Array.from(pixels, (value) => 257 * value),
      labels,
    });
    const seen = rowsOf(prepareData(deep, split).train).features.flat();
    const expected = rowsOf(prepareData(images, split).train).features.flat();
    for (const [index, value] of expected.entries()) expect(seen[index]).toBeCloseTo(value, 5);
  });

  it('counts test images that are training images, in 16 bits too', () => {
    const twice = imagesWith(
      {
        imageShape: [1, 1, 3],
        pixels: Uint16Array.from(make(20, (row) => [1000 + (row % 10), 300, row % 10]).flat()),
        labels,
      },
      { train: 10, test: 10 },
    );
    const notes = prepareData(twice, splitConfigSchema.parse({ kind: 'random', train: 0.9, validation: 0.05 })).notes;
    expect(notes.join()).toContain('9 test rows have exactly the inputs of a training row.');
  });

  it('reads preprocessing that was saved with one number for all channels', () => {
    const { preprocessing } = prepareData(images, split);
    const saved = preprocessingSchema.parse({ ...preprocessing, mean: 0.5, deviation: 0.25 });
    expect(saved.form === 'images' && pixelScaleOf(saved)).toEqual({
      mean: [0.5, 0.5, 0.5],
      deviation: [0.25, 0.25, 0.25],
    });
  });
});

describe('an ordered axis', () => {
  const classes = textColumn(
    'class',
    make(30, (row) => (row % 2 ? 'a' : 'b')),
    'target',
  );
  const numbers = numberColumn(
    'x',
    make(30, (row) => row),
  );
  const texts = textColumn(
    'colour',
    make(30, (row) => (row % 3 ? 'red' : 'blue')),
  );

  it('can be made of columns of numbers alone', () => {
    const split = splitConfigSchema.parse({});
    expect(prepareData(tableOf(numbers, classes), split).canBeOrderedAxis).toBe(true);
    expect(prepareData(tableOf(numbers, texts, classes), split)).toMatchObject({
      canBeOrderedAxis: false,
      imageShape: null,
      pixelScale: null,
    });
  });
});

describe('gathering a batch', () => {
  const data = tableOf(
    numberColumn(
      'x',
      make(40, (row) => row),
    ),
    textColumn(
      'class',
      make(40, (row) => (row % 2 ? 'a' : 'b')),
      'target',
    ),
  );
  const train = asRows(prepareData(data, splitConfigSchema.parse({})).train);

  it('permuting the indices permutes the rows', () => {
    const all = rowsOf(train);
    const features = new Float32Array(3);
    const labels = new Int32Array(3);
    train.gather(Uint32Array.of(5, 0, 5), features, labels);
    expect([...features]).toEqual([5, 0, 5].map((row) => all.features[row]?.[0]));
    expect([...labels]).toEqual([5, 0, 5].map((row) => all.answers[row]));
  });

  it('refuses rows that are not there and arrays that are too small', () => {
    expect(() => train.gather(Uint32Array.of(train.count), new Float32Array(1), new Int32Array(1))).toThrow(RangeError);
    expect(() => train.gather(Uint32Array.of(0, 1), new Float32Array(1), new Int32Array(2))).toThrow(RangeError);
  });
});
