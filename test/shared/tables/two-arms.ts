// A study of one method that tunes and one that searches, for tests of what stands for its arms.
import type { StudyDetails, StudyRow } from '../../../src-shared/contract/studies.ts';

const standing = (bestRuns: readonly (number | null)[]) => ({ bestRuns });
const trial = (run: number, arm: number, seed: number, number: number) => ({
  run,
  place: { study: 3, arm, seed, trial: number },
  parent: null,
  values: {},
});
/** As it stands in the list. */
export const studyRow = (change: object = {}) =>
  ({
    id: 3,
    name: 'wine',
    state: 'running',
    arms: [standing([11, null]), standing([22, 23])],
    ...change,
  }) as unknown as StudyRow;
/** With its trials: of the search one for the second seed, two for the first. */
export const details = () =>
  ({
    row: studyRow(),
    config: {
      arms: [
        { label: 'Tuned', method: { name: 'stn' } },
        { label: 'Grid', method: { name: 'grid' } },
      ],
    },
    trials: [trial(11, 0, 0, 0), trial(21, 1, 0, 0), trial(22, 1, 0, 1), trial(23, 1, 1, 0)],
  }) as unknown as StudyDetails;
