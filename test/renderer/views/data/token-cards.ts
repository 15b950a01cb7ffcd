// Data cards of a text and of sequences, as the host would write them.
import { type DataCard, dataCardSchema } from '../../../../src-shared/domain/data-card.ts';

const common = { version: 1, source: 'text', provenance: 'A test.', contentHash: '0'.repeat(64), warnings: [] };

export const textCard: DataCard = dataCardSchema.parse({
  ...common,
  id: '00000000000000aa',
  name: 'kjv',
  form: 'text',
  task: 'language',
  target: 'the next token',
  rows: 821_234,
  columns: [],
  vocabulary: {
    level: 'word',
    size: 10_000,
    unknown: 9_211,
    commonest: [
      { token: 'the', count: 53_298 },
      { token: '<eos>', count: 25_998 },
    ],
  },
  givenSplit: { train: 686_728, validation: 69_273, test: 65_233 },
});

export const sequencesCard: DataCard = dataCardSchema.parse({
  ...common,
  id: '00000000000000bb',
  name: 'promoters',
  form: 'sequences',
  task: 'classification',
  target: 'kind',
  rows: 106,
  classes: ['no', 'yes'],
  classCounts: [53, 53],
  columns: [
    { name: 'kind', kind: 'categorical', role: 'target', missing: 0, categories: ['no', 'yes'] },
    { name: 'dna', kind: 'sequence', role: 'sequence', missing: 0 },
  ],
  vocabulary: { level: 'character', size: 6, unknown: 0, commonest: [{ token: 'A', count: 1_700 }] },
  lengths: { shortest: 57, median: 60, longest: 90 },
});
