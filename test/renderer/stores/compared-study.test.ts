// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { useComparedStudy } from '../../../src-renderer/stores/compared-study.ts';
import { useStudies } from '../../../src-renderer/stores/studies.ts';
import type { Client } from '../../../src-shared/contract/client.ts';
import { studyIdSchema } from '../../../src-shared/domain/study.ts';
import { details, studyRow } from '../../shared/tables/two-arms.ts';
import { freshStores } from './answering-host.ts';

const three = studyIdSchema.parse(3);
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
