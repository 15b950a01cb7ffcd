// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { useConnection } from '../../../../src-renderer/stores/connection.ts';
import { useDatasets } from '../../../../src-renderer/stores/datasets.ts';
import { useMachine } from '../../../../src-renderer/stores/machine.ts';
import { useRuns } from '../../../../src-renderer/stores/runs.ts';
import HomeView from '../../../../src-renderer/views/home/home-view.vue';
import type { RunRow } from '../../../../src-shared/contract/runs.ts';
import { studyIdSchema } from '../../../../src-shared/domain/study.ts';
import { mountWithHost } from '../../frame/mount-with-host.ts';
import { pressButton } from '../../press-button.ts';
import { row } from '../runs/row.ts';

let unmount = () => {};
afterEach(() => unmount());

const sample = (name: string, field: string) => ({
  name,
  title: name,
  field,
  description: `About ${name}`,
  source: 's',
  licence: 'CC BY 4.0',
  target: 't',
  task: 'classification',
  rows: 150,
  form: 'table',
  inputs: 4,
});
const report = {
  cores: 2,
  memoryBytes: 8e9,
  candidates: [],
  choice: { engine: 'onnx', device: 'cpu', why: 'No graphics card found. Training uses the processor.' },
};

async function home(rows: readonly RunRow[], recovered: readonly { run: number; reason: string }[] = []) {
  const mounted = await mountWithHost(HomeView, {
    answers: {
      'runs.list': () => rows,
      'data.list': () => ({ datasets: [], unreadable: [] }),
      'data.samples': () => [sample('iris', 'biology'), sample('wine', 'chemistry')],
      'data.importSample': () => ({ id: '0123456789abcdef' }),
      'machine.describe': () => report,
      'app.info': () => ({ version: '1', notices: [], recovered }),
    },
  });
  unmount = () => mounted.wrapper.unmount();
  await Promise.all([useRuns().refresh(), useDatasets().refresh(), useMachine().describe(), useConnection().refresh()]);
  await flushPromises();
  return mounted;
}

describe('home', () => {
  it('shows the examples by field to who has nothing yet, and a click leads to the page that starts a run', async () => {
    const { wrapper, router, asked } = await home([]);
    expect(wrapper.findAll('.of-field h2').map((head) => head.text())).toEqual(['Biology', 'Chemistry']);
    await wrapper.findAll('button.sample')[1]?.trigger('click');
    await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/new/0123456789abcdef'));
    expect(asked).toContainEqual({ procedure: 'data.importSample', input: { name: 'wine' } });
  });

  it('keeps them folded for who has runs, until asked', async () => {
    const { wrapper } = await home([row(1)]);
    expect(wrapper.find('button.sample').exists()).toBe(false);
    await wrapper.get('button[aria-controls=samples]').trigger('click');
    expect(wrapper.findAll('button.sample')).toHaveLength(2);
  });

  it('says in plain words where training runs and where the data stays', async () => {
    const { wrapper } = await home([]);
    expect(wrapper.text()).toContain(
      'Training will run on the processor (2 cores). No graphics card found: most examples still take under a minute.',
    );
    expect(wrapper.text()).toContain('Your data stays on this computer.');
  });

  it('tells how a run came out in one sentence that names the epoch and the n', async () => {
    const { wrapper } = await home([row(3), row(4, { state: 'failed', reason: 'Loss became NaN at step 4,210.' })]);
    expect(wrapper.text()).toContain('Best validation loss 0.3 at epoch 12 (accuracy 90.0%, n = 1 seed).');
    expect(wrapper.text()).toContain('Loss became NaN at step 4,210.');
    // An abbreviation is no word to be put in small letters.
    const squared = await home([row(5, { metric: 'rmse', best: { epoch: 1, loss: 0.5, metric: 51.2 } })]);
    expect(squared.wrapper.text()).toContain('(RMSE 51.2, n = 1 seed)');
  });

  it('lists what runs and what waits in the order of the queue, apart from what has ended', async () => {
    const { wrapper } = await home([
      row(3, { state: 'queued' }),
      row(2, { state: 'queued' }),
      row(1, { state: 'running' }),
    ]);
    const jobs = wrapper.get('section[aria-labelledby=jobs-title]');
    useRuns().takeProgress({
      run: row(1).id,
      phase: 'training',
      step: 1,
      epoch: 250,
      epochs: 1_000,
      loss: 1,
      stepsPerSecond: 1,
      secondsLeft: null,
    });
    await flushPromises();
    expect(jobs.get('progress').attributes('value')).toBe('0.25');
    expect(jobs.text()).toContain('epoch 251/1,000');
    expect(jobs.findAll('li a').map((link) => link.text())).toEqual(['#1 run 1', '#2 run 2', '#3 run 3']);
    expect(wrapper.text()).toContain('The first run is under way.');
  });

  it('does not say that there is no run to who has runs of studies alone', async () => {
    const place = { study: studyIdSchema.parse(1), arm: 0, seed: 0, trial: 0 };
    const { wrapper } = await home([row(1, { place })]);
    expect(wrapper.text()).not.toContain('Recent runs');
    const { wrapper: mixed } = await home([row(1, { place }), row(2)]);
    expect(mixed.findAll('section[aria-labelledby=recent-title] li')).toHaveLength(1);
  });

  it('announces recovered runs with their reason, resumes them all, and is dismissed once', async () => {
    const stopped = [row(1, { state: 'interrupted' }), row(2, { state: 'interrupted' })];
    const reasons = stopped.map(({ id }) => ({ run: id, reason: `The computer went off during run ${id}.` }));
    const { wrapper, asked } = await home(stopped, reasons);
    const notice = wrapper.get('section[aria-label="Since the last time"]');
    expect(notice.text()).toContain('2 runs were recovered');
    expect(notice.text()).toContain('The computer went off during run 2.');
    await pressButton(notice, 'Resume all 2');
    await flushPromises();
    expect(asked.filter(({ procedure }) => procedure === 'runs.resume').map(({ input }) => input)).toEqual([
      { run: 1 },
      { run: 2 },
    ]);
    await notice.get('button[aria-label=Dismiss]').trigger('click');
    await flushPromises();
    expect(wrapper.find('section[aria-label="Since the last time"]').exists()).toBe(false);
  });
});
