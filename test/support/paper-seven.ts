import type { LstmConfig } from '../../src-shared/domain/run-config.ts';

/** What the paper tunes in a net of two LSTM layers, in the order of layers and kinds; there called dropouti, dropoute, dropouth, dropouto, wdrop, alpha, beta. */
export const paperSeven = [
  'embedding.dropout',
  'embedding.embeddingDropout',
  'lstm1.dropout',
  'lstm2.dropout',
  'recurrent.dropConnect',
  'recurrent.activationPenalty',
  'recurrent.temporalPenalty',
] as const;

/** A net of two LSTM layers on a running text, tied: the template `lstm` written out. */
export const paperLstm: LstmConfig = {
  kind: 'lstm',
  embedding: 200,
  lstm: [{ width: 200 }, { width: 200 }],
  hidden: [],
  readOut: 'mean',
  isTied: true,
  length: 35,
};
