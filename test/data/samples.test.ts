import { describe, expect, it } from 'vitest';
import { prepareData } from '../../src-main/data/prepare.ts';
import { importSample, samples } from '../../src-main/data/samples.ts';
import { recommendedSplit } from '../../src-main/data/split.ts';
import { openDataset } from '../../src-main/data/storage.ts';
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
};

describe('the samples', () => {
  it('are the five that ship', () => {
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

  it('are named where one does not exist', async () => {
    const error = await refusal(importSample('mnist', temporaryHome()));
    expect(error.message).toContain('There is no sample "mnist". The samples are "iris", "wine"');
  });
});
