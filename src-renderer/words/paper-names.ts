// What the hyperparameters of LSTMs are called in the papers and their code, for readers who come from there.
import type { HyperparameterKind } from '../../src-shared/domain/hyperparameter.ts';
import type { ModelConfig } from '../../src-shared/domain/run-config.ts';

export interface PaperName {
  /** In the text of the papers. */
  readonly called: string;
  /** In their code and on its command line. */
  readonly symbol: string;
}

const embedding: Partial<Record<HyperparameterKind, PaperName>> = {
  embeddingDropout: { called: 'embedding dropout', symbol: 'dropoute' },
  dropout: { called: 'input dropout', symbol: 'dropouti' },
};
const recurrent: Partial<Record<HyperparameterKind, PaperName>> = {
  dropConnect: { called: 'weight DropConnect', symbol: 'wdrop' },
  activationPenalty: { called: 'activation regularisation (AR)', symbol: 'alpha' },
  temporalPenalty: { called: 'temporal activation regularisation (TAR)', symbol: 'beta' },
};
const hidden: PaperName = { called: 'hidden dropout', symbol: 'dropouth' };
const output: PaperName = { called: 'output dropout', symbol: 'dropouto' };

/** Where the names come from. */
export const paperOfNames = 'Merity et al. 2018, MacKay et al. 2019';

/** The papers' name of a hyperparameter, null where they have none: only LSTMs do. */
export function paperNameOf(name: string, model: ModelConfig): PaperName | null {
  if (model.kind !== 'lstm') return null;
  const [layer = '', kind = ''] = name.split('.') as [string?, HyperparameterKind?];
  if (layer === 'embedding') return embedding[kind as HyperparameterKind] ?? null;
  if (layer === 'recurrent') return recurrent[kind as HyperparameterKind] ?? null;
  if (!layer.startsWith('lstm') || kind !== 'dropout') return null;
  return layer === `lstm${model.lstm.length}` ? output : hidden;
}
