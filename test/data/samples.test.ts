import { describe, expect, it } from 'vitest';
import { labelsOf, sequenceOf } from '../../src-main/data/dataset.ts';
import { prepareData } from '../../src-main/data/prepare.ts';
import { importSample, samples } from '../../src-main/data/samples.ts';
import { recommendedSplit } from '../../src-main/data/split.ts';
import { openDataset } from '../../src-main/data/storage.ts';
import { textOfTokens } from '../../src-main/data/tokens.ts';
import { splitConfigSchema } from '../../src-shared/domain/run-config.ts';
import { temporaryHome } from '../support/temporary-home.ts';
import { refusal } from './files.ts';

/** Rows, inputs and outputs as the sources state them. */
const stated: Readonly<Record<string, readonly [number, number, number]>> = {
  iris: [150, 4, 3],
  wine: [178, 13, 3],
  breast_cancer: [569, 30, 2],
  diabetes: [442, 10, 1],
  digits: [1797, 64, 10],
  meat_spectra: [215, 100, 1],
  fashion: [3000, 784, 10],
  solubility: [1282, 88, 1],
  splice_junctions: [3186, 60, 3],
  kjv: [820_786, 1, 10_001],
};

describe('the samples', () => {
  it('are those that ship', () => {
    expect(samples.map((sample) => sample.name).sort()).toEqual(Object.keys(stated).sort());
  });

  it.each(samples)(
    'have the rows, inputs and outputs of their source: $name',
    async ({ name, task, source, rows, inputs }) => {
      const { card, directory } = await importSample(name, temporaryHome());
      const prepared = prepareData(await openDataset(directory), splitConfigSchema.parse(recommendedSplit(card)));
      expect([card.rows, prepared.inputs, prepared.outputs]).toEqual(stated[name]);
      expect([rows, inputs]).toEqual([card.rows, prepared.inputs]);
      expect(card).toMatchObject({ task, source: `sample:${name}` });
      expect(card.provenance.startsWith(source)).toBe(true);
    },
  );

  it('keep their ids, which runs cite', async () => {
    const first = await importSample('iris', temporaryHome());
    const second = await importSample('iris', temporaryHome());
    expect(second.card).toEqual(first.card);
  });

  it('have the name that people write once imported, and the id they had', async () => {
    const { card } = await importSample('breast_cancer', temporaryHome());
    expect(card).toMatchObject({ name: 'breast cancer', source: 'sample:breast_cancer', id: 'a6b64755e767a474' });
  });

  it('hold pictures with a test set of their own, and a spectrum whose channels are an ordered axis', async () => {
    const fashion = await importSample('fashion', temporaryHome());
    expect(fashion.card).toMatchObject({
      imageShape: [28, 28, 1],
      givenSplit: { train: 2500, test: 500 },
      warnings: [],
    });
    // The first training image is an ankle boot: its label is 9.
    const opened = await openDataset(fashion.directory);
    expect(opened.form === 'images' && fashion.card.classes?.[opened.labels[0] ?? 0]).toBe('ankle boot');
    const meat = await importSample('meat_spectra', temporaryHome());
    const prepared = prepareData(await openDataset(meat.directory), splitConfigSchema.parse({}));
    expect(prepared).toMatchObject({ canBeOrderedAxis: true, task: 'regression' });
    // The first sample of the source: 22.5 % fat, 2.61776 at its first channel.
    const table = await openDataset(meat.directory);
    const ends = table.form === 'table' ? [table.columns[0], table.columns.at(-1)] : [];
    expect(ends.map((column) => column?.kind === 'numeric' && column.values[0])).toEqual([Math.fround(2.61776), 22.5]);
  });

  it('hold a text with parts of its own, in ten thousand words, two marks among them', async () => {
    const { card } = await importSample('kjv', temporaryHome());
    expect(card).toMatchObject({
      name: 'King James Bible',
      source: 'sample:kjv',
      form: 'text',
      task: 'language',
      target: 'next word',
      givenSplit: { train: 686_728, validation: 69_273, test: 64_785 },
      vocabulary: { level: 'word', size: 10_001 },
      warnings: [],
    });
    expect(card.vocabulary?.commonest.slice(0, 4).map(({ token }) => token)).toEqual(['the', 'and', 'of', '<eos>']);
  });

  it('hold junctions with the letters that biology puts there', async () => {
    const { card, directory } = await importSample('splice_junctions', temporaryHome());
    expect(card).toMatchObject({
      classes: ['exon-intron', 'intron-exon', 'neither'],
      classCounts: [767, 765, 1654],
      lengths: { shortest: 60, median: 60, longest: 60 },
      vocabulary: { level: 'character', size: 6, unknown: 0 },
    });
    const dataset = await openDataset(directory);
    if (dataset.form !== 'sequences') throw new Error('Sequences were expected.');
    const labels = labelsOf(dataset);
    const middles = (label: number, from: number) =>
      Array.from(labels.keys())
        .filter((row) => labels[row] === label)
        .map((row) =>
          [...sequenceOf(dataset, row).subarray(from, from + 2)].map((token) => dataset.vocabulary[token]).join(''),
        );
    // Introns begin with GT and end with AG.
    const share = (texts: readonly string[], text: string) =>
      texts.filter((other) => other === text).length / texts.length;
    expect(share(middles(0, 30), 'GT')).toBeGreaterThan(0.98);
    expect(share(middles(1, 28), 'AG')).toBeGreaterThan(0.98);
  });

  it('hold structures whose atoms of two letters are one token', async () => {
    const { directory } = await importSample('solubility', temporaryHome());
    const dataset = await openDataset(directory);
    if (dataset.form !== 'sequences') throw new Error('Sequences were expected.');
    expect(dataset.vocabulary.slice(0, 2)).toEqual(['<pad>', '<unk>']);
    expect(dataset.vocabulary).toEqual(expect.arrayContaining(['Cl', 'Br', 'c', 'C', '(', '=']));
    expect(textOfTokens(sequenceOf(dataset, 0), { vocabulary: dataset.vocabulary, level: 'character' })).toBe('CCCCC');
  });

  it('are named where one does not exist', async () => {
    const error = await refusal(importSample('mnist', temporaryHome()));
    expect(error.message).toContain('There is no sample "mnist". The samples are "iris", "wine"');
  });
});
