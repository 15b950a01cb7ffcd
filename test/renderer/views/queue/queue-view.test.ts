// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { useQueue } from '../../../../src-renderer/stores/queue.ts';
import { useRuns } from '../../../../src-renderer/stores/runs.ts';
import QueueView from '../../../../src-renderer/views/queue/queue-view.vue';
import type { QueueState } from '../../../../src-shared/contract/queue.ts';
import { runIdSchema } from '../../../../src-shared/domain/ids.ts';
import { studyIdSchema } from '../../../../src-shared/domain/study.ts';
import { mountWithHost } from '../../frame/mount-with-host.ts';
import { pressButton } from '../../press-button.ts';
import { row } from '../runs/row.ts';

let unmount = () => {};
afterEach(() => {
  unmount();
  document.body.innerHTML = '';
});

const id = (run: number) => runIdSchema.parse(run);
const state = (order: readonly number[], over: Partial<QueueState> = {}): QueueState => ({
  isPaused: false,
  atOnce: 1,
  pausesOnFailure: false,
  waiting: order.map((run) => ({ run: id(run), notBefore: null })),
  ...over,
});

async function queue(order: readonly number[], over: Partial<QueueState> = {}) {
  const mounted = await mountWithHost(QueueView, {
    answers: {
      'queue.reorder': ({ runs }: { runs: number[] }) => state(runs, over),
      'queue.set': (change: Partial<QueueState>) => state(order, { ...over, ...change }),
      'queue.startLater': () => state(order, over),
    },
  });
  unmount = () => mounted.wrapper.unmount();
  const place = { study: studyIdSchema.parse(3), arm: 0, seed: 0, trial: 1 };
  for (const run of order) useRuns().take(row(run, { state: 'queued', place: run === 7 ? place : null }));
  useQueue().take(state(order, over));
  await flushPromises();
  const shown = () => mounted.wrapper.findAll('.waiting-list li').map((line) => Number(line.attributes('data-run')));
  return { ...mounted, shown };
}
const grip = (wrapper: Awaited<ReturnType<typeof queue>>['wrapper'], run: number) =>
  wrapper.get(`[data-run="${run}"] .grip`);

describe('the queue', () => {
  it('stands in the order in which it will be worked off, each with its study', async () => {
    const { wrapper, shown } = await queue([8, 7, 9]);
    expect(shown()).toEqual([8, 7, 9]);
    const study = wrapper.findAll('a').find((link) => link.attributes('href') === '/studies/3');
    expect(study?.text()).toBe('Study 3');
  });

  it('is reordered by keys, says so, and keeps the focus on what was moved', async () => {
    const { wrapper, shown, asked } = await queue([8, 7, 9]);
    const handle = grip(wrapper, 9);
    (handle.element as HTMLElement).focus();
    await handle.trigger('keydown', { key: 'ArrowUp', altKey: true });
    await flushPromises();
    expect(shown()).toEqual([8, 9, 7]);
    expect(asked.find(({ procedure }) => procedure === 'queue.reorder')?.input).toEqual({ runs: [8, 9, 7] });
    expect(wrapper.findAll('[role=status]').some((said) => said.text() === 'Run 9 is at place 2 of 3.')).toBe(true);
    expect(document.activeElement).toBe(grip(wrapper, 9).element);
    await grip(wrapper, 9).trigger('keydown', { key: 'ArrowUp' });
    expect(document.activeElement).toBe(grip(wrapper, 8).element);
  });

  it('is reordered by buttons and by dragging', async () => {
    const { wrapper, shown } = await queue([8, 7, 9]);
    await wrapper.get('[aria-label="Start run 7 earlier"]').trigger('click');
    await flushPromises();
    expect(shown()).toEqual([7, 8, 9]);
    await wrapper.get('[data-run="9"]').trigger('dragstart', { dataTransfer: { setData: () => undefined } });
    await wrapper.get('[data-run="7"]').trigger('dragover');
    await wrapper.get('[data-run="7"]').trigger('drop');
    await flushPromises();
    expect(shown()).toEqual([9, 7, 8]);
  });

  it('goes back to the order before where the host refuses', async () => {
    const mounted = await mountWithHost(QueueView, {
      answers: {
        'queue.reorder': () => {
          throw new Error('The run has begun.');
        },
      },
    });
    unmount = () => mounted.wrapper.unmount();
    for (const run of [7, 8]) useRuns().take(row(run, { state: 'queued' }));
    useQueue().take(state([7, 8]));
    await flushPromises();
    await mounted.wrapper.get('[aria-label="Start run 8 earlier"]').trigger('click');
    await flushPromises();
    expect(mounted.wrapper.findAll('.waiting-list li').map((line) => line.attributes('data-run'))).toEqual(['7', '8']);
  });

  it('is paused and continued, and pauses on a failure if that is wanted', async () => {
    const { wrapper, asked } = await queue([7]);
    await pressButton(wrapper, 'Pause the queue');
    await flushPromises();
    expect(wrapper.text()).toContain('nothing further begins until it is continued');
    await pressButton(wrapper, 'Continue the queue');
    await wrapper.get('input[type=checkbox]').setValue(true);
    await flushPromises();
    expect(asked.filter(({ procedure }) => procedure === 'queue.set').map(({ input }) => input)).toEqual([
      { isPaused: true },
      { isPaused: false },
      { pausesOnFailure: true },
    ]);
  });

  it('gives a run back by its key, with the way to undo', async () => {
    const { wrapper, asked } = await queue([7, 8]);
    await grip(wrapper, 7).trigger('keydown', { key: 'Delete' });
    await flushPromises();
    expect(asked.find(({ procedure }) => procedure === 'runs.stop')?.input).toEqual({ run: 7 });
  });

  it('says what it is for while nothing waits', async () => {
    const { wrapper } = await queue([]);
    expect(wrapper.text()).toContain('Nothing waits');
    expect(wrapper.text()).toContain('No run waits, none trains.');
  });
});
