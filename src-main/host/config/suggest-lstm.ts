// What is sensible for LSTMs: on a running text the setting of the paper's language model, on sequences one that learns from few rows.
// Not here: networks of numbers (suggest-config), which network it is (domain/model-templates).
import type { DataCard } from '../../../src-shared/domain/data-card.ts';
import type { HyperparameterSetting } from '../../../src-shared/domain/hyperparameter.ts';
import { decayOfLstms, optimizersOfSequences, optimizersOfTexts } from '../../../src-shared/domain/lstm-optimizers.ts';
import type { StnConfig } from '../../../src-shared/domain/method-config.ts';
import type { LstmConfig, TrainingConfig } from '../../../src-shared/domain/run-config.ts';
import { textLayout } from '../../../src-shared/domain/step-count.ts';

/** Training steps of a first run: some 20 minutes of 2 layers of 200 units on two cores, six epochs of the King James Bible. */
const wantedSteps = 6_000;
const fewestEpochs = 3;
const mostEpochs = 100;
/** Streams of a text that are read beside each other. */
const streams = 20;
/** Share of a text that is trained on unless its files say otherwise. */
const trainedShare = 0.7;

/** Source: reference lstm/train.py: gradients of norm 0.25. */
const trainingOfTexts = {
  optimizer: optimizersOfTexts.sgd,
  clipNorm: 0.25,
  decay: decayOfLstms,
  minimumLearningRate: 3e-4,
} as const satisfies Partial<TrainingConfig>;

/**
 * Of a text of characters. On 170,000 characters of the King James Bible Adam's validation loss was 1.52, 1.37, 1.32 nats after the first
 * epochs, that of plain steps of 30 was 2.33, 1.66, 1.46; with 64 units the latter diverged.
 * Source: Merity, Keskar, Socher, An Analysis of Neural Language Modeling at Multiple Scales, 2018: Adam for characters.
 */
const trainingOfCharacters = {
  ...trainingOfTexts,
  optimizer: optimizersOfTexts.adam,
  minimumLearningRate: 1e-5,
} as const satisfies Partial<TrainingConfig>;

/** Of LSTMs on sequences. */
export const trainingOfSequences = {
  optimizer: optimizersOfSequences.adam,
  clipNorm: 1,
} as const satisfies Partial<TrainingConfig>;

/** The learning rate to begin with for an optimiser of that name; null where the name says nothing. */
export function learningRateOf(optimizer: unknown, isRunningText: boolean): number | null {
  if (optimizer !== 'adam' && optimizer !== 'sgd') return null;
  return (isRunningText ? optimizersOfTexts : optimizersOfSequences)[optimizer].learningRate;
}

/** The form of the response on a running text. Source: the paper's, as in the reference lstm/. */
export const methodOfTexts = { response: 'published' } as const satisfies Partial<StnConfig>;

/**
 * What is tuned in an LSTM. On a running text the paper's seven, in a net of two layers: dropout of tokens, behind the embedding and
 * behind each layer, DropConnect, and both penalties on activities; perturbed half as wide as in the reference lstm/train.py, whose 1
 * came out worse on verses of the King James Bible (perplexity 73 against 67 and 72 in two trials). On sequences dropouts and DropConnect: of few tokens, as bases are,
 * none can be missed.
 */
export function suggestLstmHyperparameters(
  { lstm, hidden }: LstmConfig,
  isRunningText: boolean,
): Readonly<Record<string, HyperparameterSetting>> {
  const numbered = (word: string, { length }: ArrayLike<unknown>) =>
    Array.from({ length }, (_, index) => `${word}${index + 1}.dropout`);
  const dropouts = ['embedding.dropout', ...numbered('lstm', lstm)];
  const names = isRunningText
    ? [
        'embedding.embeddingDropout',
        ...dropouts,
        'recurrent.dropConnect',
        'recurrent.activationPenalty',
        'recurrent.temporalPenalty',
      ]
    : [...dropouts, 'recurrent.dropConnect', ...numbered('dense', hidden)];
  return Object.fromEntries(names.map((name) => [name, { mode: 'tuned' }]));
}

/** Tokens that two layers of 200 units have something to learn from. */
const longText = 100_000;

/** Whether a running text has fewer tokens than the usual network wants. */
export function isShortText({ form, rows }: Pick<DataCard, 'form' | 'rows'>): boolean {
  return form === 'text' && rows < longText;
}

/** Epochs, streams and optimiser of a running text. */
export function suggestTextTraining(
  { rows, givenSplit, vocabulary }: Pick<DataCard, 'rows' | 'givenSplit' | 'vocabulary'>,
  { length }: Pick<LstmConfig, 'length'>,
): Partial<TrainingConfig> {
  const trained = Math.floor(givenSplit?.train ?? trainedShare * rows);
  const { steps } = textLayout(trained, { batchSize: streams, length });
  const epochs = Math.min(mostEpochs, Math.max(fewestEpochs, Math.round(wantedSteps / steps)));
  return {
    ...(vocabulary?.level === 'character' ? trainingOfCharacters : trainingOfTexts),
    epochs,
    batchSize: streams,
  };
}
