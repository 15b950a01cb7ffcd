// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { armsOf, useComparedStudy } from '../../../src-renderer/stores/compared-study.ts';
import { useStudies } from '../../../src-renderer/stores/studies.ts';
import type { Client } from '../../../src-shared/contract/client.ts';
import type { StudyDetails, StudyRow } from '../../../src-shared/contract/studies.ts';
import { studyIdSchema } from '../../../src-shared/domain/study.ts';
import { freshStores } from './answering-host.ts';

const three = studyIdSchema.parse(3);
const standing = (bestRuns: readonly (number | null)[]) => ({ bestRuns });
const trial = (run: number, arm: number, seed: number, number: number) => ({
  run,
  place: { study: 3, arm, seed, trial: number },
  parent: null,
  values: {},
});
const studyRow = (change: object = {}) =>
  ({
    id: 3,
    name: 'wine',
    state: 'running',
    arms: [standing([11, null]), standing([22, 23])],
    ...change,
  }) as unknown as StudyRow;
const details = () =>
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

describe('what stands for the arms of a study', () => {
  it('is the best run of each seed, with the seconds of all trials of that seed', () => {
    const [tuned, grid] = armsOf(details(), (run) => run);
    expect([tuned?.runs, tuned?.isSearch, [...(tuned?.spent ?? [])]]).toEqual([[11], false, [[11, 11]]]);
    expect([grid?.runs, grid?.isSearch, [...(grid?.spent ?? [])]]).toEqual([
      [22, 23],
      true,
      [
        [22, 43],
        [23, 23],
      ],
    ]);
  });
});

describe('the study that is compared', () => {
  let asked: string[] = [];
  beforeEach(() => {
    asked = [];
    const call = async (name: string) => {
      asked.push(name);
      return name === 'studies.get' ? details() : { curves: [] };
    };
    freshStores({ call } as unknown as Client);
  });

  it('is asked for again once it went on, with its progress only where that is shown, and not after it was left', async () => {
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const study = useComparedStudy();
    useStudies().take(studyRow());
    await study.open(three);
    expect(asked).toEqual(['studies.get']);
    useStudies().take(studyRow({ state: 'paused' }));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked).toEqual(['studies.get', 'studies.get']);
    await study.showProgress('steps');
    useStudies().take(studyRow());
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked.slice(2)).toEqual(['studies.progress', 'studies.get', 'studies.progress']);
    study.leave();
    useStudies().take(studyRow({ state: 'finished' }));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked).toHaveLength(5);
  });
});
