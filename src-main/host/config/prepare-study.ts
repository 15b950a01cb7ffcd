// From what was written about a study to one that is ready to be started. Nothing is written anywhere.
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { type StudyConfig, studyConfigSchema } from '../../../src-shared/domain/study.ts';
import type { Dataset } from '../../data/dataset.ts';
import { checkStudy, refuseProblems } from './check-study.ts';
import { type ConfigChange, isWritten, type Written } from './config-change.ts';
import type { Places } from './data-source.ts';
import { prepareRun } from './prepare-run.ts';
import { describeRefusal } from './schema-words.ts';

/** A study that can be started as it is. */
export interface PreparedStudy {
  readonly config: StudyConfig;
  /** Read, and perhaps not yet in the home. */
  readonly dataset: Dataset;
  /** What should be known before it starts. */
  readonly notes: readonly string[];
}

export interface WrittenStudy extends Places {
  /** A study's config; its `config` is a run's as a person writes it, and what that leaves out is suggested by the data. */
  readonly written: unknown;
  /** Of the run's part, made in order. */
  readonly changes: readonly ConfigChange[];
}

/** The run's part without a method: those of the arms count. */
function withoutMethod(config: unknown): unknown {
  if (!isWritten(config)) return config;
  const { method: _method, ...rest }: Written = config;
  return { ...rest, method: { name: 'fixed' } };
}

/** @throws AppError `config/…`, `data/…`, `studies/invalid`, naming what is wrong */
export async function prepareStudy({ written, changes, ...places }: WrittenStudy): Promise<PreparedStudy> {
  if (!isWritten(written)) {
    throw new AppError('config/invalid', 'The study is no object; expected {"config": …, "arms": …, "budget": …}.');
  }
  const run = await prepareRun({ ...places, written: withoutMethod(written.config ?? {}), changes });
  const whole = { name: run.config.name, ...written, config: run.config };
  const parsed = studyConfigSchema.safeParse(whole);
  if (!parsed.success) {
    throw new AppError('config/invalid', describeRefusal(studyConfigSchema, whole, parsed.error, 'The study'));
  }
  const checked = await checkStudy(parsed.data, () => Promise.resolve(run.dataset));
  refuseProblems(checked);
  return { config: parsed.data, dataset: run.dataset, notes: checked.notes };
}
