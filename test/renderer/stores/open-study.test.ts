// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useOpenStudy } from '../../../src-renderer/stores/open-study.ts';
import { studyIdSchema } from '../../../src-shared/domain/study.ts';
import { studyConfig, studyDetails, studyRow } from '../views/study/study-rows.ts';
import { answeringHost } from './answering-host.ts';

const id = studyIdSchema.parse(3);

function opened(unit: string) {
  const { asked, run } = answeringHost({
    'studies.get': () => studyDetails(studyRow(3), studyConfig({ budget: { unit, amount: 10 } })),
    'studies.progress': ({ axis }: { axis: string }) => ({ curves: [{ arm: 0, seed: 0, axis }] }),
  });
  const open = run(() => useOpenStudy());
  const axes = () => asked.flatMap(({ input }) => (input as { axis?: string }).axis ?? []);
  return { open, asked, axes };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the study that is open', () => {
  it('is drawn over what its budget is counted in, and over what is chosen', async () => {
    const { open } = opened('epochs');
    open.open(id);
    await flushPromises();
    expect(open.axis).toBe('steps');
    expect(open.curves).toEqual([{ arm: 0, seed: 0, axis: 'steps' }]);
    await open.chooseAxis('trials');
    expect(open.curves).toEqual([{ arm: 0, seed: 0, axis: 'trials' }]);
    open.touch();
    await vi.advanceTimersByTimeAsync(1_500);
    expect(open.axis).toBe('trials');
  });

  it('is asked about at most once a second, however often something happens to it', async () => {
    const { open, axes } = opened('seconds');
    open.open(id);
    await flushPromises();
    expect(axes()).toEqual(['seconds']);
    for (let index = 0; index < 20; index += 1) open.touch();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(axes()).toEqual(['seconds', 'seconds']);
  });

  it('is left alone once it is closed', async () => {
    const { open, axes } = opened('seconds');
    open.open(id);
    await flushPromises();
    open.touch();
    open.close();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(axes()).toEqual(['seconds']);
  });
});
