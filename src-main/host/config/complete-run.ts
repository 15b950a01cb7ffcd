// From what a person has written to a whole config: what is left out is suggested by the data. The command line and the window share it.
// Not here: reading the data (data-source), checking the config against it (prepare-run, check-plan).
import type { DataCard } from '../../../src-shared/domain/data-card.ts';
import { modelConfigSchema, type RunConfig } from '../../../src-shared/domain/run-config.ts';
import { recommendedSplit } from '../../data/split.ts';
import { applyChange, type ConfigChange, isWritten, type Written } from './config-change.ts';
import { parseRunConfig } from './parse-run-config.ts';
import { suggestConfig, suggestHyperparameters, suggestWarmUp } from './suggest-config.ts';

/** Fields of `own` beside the suggested ones; what is no object is left for the schema to refuse. */
function merged(suggested: Written, own: unknown): unknown {
  if (own === undefined) return suggested;
  return isWritten(own) ? { ...suggested, ...own } : own;
}

function withSuggestions(written: Written, card: DataCard): Written {
  const { method, training, ...suggested } = suggestConfig(card);
  const own = written.method;
  const isOtherMethod = isWritten(own) && own.name !== undefined && own.name !== method.name;
  return {
    ...suggested,
    ...written,
    training: merged(training, written.training),
    method: isOtherMethod ? own : merged(method, own),
  };
}

/** Hyperparameters that fit the model, where none were written. A model that is no model is left for the schema to refuse. */
function withHyperparameters(written: Written): Written {
  const model = modelConfigSchema.safeParse(written.model);
  if (written.hyperparameters !== undefined || !model.success) return written;
  return { ...written, hyperparameters: suggestHyperparameters(model.data) };
}

/** A warm-up that fits the epochs, where the method has one and none was written. */
function withWarmUp(written: Written): Written {
  const { method, training } = written;
  const lacksOne = isWritten(method) && method.name === 'stn' && method.warmUpEpochs === undefined;
  if (!lacksOne || !isWritten(training) || typeof training.epochs !== 'number') return written;
  return { ...written, method: { ...method, warmUpEpochs: suggestWarmUp(training.epochs) } };
}

/** A split that does not say its kind gets the one that suits the data. */
function splitFor(card: DataCard, split: unknown): unknown {
  if (split === undefined) return recommendedSplit(card);
  return isWritten(split) && split.kind === undefined ? { ...recommendedSplit(card), ...split } : split;
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
 * @throws AppError `config/invalid`, naming the first path that is wrong
 */
export function completeRun(card: DataCard, { written, changes, split }: IncompleteRun): RunConfig {
  // Each later part is suggested by what the earlier ones have become: model, hyperparameters, warm-up.
  const modelled = changes.filter(isAboutModel).reduce(applyChange, withSuggestions(written, card));
  const others = changes.filter((change) => !isAboutModel(change));
  const completed = withWarmUp(others.reduce(applyChange, withHyperparameters(modelled)));
  return parseRunConfig({ ...completed, data: { dataset: card.id, split: splitFor(card, split) } });
}
