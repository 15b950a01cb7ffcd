// Whether a model can read the data it is given: LSTMs read tokens and nothing else, and what they read must fill one step.
// Not here: convolutions along a table (ordered-axis), which hyperparameters a model has (domain/settle-hyperparameters).
import { AppError, type ErrorCode } from '../../../src-shared/domain/app-error.ts';
import type { DataCard } from '../../../src-shared/domain/data-card.ts';
import type { LstmConfig, ModelConfig } from '../../../src-shared/domain/run-config.ts';
import { countOf } from '../../data/sentences.ts';
import type { PartSizes } from '../estimates/run-size.ts';

/** Something that keeps a model from the data. */
export interface Misfit {
  readonly code: ErrorCode;
  /** As in the config, with dots. */
  readonly path: string;
  readonly message: string;
}

type Fitted = Pick<DataCard, 'form' | 'name'>;

const dataWords: Readonly<Record<DataCard['form'], string>> = {
  table: 'a table of columns',
  images: 'a set of images',
  text: 'a running text',
  sequences: 'a table of sequences',
};
const modelWords: Readonly<Record<ModelConfig['kind'], string>> = {
  mlp: 'dense',
  cnn: 'convolutional',
  lstm: 'an LSTM',
};

/** @param sizes rows, or tokens of a running text, of each part; null: not known */
export function misfitsOf(model: ModelConfig, card: Fitted, sizes: PartSizes | null): readonly Misfit[] {
  const hasTokens = card.form === 'text' || card.form === 'sequences';
  if (model.kind === 'lstm') {
    return hasTokens ? misfitsOfLstm(model, card, sizes) : [misread(model, card, 'a dense or convolutional network')];
  }
  return hasTokens ? [misread(model, card, 'an LSTM')] : [];
}

function misread({ kind }: ModelConfig, { form, name }: Fitted, suited: string): Misfit {
  const reads = kind === 'lstm' ? 'reads tokens' : 'reads numbers';
  return {
    code: 'config/model-misfit',
    path: 'model',
    message: `The network is ${modelWords[kind]} and ${reads}, and "${name}" is ${dataWords[form]}. Choose ${suited}.`,
  };
}

function misfitsOfLstm(model: LstmConfig, { form }: Fitted, sizes: PartSizes | null): readonly Misfit[] {
  if (form === 'sequences') return model.isTied ? [tiedWithoutText] : [];
  return [...tiedUnevenly(model), ...denseOnText(model), ...(sizes === null ? [] : tooShort(model, sizes))];
}

const tiedWithoutText: Misfit = {
  code: 'config/tied-decoder',
  path: 'model.isTied',
  message:
    'The decoder is tied to the embedding, and sequences have no decoder: their answer is a class or a number, not a token. Untie it.',
};

function tiedUnevenly({ isTied, embedding, lstm }: LstmConfig): readonly Misfit[] {
  const width = lstm.at(-1)?.width;
  if (!isTied || width === embedding) return [];
  return [
    {
      code: 'config/tied-decoder',
      path: 'model.isTied',
      message: `The decoder is tied to the embedding of ${countOf(embedding, 'value')}, and the last LSTM layer has ${countOf(width ?? 0, 'unit')}. Give both the same width, or untie the decoder.`,
    },
  ];
}

function denseOnText({ hidden }: LstmConfig): readonly Misfit[] {
  if (hidden.length === 0) return [];
  return [
    {
      code: 'config/dense-on-text',
      path: 'model.hidden',
      message: `On a running text the decoder follows the last LSTM layer, and the network has ${countOf(hidden.length, 'dense layer')} between them. Remove ${hidden.length === 1 ? 'it' : 'them'}.`,
    },
  ];
}

const partWords = { train: 'training', validation: 'validation', test: 'sealed test' } as const;

/** Every part is read in steps of a length, and one token more must be there to be predicted. */
function tooShort({ length }: LstmConfig, sizes: PartSizes): readonly Misfit[] {
  const parts = (['train', 'validation', 'test'] as const).filter((part) => sizes[part] <= length);
  if (parts.length === 0) return [];
  const seen = parts.map((part) => `the ${partWords[part]} part has ${countOf(sizes[part], 'token')}`).join(' and ');
  const shortest = Math.min(...parts.map((part) => sizes[part]));
  const shorten = shortest > 1 ? `Set the length to ${shortest - 1} or less, or give` : 'Give';
  const whom = parts.length === 1 ? 'that part' : 'those parts';
  return [
    {
      code: 'config/text-too-short',
      path: 'model.length',
      message: `A step reads ${countOf(length, 'token')} and predicts the one after each, which takes ${length + 1}, and ${seen}. ${shorten} ${whom} more of the text.`,
    },
  ];
}

/** @throws AppError the first misfit */
export function refuseMisfit(model: ModelConfig, card: Fitted, sizes: PartSizes): void {
  const [first] = misfitsOf(model, card, sizes);
  if (first !== undefined) throw new AppError(first.code, first.message, { path: first.path });
}
