// From what a person has written to a whole config: what is left out is suggested by the data. The command line and the window share it.
// Not here: reading the data (data-source), checking the config against it (prepare-run, check-plan).
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { DataCard } from '../../../src-shared/domain/data-card.ts';
import { inputShapeByCard } from '../../../src-shared/domain/input-shape.ts';
import { isTuningName } from '../../../src-shared/domain/method-config.ts';
import { differentiableKinds } from '../../../src-shared/domain/method-fit.ts';
import { modelTemplateNames } from '../../../src-shared/domain/model-templates.ts';
import { modelConfigSchema, type RunConfig } from '../../../src-shared/domain/run-config.ts';
import { suggestedWarmUp } from '../../../src-shared/domain/warm-up.ts';
import { recommendedSplit } from '../../data/split.ts';
import { applyChange, type ConfigChange, isWritten, type Written } from './config-change.ts';
import { parseRunConfig } from './parse-run-config.ts';
import { suggestHyperparameters, suggestModel, suggestTraining } from './suggest-config.ts';
import { learningRateOf, methodOfTexts } from './suggest-lstm.ts';

/** Fields of `own` beside the suggested ones; what is no object is left for the schema to refuse. */
function merged(suggested: Written, own: unknown): unknown {
  if (own === undefined) return suggested;
  return isWritten(own) ? { ...suggested, ...own } : own;
}

/** The length of a template's LSTM, where an LSTM on sequences was written without one. */
function withLength(model: unknown, card: DataCard): unknown {
  const lacksOne = isWritten(model) && model.kind === 'lstm' && model.length === undefined;
  const suited = suggestModel(card);
  return lacksOne && card.form === 'sequences' && suited.kind === 'lstm' ? { ...model, length: suited.length } : model;
}

/** A model that is named for a template becomes that network; without one it is the data's first. An LSTM reads sequences whole. */
function withModel(written: Written, card: DataCard): Written {
  const { model } = written;
  if (model === undefined) return { ...written, model: suggestModel(card) };
  if (typeof model !== 'string') return { ...written, model: withLength(model, card) };
  const template = modelTemplateNames.find((name) => name === model);
  if (template === undefined) {
    throw new AppError(
      'config/unknown-template',
      `There is no model "${model}". Name one of ${modelTemplateNames.join(', ')}, or write its layers.`,
      { model },
    );
  }
  return { ...written, model: suggestModel(card, template) };
}

function withSuggestions(written: Written, card: DataCard): Written {
  const model = modelConfigSchema.safeParse(written.model);
  const own = written.method;
  const isOtherMethod = isWritten(own) && own.name !== undefined && own.name !== 'stn';
  return {
    name: card.name,
    ...written,
    training: merged({ ...suggestTraining(card, model.data ?? suggestModel(card)) }, written.training),
    method: isOtherMethod ? own : merged({ name: 'stn', ...(card.form === 'text' ? methodOfTexts : {}) }, own),
  };
}

/** Names that a method is given values of, a schedule's or final ones; null: the method is given none. */
function givenNames(method: unknown): readonly string[] | null {
  if (!isWritten(method)) return null;
  const values = method.name === 'replay' && isWritten(method.schedule) ? method.schedule.values : method.values;
  const isGiven = method.name === 'replay' || method.name === 'final';
  return isGiven && isWritten(values) ? Object.keys(values) : null;
}

/**
 * Hyperparameters that fit the model, where none were written: those that the method is given values of, else the usual ones. A model that
 * is no model is left for the schema to refuse.
 * @param method as the changes will leave it
 */
function withHyperparameters(written: Written, card: DataCard, method: unknown): Written {
  const model = modelConfigSchema.safeParse(written.model);
  if (written.hyperparameters !== undefined || !model.success) return written;
  const given = givenNames(method)?.map((name) => [name, { mode: 'tuned' }] as const);
  const hyperparameters =
    given === undefined
      ? tunableBy(method, suggestHyperparameters(model.data, inputShapeByCard(card)))
      : Object.fromEntries(given);
  return { ...written, hyperparameters };
}

/** Those among the suggestions that a method can tune: some need a derivative of the training loss. */
function tunableBy(method: unknown, suggested: Written): Written {
  const isPicky = isWritten(method) && (method.name === 'implicit' || method.name === 'unrolled');
  if (!isPicky) return suggested;
  const fits = (name: string) => differentiableKinds.some((kind) => name.endsWith(`.${kind}`));
  return Object.fromEntries(Object.entries(suggested).filter(([name]) => fits(name)));
}

/** A warm-up that fits the epochs, where the method has one and none was written. */
function withWarmUp(written: Written): Written {
  const { method, training } = written;
  const lacksOne = isWritten(method) && isTuningName(method.name) && method.warmUpEpochs === undefined;
  if (!lacksOne || !isWritten(training) || typeof training.epochs !== 'number') return written;
  // Of a single epoch nothing would be left to tune in.
  const warmUpEpochs = training.epochs === 1 ? 0 : suggestedWarmUp(training.epochs);
  return { ...written, method: { ...method, warmUpEpochs } };
}

/** A split that does not say its kind gets the one that suits the data. */
function splitFor(card: DataCard, split: unknown): unknown {
  if (split === undefined) return recommendedSplit(card);
  return isWritten(split) && split.kind === undefined ? { ...recommendedSplit(card), ...split } : split;
}

const optimizerName = 'training.optimizer.name';
const learningRate = 'training.optimizer.learningRate';

/** An LSTM's learning rate is that of its optimiser: another one that is named without a rate gets its own. */
function withOwnRate(changes: readonly ConfigChange[], { model }: Written, card: DataCard): readonly ConfigChange[] {
  const parsed = modelConfigSchema.safeParse(model);
  const isRateGiven = changes.some(({ path }) => path === learningRate);
  if (parsed.data?.kind !== 'lstm' || isRateGiven) return changes;
  return changes.flatMap((change) => {
    const rate = change.path === optimizerName ? learningRateOf(change.value, card.form === 'text') : null;
    return rate === null ? [change] : [change, { path: learningRate, value: rate }];
  });
}

const about = (part: string) => (change: ConfigChange) => change.path === part || change.path.startsWith(`${part}.`);
const isAboutModel = about('model');

/** Whether a change concerns where rows come from or how they are divided. */
export const isAboutData = about('data');

export interface IncompleteRun {
  /** What was written, but for its data part. */
  readonly written: Written;
  /** Made in order, after the suggestions. */
  readonly changes: readonly ConfigChange[];
  /** As it was written; undefined: the one that suits the data. */
  readonly split: unknown;
}

/**
 * The whole config of a run on a data set.
 * @throws AppError `config/invalid`, naming the first path that is wrong; `config/unknown-template`
 */
export function completeRun(card: DataCard, { written, changes, split }: IncompleteRun): RunConfig {
  // Each later part is suggested by what the earlier ones have become: model, hyperparameters, warm-up.
  const withNetwork = (incomplete: Written) => withModel(incomplete, card);
  const modelled = changes
    .filter(isAboutModel)
    .reduce((incomplete, change) => withNetwork(applyChange(incomplete, change)), withNetwork(written));
  const others = withOwnRate(
    changes.filter((change) => !isAboutModel(change)),
    modelled,
    card,
  );
  const begun = withSuggestions(modelled, card);
  const { method } = others.filter(about('method')).reduce(applyChange, begun);
  const suggested = withHyperparameters(begun, card, method);
  const completed = withWarmUp(others.reduce(applyChange, suggested));
  return parseRunConfig({ ...completed, data: { dataset: card.id, split: splitFor(card, split) } });
}
