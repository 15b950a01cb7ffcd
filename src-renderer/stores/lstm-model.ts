// What belongs together in an LSTM changes together: the embedding and what is tied to it. Not here: layers that come and go (model-layers).
import type { LstmConfig, ModelConfig } from '../../src-shared/domain/run-config.ts';
import type { LayeredPart } from './model-layers.ts';

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

/** The decoder uses the embedding's weights, or has its own; tied, it has none to penalise. */
export function withTying({ model, hyperparameters }: LayeredPart, isTied: boolean): LayeredPart {
  if (model.kind !== 'lstm') return { model, hyperparameters };
  const next: ModelConfig = withTiedWidth({ ...model, isTied });
  if (!isTied) return { model: next, hyperparameters };
  const kept = Object.entries(hyperparameters).filter(([name]) => !name.startsWith('output.'));
  return { model: next, hyperparameters: Object.fromEntries(kept) };
}
