// A row of the runs table for tests, with what a test cares about laid over it.
import type { RunRow } from '../../../../src-shared/contract/runs.ts';
import { datasetIdSchema, runIdSchema } from '../../../../src-shared/domain/ids.ts';

/** @param id of the run */
export function row(id: number, over: Partial<Omit<RunRow, 'id'>> = {}): RunRow {
  return {
    id: runIdSchema.parse(id),
    name: `run ${id}`,
    state: 'finished',
    reason: '',
    method: 'stn',
    dataset: datasetIdSchema.parse('0123456789abcdef'),
    datasetName: 'digits',
    experiment: 'a',
    seed: 1,
    tags: [],
    notes: '',
    isStarred: false,
    trashedAt: null,
    createdAt: 1_700_000_000_000,
    startedAt: 1_700_000_000_000,
    finishedAt: 1_700_000_060_000,
    seconds: 60,
    epochs: 20,
    plannedEpochs: 20,
    metric: 'accuracy',
    best: { epoch: 12, loss: 0.3, metric: 0.9 },
    last: { epoch: 20, loss: 0.4, metric: 0.88 },
    finalHyperparameters: {},
    bestHyperparameters: {},
    bytes: 1_000_000,
    hasCheckpoint: true,
    place: null,
    notBefore: null,
    test: null,
    ...over,
  };
}
