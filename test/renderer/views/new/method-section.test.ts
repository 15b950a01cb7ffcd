// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { useDraft } from '../../../../src-renderer/stores/draft.ts';
import { useRuns } from '../../../../src-renderer/stores/runs.ts';
import { useStudyDraft } from '../../../../src-renderer/stores/study-draft.ts';
import MethodSection from '../../../../src-renderer/views/new/method-section.vue';
import { methodGroups, methodSentences } from '../../../../src-renderer/words/method-words.ts';
import { datasetIdSchema } from '../../../../src-shared/domain/ids.ts';
import { methodNames } from '../../../../src-shared/domain/method-config.ts';
import { runConfigSchema } from '../../../../src-shared/domain/run-config.ts';
import { searchNames } from '../../../../src-shared/domain/search-config.ts';
import { mountWithHost } from '../../frame/mount-with-host.ts';
import { row } from '../runs/row.ts';

let unmount = () => {};
afterEach(() => {
  unmount();
  document.body.innerHTML = '';
});

const dataset = datasetIdSchema.parse('0123456789abcdef');
const suggested = runConfigSchema.parse({
  data: { dataset },
  model: { kind: 'mlp', hidden: [{ width: 8 }] },
  hyperparameters: { 'dense1.l2': { mode: 'tuned' } },
  training: { epochs: 20 },
});
const schedule = { unit: 'epochs', at: [0, 20], values: { 'dense1.l2': [0.001, 0.002] }, source: 'Run 12' };

async function section(answers: Record<string, (input: never) => unknown> = {}) {
  const mounted = await mountWithHost(MethodSection, {
    answers: {
      'data.card': () => ({ id: dataset, form: 'table', name: 'wine', columns: [] }),
      'plan.suggest': () => suggested,
      'plan.check': () => ({ problems: [], layers: [] }),
      'studies.check': () => ({ problems: [], seconds: [1, 2], diskBytes: 1, notes: [] }),
      'schedules.ofRun': () => schedule,
      ...answers,
    },
  });
  unmount = () => mounted.wrapper.unmount();
  await useDraft().open(dataset);
  await flushPromises();
  const choose = async (name: string) => {
    await mounted.wrapper.get('.method-choice select').setValue(name);
    await flushPromises();
  };
  return { ...mounted, choose, draft: useDraft(), study: useStudyDraft() };
}

describe('how values are found', () => {
  it('offers every method there is, once, in groups, each with its sentence', async () => {
    const { wrapper, choose } = await section();
    const offered = wrapper.findAll('.method-choice option').map((option) => option.attributes('value') ?? '');
    expect(offered.toSorted()).toEqual([...methodNames, ...searchNames].toSorted());
    expect(wrapper.findAll('.method-choice optgroup')).toHaveLength(methodGroups.length);
    await choose('random');
    expect(wrapper.get('.sentence').text()).toBe(methodSentences.random);
  });

  it('hands a setting of a method to the run, and one of a search to the study', async () => {
    const { wrapper, choose, draft, study } = await section();
    await choose('unrolled');
    await wrapper.get('.method-field input').setValue('7');
    expect(draft.config?.method).toMatchObject({ name: 'unrolled', unrolledSteps: 7 });
    await choose('grid');
    await wrapper.get('.method-field input').setValue('4');
    expect(study.arms[0]?.method).toEqual({ name: 'grid', points: 4 });
  });

  it('asks for a schedule, takes one of a run, and draws it', async () => {
    const { wrapper, choose, draft, asked } = await section();
    useRuns().take(row(12, { dataset, finalHyperparameters: { 'dense1.l2': 0.002 } }));
    await choose('replay');
    expect(wrapper.get('.schedule-picker .problem').text()).toBe('Choose a schedule: of a run, or from a file.');
    await wrapper.get('.schedule-picker select').setValue('12');
    await flushPromises();
    expect(asked.find(({ procedure }) => procedure === 'schedules.ofRun')?.input).toEqual({ run: 12 });
    expect(draft.config?.method).toMatchObject({ name: 'replay', schedule });
    expect(wrapper.find('.schedule-picker .problem').exists()).toBe(false);
    expect(wrapper.get('.schedule-picker').text()).toContain('Run 12: 1 hyperparameter, 2 points up to epoch 20.');
    expect(wrapper.find('.schedule-preview').exists()).toBe(true);
  });

  it('takes a schedule from a file', async () => {
    const { wrapper, choose, draft } = await section({ 'schedules.read': () => ({ ...schedule, source: 'mine.csv' }) });
    await choose('final');
    const input = wrapper.get('.schedule-picker input[type=file]');
    Object.defineProperty(input.element, 'files', { value: [new File(['epoch,dense1.l2\n0,0.1\n'], 'mine.csv')] });
    await input.trigger('change');
    const held = { name: 'final', values: { 'dense1.l2': 0.002 }, source: 'mine.csv' };
    await vi.waitFor(() => expect(draft.config?.method).toEqual(held), { timeout: 15_000 });
  });

  it('compares what is ticked, says what each may spend, and what the host adds', async () => {
    const { wrapper, study } = await section({
      'studies.check': () => ({ problems: [], seconds: [1, 2], diskBytes: 1, notes: ['The grid is cut.'] }),
    });
    await wrapper.findAll('input[type=radio]')[1]?.setValue(true);
    await flushPromises();
    const tick = wrapper.findAll('.methods-choice label').find((label) => label.text().startsWith('Grid search'));
    await tick?.get('input').setValue(true);
    await study.checkNow();
    await flushPromises();
    expect(study.names).toContain('grid');
    expect(wrapper.get('.budget-fields').text()).toContain(
      'Equal compute: every method gets 200 epochs on each seed (n = 3).',
    );
    expect(wrapper.get('.budget-fields').text()).toContain('about 10 trainings of 20 epochs');
    expect(wrapper.get('.notes').text()).toBe('The grid is cut.');
  });

  it('says at the method what it cannot tune, in plain words', async () => {
    const { wrapper, choose, draft } = await section({
      'plan.check': () => ({
        problems: [{ path: 'method', message: 'The method "hypernetwork" outgrows it. Choose the method "stn".' }],
        layers: [],
      }),
    });
    await choose('hypernetwork');
    await draft.checkNow();
    await flushPromises();
    expect(wrapper.get('.method-section > .problem').text()).toBe(
      'The method Hypernetwork outgrows it. Choose the method Self-tuning.',
    );
  });
});
