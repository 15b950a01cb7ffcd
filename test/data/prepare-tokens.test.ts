import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src-main/data/dataset-facts.ts';
import { divisionOf } from '../../src-main/data/division.ts';
import { inputWidthFor, trainerBytes } from '../../src-main/data/input-width.ts';
import { prepareData } from '../../src-main/data/prepare.ts';
import { preprocessingSchema } from '../../src-main/data/preprocessing.ts';
import type { Part, PartData } from '../../src-main/data/rows.ts';
import { issueUnsealToken } from '../../src-main/data/sealed-test.ts';
import { textOfTokens } from '../../src-main/data/tokens.ts';
import { splitConfigSchema } from '../../src-shared/domain/run-config.ts';
import { asRows, asStream } from '../support/part-kinds.ts';
import { make, numberColumn, sequencesOf, textColumn, textOf } from './small-datasets.ts';

const contiguous = splitConfigSchema.parse({ kind: 'contiguous', train: 0.5, validation: 0.25 });
const token = issueUnsealToken({ unsealedAt: '2026-01-02T03:04:05Z' });

function tokensOf(part: PartData<Part>): number[][] {
  const rows = asRows(part);
  const features = new Int32Array(rows.count * rows.width).fill(-1);
  const answers = rows.task === 'classification' ? new Int32Array(rows.count) : new Float32Array(rows.count);
  rows.gather(
    Uint32Array.from({ length: rows.count }, (_, row) => row),
    features,
    answers,
  );
  return make(rows.count, (row) => [...features.subarray(row * rows.width, (row + 1) * rows.width)]);
}

// In the order of rows: training, training, validation, test.
const texts = ['abc', 'a', 'cabba', 'bb', 'abc', 'b', 'c', 'aabb'];
const classes = textColumn('y', ['u', 'v', 'u', 'v', 'u', 'v', 'u', 'v'], 'target');
const sequences = sequencesOf(texts, classes, numberColumn('w', [1, 2, 3, 4, 5, 6, 7, 8], 'ignore'));

describe('preparing sequences', () => {
  it('pads shorter ones in front, with token 0', () => {
    const prepared = prepareData(sequences, contiguous);
    // a is 2, b 3, c 4.
    expect(tokensOf(prepared.train)).toEqual([
      [0, 0, 2, 3, 4],
      [0, 0, 0, 0, 2],
      [4, 2, 3, 3, 2],
      [0, 0, 0, 3, 3],
    ]);
    expect(prepared).toMatchObject({
      form: 'sequences',
      task: 'classification',
      inputs: 5,
      outputs: 2,
      classes: ['u', 'v'],
      tokens: { vocabulary: 5, isRunningText: false },
      vocabulary: ['<pad>', '<unk>', 'a', 'b', 'c'],
      level: 'character',
      imageShape: null,
      pixelScale: null,
      canBeOrderedAxis: false,
    });
    expect(asRows(prepared.train)).toMatchObject({ kind: 'rows', dtype: 'int32', width: 5, count: 4 });
  });

  it('keeps the last tokens of longer ones', () => {
    const prepared = prepareData(sequences, contiguous, { length: 3 });
    expect(prepared.inputs).toBe(3);
    expect(tokensOf(prepared.train)).toEqual([
      [2, 3, 4],
      [0, 0, 2],
      [3, 3, 2],
      [0, 3, 3],
    ]);
    expect(tokensOf(prepared.test.unseal(token))).toEqual([
      [0, 0, 4],
      [2, 3, 3],
    ]);
  });

  it('is never longer than the longest sequence needs', () => {
    expect(prepareData(sequences, contiguous, { length: 100 }).inputs).toBe(5);
  });

  it('is what every length and every sequence make of it by definition', () => {
    for (let length = 1; length <= 7; length++) {
      const { train, vocabulary, inputs } = prepareData(sequences, contiguous, { length });
      const read = tokensOf(train).map((tokens) =>
        textOfTokens(
          tokens.filter((value) => value !== 0),
          { vocabulary: vocabulary ?? [], level: 'character' },
        ),
      );
      expect(read).toEqual(texts.slice(0, 4).map((text) => text.slice(-inputs)));
    }
  });

  it('standardises numbers to predict', () => {
    const numbers = sequencesOf(texts, numberColumn('y', [1, 2, 3, 6, 5, 6, 7, 8], 'target'));
    const prepared = prepareData(numbers, contiguous);
    expect(prepared).toMatchObject({ task: 'regression', outputs: 1, targetScale: { mean: 3 } });
  });

  it('refuses arrays for numbers', () => {
    const rows = asRows(prepareData(sequences, contiguous).train);
    expect(() => rows.gather(Uint32Array.of(0), new Float32Array(5), new Int32Array(1))).toThrow(TypeError);
    expect(() => asStream(rows)).toThrow('is no running text');
  });

  it('says which sequences of other parts training has seen', () => {
    const division = divisionOf(sequences, contiguous, factsOf(sequences));
    expect(division).toMatchObject({
      rows: { train: 4, validation: 2, test: 2 },
      duplicates: { validation: 1, test: 0 },
    });
    expect(division.classes).toEqual([
      { name: 'u', train: 2, validation: 1, test: 1 },
      { name: 'v', train: 2, validation: 1, test: 1 },
    ]);
    expect(prepareData(sequences, contiguous).notes.join(' ')).toContain(
      '1 validation row has exactly the inputs of a training row.',
    );
  });

  it('takes the memory of its tokens', () => {
    expect(inputWidthFor(sequences, Uint32Array.of(0))).toBe(5);
    expect(trainerBytes(sequences, 5, 6)).toBe(2 * 20 + 4 * 9 + 4 * 2 * 8);
  });
});

describe('preparing a running text', () => {
  const words = make(40, (index) => `w${index % 9}`);
  const text = textOf(words);

  it('hands each part on as one stream, in order', () => {
    const prepared = prepareData(text, contiguous, { length: 5 });
    expect(prepared).toMatchObject({
      form: 'text',
      task: 'language',
      inputs: 5,
      outputs: 9,
      tokens: { vocabulary: 9, isRunningText: true },
      level: 'word',
      train: { kind: 'stream', part: 'train', task: 'language', count: 20 },
      validation: { kind: 'stream', part: 'validation', count: 10 },
    });
    const parts = [prepared.train, prepared.validation, prepared.test.unseal(token)].map(asStream);
    expect(parts.flatMap(({ tokens }) => [...tokens].map((value) => prepared.vocabulary?.[value]))).toEqual(words);
    expect(prepared.test.count).toBe(10);
    expect(() => asRows(prepared.train)).toThrow('is a running text and has no rows');
  });

  it('says how it was divided', () => {
    expect(prepareData(text, contiguous).notes).toEqual([
      '20 tokens for training, 10 tokens held out for tuning (validation set), 10 tokens in the sealed test set; one after the other, in the order of the text.',
    ]);
    const given = textOf(words, { train: 20, validation: 10, test: 10 });
    expect(prepareData(given, contiguous).notes[0]).toMatch(/; split as the files say\.$/);
    expect(divisionOf(text, contiguous, factsOf(text))).toEqual({
      rows: { train: 20, validation: 10, test: 10 },
      classes: [],
      duplicates: { validation: 0, test: 0 },
      groups: null,
      warnings: [
        'Only 10 tokens are held out for tuning: the validation loss will be noisy, and hyperparameters may fit them by chance.',
      ],
    });
  });
});

describe('what was fitted', () => {
  it.each([
    ['sequences', prepareData(sequences, contiguous, { length: 3 })],
    ['a text', prepareData(textOf(make(40, (index) => `w${index % 9}`)), contiguous, { length: 5 })],
  ])('can be saved with a model: %s', (_, { preprocessing, inputs }) => {
    expect(preprocessingSchema.parse(JSON.parse(JSON.stringify(preprocessing)))).toEqual(preprocessing);
    expect(preprocessing).toMatchObject({ length: inputs });
  });
});

describe('tokens as text', () => {
  it('have blanks between words, and lines of their own', () => {
    const vocabulary = ['the', 'cat', '<eos>', '<unk>'];
    expect(textOfTokens([0, 1, 2, 0, 3, 2], { vocabulary, level: 'word' })).toBe('the cat\nthe <unk>\n');
    expect(textOfTokens([0, 9], { vocabulary, level: 'word' })).toBe('the <unk>');
    expect(textOfTokens([0, 1], { vocabulary: ['a', '\n'], level: 'character' })).toBe('a\n');
  });
});
