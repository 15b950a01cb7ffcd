// Studies as a list and a page show them, from what is stored. Pure but for the questions to the store.
import type { ArmStanding, StudyRow, StudyTrial } from '../../src-shared/contract/studies.ts';
import type { StudyConfig } from '../../src-shared/domain/study.ts';
import type { ReadDb } from '../store/database.ts';
import { datasetNameOf, type StoredStudy, studyTrials, type TrialRow } from '../store/queries/studies.ts';
import { type Counting, spentShare } from './budget.ts';
import { bestTrial, hasFailed, isOver, isUnderway, type Line, linesOf, valuesOf } from './line.ts';
import { armSpace, isSearch } from './trial-config.ts';

function standingOf(config: StudyConfig, arm: number, lines: readonly Line[], counting: Counting): ArmStanding {
  const own = lines.filter((line) => line.arm === arm);
  const trials = own.flatMap((line) => line.trials);
  const { label, method } = config.arms[arm] ?? { label: '', method: { name: 'fixed' as const } };
  const bests = own.map((line) => bestTrial(line.trials));
  const shares = own.map((line) => spentShare(line, counting, isSearch(method)));
  return {
    label,
    method: method.name,
    trials: {
      done: trials.filter((trial) => isOver(trial) && !hasFailed(trial)).length,
      failed: trials.filter(hasFailed).length,
      live: trials.filter(isUnderway).length,
    },
    spent: shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length),
    best: bests.map((trial) => trial?.best ?? Number.NaN),
    bestRuns: bests.map((trial) => trial?.run ?? null),
  };
}

/** One study in a list. */
export function studyRow(db: ReadDb, study: StoredStudy, counting: Counting): StudyRow {
  const { config } = study;
  const { dataset } = config.config.data;
  const lines = linesOf(config, studyTrials(db, study.id));
  return {
    id: study.id,
    name: study.name,
    purpose: config.purpose,
    state: study.state,
    reason: study.reason,
    dataset,
    datasetName: datasetNameOf(db, dataset),
    budget: config.budget,
    seeds: config.seeds,
    arms: config.arms.map((_, arm) => standingOf(config, arm, lines, counting)),
    source: config.source,
    createdAt: study.createdAt,
    finishedAt: study.finishedAt,
  };
}

/** The trials of a study with the values that searches put them at. */
export function trialsOf({ id, config }: StoredStudy, trials: readonly TrialRow[]): StudyTrial[] {
  const names = config.arms.map((arm) => (isSearch(arm.method) ? armSpace(config, arm).map(({ name }) => name) : []));
  return trials.map((trial) => ({
    run: trial.run,
    place: { study: id, arm: trial.arm, seed: trial.seed, trial: trial.trial },
    parent: trial.parent,
    values: valuesOf(trial, names[trial.arm] ?? []),
  }));
}
