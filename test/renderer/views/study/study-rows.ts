// Rows and details of studies for tests, with what a test cares about laid over them.
import type { ArmStanding, StudyDetails, StudyRow } from '../../../../src-shared/contract/studies.ts';
import { datasetIdSchema, runIdSchema } from '../../../../src-shared/domain/ids.ts';
import { type StudyConfig, studyConfigSchema, studyIdSchema } from '../../../../src-shared/domain/study.ts';

const dataset = datasetIdSchema.parse('0123456789abcdef');

/** One arm; its best runs are 10, 11 and so on where there is a loss. */
export function arm(
  label: string,
  method: ArmStanding['method'],
  best: readonly number[],
  over: object = {},
): ArmStanding {
  return {
    label,
    method,
    trials: { done: best.length, failed: 0, live: 0 },
    spent: 1,
    best: [...best],
    bestRuns: best.map((loss, index) => (Number.isNaN(loss) ? null : runIdSchema.parse(10 + index))),
    ...over,
  };
}

/** A study in a list. */
export function studyRow(id: number, over: Partial<Omit<StudyRow, 'id'>> = {}): StudyRow {
  return {
    id: studyIdSchema.parse(id),
    name: '',
    purpose: 'comparison',
    state: 'finished',
    reason: '',
    dataset,
    datasetName: 'iris',
    budget: { unit: 'epochs', amount: 100 },
    seeds: [1, 2],
    arms: [arm('Self-tuning', 'stn', [0.2, 0.3]), arm('Random search', 'random', [0.4, 0.5])],
    source: null,
    createdAt: 1_700_000_000_000,
    finishedAt: 1_700_000_060_000,
    ...over,
  };
}

/** What was asked for. */
export function studyConfig(over: object = {}): StudyConfig {
  return studyConfigSchema.parse({
    config: {
      data: { dataset },
      model: { kind: 'mlp', hidden: [{ width: 8 }] },
      hyperparameters: { 'dense1.dropout': { mode: 'tuned' } },
      training: { epochs: 10 },
    },
    arms: [
      { label: 'Self-tuning', method: { name: 'stn' } },
      { label: 'Random search', method: { name: 'random' } },
    ],
    seeds: [1, 2],
    budget: { unit: 'epochs', amount: 100 },
    ...over,
  });
}

/** A whole study: one trial of the first arm and two of the second, for its first seed. */
export function studyDetails(row: StudyRow, config: StudyConfig = studyConfig()): StudyDetails {
  const trial = (run: number, of: number, number: number, values: Record<string, number>) => ({
    run: runIdSchema.parse(run),
    place: { study: row.id, arm: of, seed: 0, trial: number },
    parent: null,
    values,
  });
  return {
    row,
    config,
    trials: [
      trial(10, 0, 0, {}),
      trial(11, 1, 0, { 'dense1.dropout': 0.1 }),
      trial(12, 1, 1, { 'dense1.dropout': 0.4 }),
    ],
  };
}
