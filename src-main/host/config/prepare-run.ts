// From what was written to a run that is ready to be queued: every check that can be made before anything is created.
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { convShapes } from '../../../src-shared/domain/conv-shapes.ts';
import { gridOf, inputShapeByCard, outputsByCard } from '../../../src-shared/domain/input-shape.ts';
import { isTuning, type MethodConfig } from '../../../src-shared/domain/method-config.ts';
import { misfitsOfMethod } from '../../../src-shared/domain/method-fit.ts';
import type { RunConfig } from '../../../src-shared/domain/run-config.ts';
import { settleHyperparameters } from '../../../src-shared/domain/settle-hyperparameters.ts';
import type { Dataset } from '../../data/dataset.ts';
import { countOf } from '../../data/sentences.ts';
import { completeRun, isAboutData } from './complete-run.ts';
import { applyChange, type ConfigChange, isWritten } from './config-change.ts';
import { type Places, parseDataSource, readSource } from './data-source.ts';
import { divideData } from './divided-data.ts';
import { refuseMisfit } from './model-fit.ts';
import { dividingColumn, refuseWithoutAxis } from './ordered-axis.ts';

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

/**
 * Said where the warm-up leaves no epoch to tune in; null where it leaves one.
 * @param epochs of the whole run
 */
export function refusedWarmUp(method: MethodConfig, epochs: number): string | null {
  if (!isTuning(method) || method.warmUpEpochs < epochs) return null;
  return `The warm-up of ${countOf(method.warmUpEpochs, 'epoch')} leaves nothing of the run's ${countOf(epochs, 'epoch')} to tune in. Shorten it, to 0 if need be, or train for more epochs.`;
}

/**
 * Checks a whole config against the data it cites.
 * @throws AppError `config/…` and `data/…`, naming what is wrong
 */
export function checkAgainstData(config: RunConfig, dataset: Dataset): void {
  const { rows } = divideData(dataset, config.data.split);
  refuseMisfit(config.model, dataset.card, rows);
  refuseWithoutAxis(config.model, dataset.card, dividingColumn(config.data.split));
  const data = inputShapeByCard(dataset.card);
  settleHyperparameters(config.hyperparameters, { model: config.model, data });
  if (config.model.kind === 'cnn') convShapes(config.model.conv, gridOf(data));
  const [misfit] = misfitsOfMethod(config, { ...data, outputs: outputsByCard(dataset.card) });
  if (misfit !== undefined) {
    const isNothingTuned = misfit.path === 'hyperparameters' && isTuning(config.method);
    throw new AppError(isNothingTuned ? 'config/nothing-to-tune' : 'config/method-misfit', misfit.message);
  }
  const warmUp = refusedWarmUp(config.method, config.training.epochs);
  if (warmUp !== null) throw new AppError('config/only-warm-up', warmUp);
}

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
  const others = changes.filter((change) => !isAboutData(change));
  const config = completeRun(dataset.card, { written: rest, changes: others, split: source.split });
  checkAgainstData(config, dataset);
  return { config, dataset };
}
