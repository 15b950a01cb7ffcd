// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { useRuns } from '../../../../src-renderer/stores/runs.ts';
import { useStudies } from '../../../../src-renderer/stores/studies.ts';
import StudiesView from '../../../../src-renderer/views/study/studies-view.vue';
import StudyView from '../../../../src-renderer/views/study/study-view.vue';
import type { StudyRow } from '../../../../src-shared/contract/studies.ts';
import { mountWithHost } from '../../frame/mount-with-host.ts';
import { pressButton } from '../../press-button.ts';
import { row as runRow } from '../runs/row.ts';
import { arm, studyDetails, studyRow } from './study-rows.ts';

let unmount = () => {};
afterEach(() => {
  unmount();
  document.body.innerHTML = '';
});

async function study(row: StudyRow) {
  const mounted = await mountWithHost(StudyView, {
    path: `/studies/${row.id}`,
    answers: {
      'studies.get': () => studyDetails(row),
      'studies.progress': () => ({ curves: [] }),
      'plot.curves': () => ({ curves: [] }),
    },
  });
  unmount = () => mounted.wrapper.unmount();
  useStudies().take(row);
  for (const id of [10, 11, 12]) useRuns().take(runRow(id, { best: { epoch: 3, loss: id / 100, metric: 0.9 } }));
  await flushPromises();
  return mounted;
}
const text = (wrapper: { text(): string }) => wrapper.text().replaceAll(/\s+/g, ' ');

describe('a study', () => {
  it('says what it is for, what each method may spend, and how each stands', async () => {
    const { wrapper } = await study(studyRow(3, { name: 'against search' }));
    expect(wrapper.get('h1').text()).toBe('against search');
    expect(text(wrapper.get('.purpose'))).toContain('Each may spend 100 epochs on each seed (n = 2).');
    const rows = wrapper.findAll('.arms-table tbody tr').map(text);
    expect(rows[0]).toContain('Self-tuning');
    expect(rows[0]).toContain('0.250 ± 0.071 (n = 2)lowest');
    expect(rows[1]).not.toContain('lowest');
    const compare = wrapper.findAll('a').find((link) => link.text() === 'Open in Compare');
    expect(compare?.attributes('href')).toBe('/compare?study=3');
  });

  it('is paused, continued and stopped', async () => {
    const running = studyRow(3, { state: 'running', finishedAt: null });
    const { wrapper, asked } = await study(running);
    await pressButton(wrapper, 'Pause');
    await flushPromises();
    useStudies().take({ ...running, state: 'paused' });
    await flushPromises();
    await pressButton(wrapper, 'Continue');
    await flushPromises();
    await pressButton(wrapper, 'Stop');
    await flushPromises();
    const done = asked.map(({ procedure }) => procedure).filter((name) => /pause|continue|stop/.test(name));
    expect(done).toEqual(['studies.pause', 'studies.continue', 'studies.stop']);
  });

  it('judges a schedule that it verifies, and says from how many seeds', async () => {
    const arms = [
      arm('Schedule', 'replay', [0.2, 0.21]),
      arm('Final values', 'final', [0.3, 0.31]),
      arm('Start values', 'fixed', [0.2, 0.22]),
    ];
    const { wrapper } = await study(studyRow(4, { purpose: 'verification', arms }));
    const card = text(wrapper.get('.verdict-card'));
    expect(card).toMatch(/n = 2/);
    expect(card).toMatch(/final values/i);
    expect(card).toMatch(/start values/i);
  });

  it('says what is wrong with an address that names none', async () => {
    const { wrapper } = await mountWithHost(StudyView, {
      path: '/studies/99',
      answers: {
        'studies.get': () => {
          throw new Error('There is no study 99.');
        },
        'studies.progress': () => ({ curves: [] }),
      },
    });
    unmount = () => wrapper.unmount();
    await flushPromises();
    expect(text(wrapper)).toContain('There is no study 99.');
  });
});

describe('the list of studies', () => {
  it('says what a study is for while there is none', async () => {
    const { wrapper } = await mountWithHost(StudiesView, { answers: { 'studies.list': () => [] } });
    unmount = () => wrapper.unmount();
    await useStudies().refresh();
    await flushPromises();
    expect(text(wrapper)).toContain('gives each the same budget and the same seeds');
    expect(wrapper.get('a.primary').attributes('href')).toBe('/new?methods=several');
  });

  it('leads to each study, newest first, with which method is ahead', async () => {
    const { wrapper } = await mountWithHost(StudiesView, {
      answers: { 'studies.list': () => [studyRow(3), studyRow(4, { name: 'verify', state: 'running' })] },
    });
    unmount = () => wrapper.unmount();
    await useStudies().refresh();
    await flushPromises();
    const lines = wrapper.findAll('.study-line');
    expect(lines.map((line) => line.get('a').attributes('href'))).toEqual(['/studies/4', '/studies/3']);
    expect(text(lines[1] ?? wrapper)).toContain('Lowest: Self-tuning');
    expect(text(lines[0] ?? wrapper)).toContain('100% of the budget used');
  });
});
