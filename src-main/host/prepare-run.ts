// From what was written to a run that is ready to be queued: every check that can be made before anything is created.
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { DataCard } from '../../src-shared/domain/data-card.ts';
import { modelConfigSchema, type RunConfig } from '../../src-shared/domain/run-config.ts';
import { settleHyperparameters } from '../../src-shared/domain/settle-hyperparameters.ts';
import type { Dataset } from '../data/dataset.ts';
import { recommendedSplit, splitRows } from '../data/split.ts';
import { applyChange, type ConfigChange, isWritten, type Written } from './config-change.ts';
import { type Places, parseDataSource, readSource } from './data-source.ts';
import { parseRunConfig } from './parse-run-config.ts';
import { suggestConfig, suggestHyperparameters, suggestWarmUp } from './suggest-config.ts';

export interface WrittenRun extends Places {
  /** A config as a person writes it; what it leaves out is suggested by the data. */
  readonly written: unknown;
  /** Made in order, after the suggestions. */
  readonly changes: readonly ConfigChange[];
}

/** A run that can be queued as it is. */
export interface PreparedRun {
  readonly config: RunConfig;
  /** Read, and perhaps not yet in the home. */
  readonly dataset: Dataset;
}

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

function checkAgainstData(config: RunConfig, dataset: Dataset): void {
  splitRows(dataset, config.data.split);
  const { tuned } = settleHyperparameters(config.hyperparameters, {
    model: config.model,
    isTable: dataset.form === 'table',
  });
  if (config.method.name === 'stn' && tuned.length === 0) {
    throw new AppError(
      'config/nothing-to-tune',
      'The method "stn" found no hyperparameter set to tuned. Set at least one, for example hyperparameters.input.dropout=tuned, or choose the method "fixed".',
    );
  }
}

const about = (part: string) => (change: ConfigChange) => change.path === part || change.path.startsWith(`${part}.`);
const isAboutData = about('data');
const isAboutModel = about('model');

/**
 * Reads the data, completes the config, freezes it and checks it against the data. Nothing is written anywhere.
 * @throws AppError `config/…` and `data/…`, naming what is wrong
 */
export async function prepareRun({ written, changes, ...places }: WrittenRun): Promise<PreparedRun> {
  if (!isWritten(written)) {
    throw new AppError('config/invalid', 'The config is no object; expected {"data": …, "training": …}.');
  }
  const { data, ...rest } = changes.filter(isAboutData).reduce(applyChange, written);
  const source = parseDataSource(data);
  const dataset = await readSource(source, places);
  const { card } = dataset;
  // Each later part is suggested by what the earlier ones have become: data, model, hyperparameters, warm-up.
  const modelled = changes.filter(isAboutModel).reduce(applyChange, withSuggestions(rest, card));
  const others = changes.filter((change) => !isAboutData(change) && !isAboutModel(change));
  const completed = withWarmUp(others.reduce(applyChange, withHyperparameters(modelled)));
  const config = parseRunConfig({ ...completed, data: { dataset: card.id, split: splitFor(card, source.split) } });
  checkAgainstData(config, dataset);
  return { config, dataset };
}
