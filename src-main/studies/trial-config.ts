// From a study's config to the frozen config of one of its trials. Pure.
import { settingsHolding } from '../../src-shared/domain/held-values.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import type { RunConfig } from '../../src-shared/domain/run-config.ts';
import { isSearchName, type SearchConfig } from '../../src-shared/domain/search-config.ts';
import { type SearchAxis, searchSpace } from '../../src-shared/domain/search-space.ts';
import { settleHyperparameters } from '../../src-shared/domain/settle-hyperparameters.ts';
import type { Arm, StudyConfig } from '../../src-shared/domain/study.ts';
import type { TrialValues } from '../methods/search.ts';
import type { Allowance } from './budget.ts';

/** The config that an arm starts from: the study's, with the arm's own hyperparameters laid over. */
export function armConfig({ config }: Pick<StudyConfig, 'config'>, { method, hyperparameters }: Arm): RunConfig {
  const { origin: _origin, ...rest } = config;
  return {
    ...rest,
    hyperparameters: { ...config.hyperparameters, ...hyperparameters },
    method: isSearch(method) ? { name: 'fixed' } : method,
  };
}

/** Whether an arm's method trains many networks. */
export function isSearch(method: Arm['method']): method is SearchConfig {
  return isSearchName(method.name);
}

/** Where an arm's search may look. @throws AppError where its hyperparameters cannot be settled */
export function armSpace(study: Pick<StudyConfig, 'config'>, arm: Arm): readonly SearchAxis[] {
  const { hyperparameters, model } = armConfig(study, arm);
  return searchSpace(settleHyperparameters(hyperparameters, { model, data: null }).tuned);
}

export interface TrialRequest {
  readonly arm: Arm;
  /** The seed itself, not its position. */
  readonly seed: number;
  /** Counted from 0. */
  readonly trial: number;
  readonly allowance: Allowance;
  /** Where the search puts it; empty for an arm that is no search. */
  readonly values: TrialValues;
  /** The run whose weights it goes on from. */
  readonly origin: RunId | null;
}

const longestName = 200;

function nameOf({ name }: StudyConfig, { arm, trial }: TrialRequest): string {
  const parts = [name, arm.label, ...(isSearch(arm.method) ? [`trial ${trial + 1}`] : [])];
  return parts
    .filter((part) => part !== '')
    .join(', ')
    .slice(0, longestName);
}

/** The config of one trial. */
export function trialConfig(study: StudyConfig, request: TrialRequest): RunConfig {
  const { arm, seed, allowance, values, origin } = request;
  const base = armConfig(study, arm);
  return {
    ...base,
    name: nameOf(study, request),
    hyperparameters: { ...base.hyperparameters, ...settingsHolding(values) },
    training: { ...base.training, ...allowance, seed },
    ...(origin === null ? {} : { origin }),
  };
}
