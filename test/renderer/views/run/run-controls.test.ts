// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { describe, expect, it } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { clientKey } from '../../../../src-renderer/client.ts';
import { useRuns } from '../../../../src-renderer/stores/runs.ts';
import RunControls from '../../../../src-renderer/views/run/run-controls.vue';
import RunStanding from '../../../../src-renderer/views/run/run-standing.vue';
import type { RunRow } from '../../../../src-shared/contract/runs.ts';
import type { RunState } from '../../../../src-shared/domain/run-state.ts';

const row = (state: RunState, change: object = {}) =>
  ({
    id: 7,
    state,
    dataset: '0123456789abcdef',
    hasCheckpoint: true,
    reason: '',
    trashedAt: null,
    ...change,
  }) as unknown as RunRow;

function surroundings() {
  const calls: string[] = [];
  const client = {
    call: async (name: string) => {
      calls.push(name);
      return {};
    },
    subscribe: () => () => undefined,
    onState: () => () => undefined,
    close: () => undefined,
  };
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', component: { template: '<p />' } },
      { path: '/queue', name: 'queue', component: { template: '<p />' } },
      { path: '/new/:dataset', name: 'new-for', component: { template: '<p />' } },
    ],
  });
  const pinia = createPinia();
  return { calls, pinia, global: { plugins: [pinia, router], provide: { [clientKey as symbol]: client } } };
}

const words = (shown: { findAll: (selector: string) => { text: () => string }[] }) =>
  shown
    .findAll('button, a')
    .map((button) => button.text())
    .filter((text) => text !== '');

describe('what can be done to a run', () => {
  it.each<[RunState, readonly string[]]>([
    ['queued', ['Take out of the queue', 'Edit and run again']],
    ['starting', ['Stop now']],
    ['running', ['Pause', 'Finish epoch and stop', 'Stop now']],
    ['paused', ['Continue', 'Stop now']],
    ['finished', ['Edit and run again']],
    ['stopped', ['Resume', 'Edit and run again']],
    ['failed', ['Resume', 'Edit and run again']],
    ['interrupted', ['Resume', 'Edit and run again']],
  ])('when it is %s', (state, expected) => {
    const shown = mount(RunControls, { props: { row: row(state) }, global: surroundings().global });
    expect(words(shown)).toEqual(expected);
  });

  it('is to resume from the beginning where there is no checkpoint', () => {
    const shown = mount(RunControls, {
      props: { row: row('failed', { hasCheckpoint: false }) },
      global: surroundings().global,
    });
    expect(words(shown)).toEqual(['Resume from the beginning', 'Edit and run again']);
  });

  it('has at most one primary button', () => {
    for (const state of ['queued', 'running', 'paused', 'stopped', 'finished'] as const) {
      const shown = mount(RunControls, { props: { row: row(state) }, global: surroundings().global });
      expect(shown.findAll('.primary').length).toBeLessThanOrEqual(1);
    }
  });

  it('is asked of the host, once for one press', async () => {
    const { calls, global } = surroundings();
    const shown = mount(RunControls, { props: { row: row('running') }, global });
    const pause = shown.findAll('button')[0];
    await pause?.trigger('click');
    await pause?.trigger('click');
    await flushPromises();
    expect(calls).toEqual(['runs.pause']);
  });

  it('leads to a set-up with the same settings', () => {
    const shown = mount(RunControls, { props: { row: row('finished') }, global: surroundings().global });
    expect(shown.find('a').attributes('href')).toBe('/new/0123456789abcdef?from=7');
  });
});

describe('why a run stands still', () => {
  const standing = (state: RunState, change: object = {}) =>
    mount(RunStanding, { props: { row: row(state, change) }, global: surroundings().global }).text();

  it('is its reason, and the way on', () => {
    expect(standing('failed', { reason: 'Loss became NaN at step 910.' })).toBe(
      'Loss became NaN at step 910. Resume goes on from its last checkpoint; Edit and run again starts anew with other settings.',
    );
  });

  it('tells times as a clock here shows them', () => {
    const reason = 'The app ended while the run was going, last heard of at 2026-11-23T17:07:02.739Z.';
    const told = standing('interrupted', { reason });
    expect(told).not.toMatch(/17:07:02|Z\./);
    expect(told).toMatch(/last heard of at .*2026/);
  });

  it('says that what left no checkpoint starts from the beginning', () => {
    expect(standing('interrupted', { hasCheckpoint: false })).toBe(
      'Its trainer ended without a word. It left no checkpoint: resuming starts from the beginning. Edit and run again starts anew with other settings.',
    );
  });

  it('says only once where resuming starts', () => {
    const reason =
      'The trainer was ended by SIGSEGV at step 120. Resuming continues from the checkpoint step-000100.safetensors.';
    expect(standing('interrupted', { reason })).toBe(
      'The trainer was ended by SIGSEGV at step 120. Resuming continues from the checkpoint of step 100. Edit and run again starts anew with other settings.',
    );
  });

  it('is its place in the queue, the oldest first', async () => {
    const { pinia, global } = surroundings();
    const shown = mount(RunStanding, { props: { row: row('queued') }, global });
    for (const id of [9, 7, 8, 5]) useRuns(pinia).take(row('queued', { id }));
    await flushPromises();
    expect(shown.text()).toMatch(/at place 2 of 4/);
  });

  it('is not told of a run that goes or is done', () => {
    expect(standing('running')).toBe('');
    expect(standing('finished')).toBe('');
  });
});
