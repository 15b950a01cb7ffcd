// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import JobStrip from '../../../src-renderer/frame/job-strip.vue';
import { useMachine } from '../../../src-renderer/stores/machine.ts';
import { useRuns } from '../../../src-renderer/stores/runs.ts';
import { clockWords, epochWords, leftWords } from '../../../src-renderer/words/job-words.ts';
import type { RunRow } from '../../../src-shared/contract/runs.ts';
import { runIdSchema } from '../../../src-shared/domain/ids.ts';
import { row } from '../views/runs/row.ts';
import { mountWithHost } from './mount-with-host.ts';

async function strip(rows: readonly RunRow[]) {
  const mounted = await mountWithHost(JobStrip, {
    answers: { 'runs.list': () => rows, 'settings.get': () => ({ numbers: 'en', theme: 'light' }) },
  });
  const runs = useRuns();
  await runs.refresh();
  await flushPromises();
  return { ...mounted, runs };
}

const progress = {
  run: runIdSchema.parse(12),
  phase: 'training',
  step: 600,
  epoch: 6.4,
  epochs: 20,
  loss: 0.2,
  stepsPerSecond: 80,
  secondsLeft: 41,
} as const;

afterEach(() => {
  vi.useRealTimers();
});

describe('the job strip', () => {
  it('says that no run is going', async () => {
    const { wrapper } = await strip([row(1)]);
    expect(wrapper.text()).toBe('No run is going');
    expect(wrapper.find('a').exists()).toBe(false);
  });

  it('shows the run that is going, how far it is, what is left, and leads to it', async () => {
    const { wrapper, runs } = await strip([row(12, { state: 'running', name: '' }), row(13, { state: 'queued' })]);
    runs.takeProgress(progress);
    await flushPromises();
    expect(wrapper.get('a').attributes('href')).toBe('/runs/12');
    expect(wrapper.get('a').text()).toMatch(/^Running ?run 12 ?epoch 7\/20/);
    expect(wrapper.get('a').text()).toContain('0:41 left · ');
    expect(wrapper.get('progress').attributes('value')).toBe('0.32');
    expect(wrapper.text()).toContain('queue 1');
  });

  it('names what the trainer does besides training, and other runs that are going', async () => {
    const { wrapper, runs } = await strip([row(12, { state: 'running' }), row(14, { state: 'running' })]);
    runs.takeProgress({ ...progress, phase: 'saving', secondsLeft: null });
    await flushPromises();
    expect(wrapper.get('a').text()).toContain('saving');
    expect(wrapper.text()).toContain('+1 more');
    expect(wrapper.text()).not.toContain('left');
  });

  it('counts the seconds of compiling once there is one, in place of the epoch', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'Date'] });
    const { wrapper, runs } = await strip([row(12, { state: 'running' })]);
    runs.takeProgress({ ...progress, phase: 'compiling', epoch: 0, secondsLeft: null });
    await flushPromises();
    expect(wrapper.get('a').text()).not.toContain('compiling');
    vi.advanceTimersByTime(7_000);
    // More news of the same phase does not begin it anew.
    runs.takeProgress({ ...progress, phase: 'compiling', epoch: 0, secondsLeft: null });
    await flushPromises();
    expect(wrapper.get('a').text()).toContain('compiling the step for this machine, 0:07');
    expect(wrapper.get('a').text()).not.toContain('epoch');
    runs.takeProgress(progress);
    await flushPromises();
    expect(wrapper.get('a').text()).not.toContain('compiling');
  });

  it('tells what the computer is busy with', async () => {
    const { wrapper } = await strip([]);
    useMachine().takeUsage({ cpu: 0.34, memoryBytes: 1.2e9, freeMemoryBytes: 1, freeDiskBytes: null });
    await flushPromises();
    expect(wrapper.text()).toMatch(/CPU 34.?% · 1.2 GB/);
  });
});

describe('the words of the strip', () => {
  it('write a span as a stopwatch does', () => {
    expect([0, 41, 725.4, 3_729].map(clockWords)).toEqual(['0:00', '0:41', '12:05', '1:02:09']);
  });

  it('count the epoch that is under way, and never past the last', () => {
    expect(epochWords({ epoch: 0, epochs: 20 }, 'en')).toBe('epoch 1/20');
    expect(epochWords({ epoch: 20, epochs: 20 }, 'en')).toBe('epoch 20/20');
  });

  it('say nothing of an end that is not known', () => {
    expect(leftWords(null, 'en', 0)).toBe('');
    expect(leftWords(Infinity, 'en', 0)).toBe('');
    const noon = new Date(2026, 0, 1, 12, 0, 0).getTime();
    expect(leftWords(120, 'de', noon)).toBe('2:00 left · 12:02');
  });
});
