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
