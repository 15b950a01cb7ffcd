// What a schedule's line is called in its panel, and whole where it stands alone. LSTMs have names in the papers that everyone knows.
import { kindTraits, type TunedHyperparameter } from '../../src-shared/domain/hyperparameter.ts';
import type { ModelConfig } from '../../src-shared/domain/run-config.ts';
import { hyperparameterWords, kindWords, layerInSentence, layerWords } from '../words/hyperparameter-words.ts';
import { paperNameOf } from '../words/paper-names.ts';
import { capitalised } from '../words/sentence-case.ts';

/** "Dropout of LSTM 2, output dropout". @param model null where it is not known, or there are several */
export function scheduleName(name: string, model: ModelConfig | null): string {
  const words = hyperparameterWords(name);
  // Other kinds are called here as they are there.
  const paper = model !== null && name.endsWith('.dropout') ? paperNameOf(name, model) : null;
  return paper === null ? words : `${words}, ${paper.called}`;
}

/**
 * What tells a line from the others of its panel: the layer, with its name in the papers where it has one ("Output (LSTM 2)"); or the
 * kind where only one place has it.
 */
export function shortScheduleName({ name, layer, kind }: TunedHyperparameter, model: ModelConfig): string {
  if (['input', 'embedding', 'recurrent'].includes(kindTraits[kind].appliesTo)) return kindWords[kind].name;
  if (layer === 'flatten') return 'After flattening';
  const paper = paperNameOf(name, model);
  if (paper === null) return layerWords(layer);
  return `${capitalised(paper.called.replace(/ dropout$/, ''))} (${layerInSentence(layer)})`;
}
