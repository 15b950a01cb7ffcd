// What belongs together in an LSTM changes together: the embedding and what is tied to it. Not here: layers that come and go (model-layers).
import type { LstmConfig } from '../../src-shared/domain/run-config.ts';

/** The model with its last LSTM layer as wide as the embedding, where they share their weights. */
export function withTiedWidth(model: LstmConfig): LstmConfig {
  const last = model.lstm.length - 1;
  if (!model.isTied) return model;
  return { ...model, lstm: model.lstm.map((layer, index) => (index === last ? { width: model.embedding } : layer)) };
}

/** The model with an embedding of another size. @param size null while it is being typed: the schema then says what is wrong */
export function withEmbedding(model: LstmConfig, size: number | null): LstmConfig {
  return withTiedWidth({ ...model, embedding: size as number });
}
