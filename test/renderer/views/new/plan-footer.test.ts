// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import PlanFooter from '../../../../src-renderer/views/new/plan-footer.vue';
import type { PlanCheck } from '../../../../src-shared/contract/plan.ts';

const layer: PlanCheck['layers'][number] = {
  name: 'dense1',
  inputs: 4,
  outputs: 8,
  shape: [8],
  activation: 'relu',
  parameters: 40,
  responseParameters: 96,
  products: 32,
  activities: 8,
};
const check: PlanCheck = {
  problems: [],
  layers: [layer, { ...layer, name: 'output', parameters: 27 }],
  applicable: [],
  tuned: 2,
  fixed: 1,
  rows: { train: 105, validation: 22, test: 23 },
  estimates: { memoryBytes: 150e6, seconds: [10, 20], diskBytes: 200e3, basis: 'From runs on this computer.' },
};
const props = {
  check,
  problems: [],
  isTuning: true,
  counts: { tuned: 2, fixed: 1 },
  runs: 1,
  freeBytes: 8e9,
  locale: 'en',
  now: new Date(2026, 0, 2, 23, 0).getTime(),
  isBusy: false,
  action: 'Find a schedule',
};

const textOf = (more: object) =>
  mount(PlanFooter, { props: { ...props, ...more } })
    .text()
    .replaceAll(/\s+/g, ' ');

describe('the foot of a run that is set up', () => {
  it('says what it takes, with units and what is free', () => {
    const text = textOf({});
    expect(text).toContain('2 values');
    expect(text).toContain('67 parameters');
    expect(text).toContain('105 · 22 · 23');
    expect(text).toContain('150 MB of 8 GB free');
    expect(text).toContain('10 s to 20 s until 11:00 PM');
    expect(text).toContain('200 kB');
  });

  it('counts time and disk for every repeat', () => {
    const text = textOf({ runs: 9 });
    expect(text).toContain('Time for 9 runs1 min 30 s to 3 min until 11:03 PM');
    expect(text).toContain('1.8 MB');
    expect(text).toContain('Find a schedule · 9 runs');
  });

  it('starts at one press', async () => {
    const wrapper = mount(PlanFooter, { props });
    await wrapper.get('button').trigger('click');
    expect(wrapper.emitted('start')).toHaveLength(1);
  });

  it('says why it cannot start, and how much more is wrong', () => {
    const problems = [
      { path: 'training.epochs', message: 'Must be above 0.' },
      { path: 'seeds', message: 'Enter a whole number from 1 to 100.' },
    ];
    const wrapper = mount(PlanFooter, { props: { ...props, problems } });
    const button = wrapper.get('button');
    expect(button.attributes('disabled')).toBeDefined();
    expect(
      wrapper
        .get(`#${button.attributes('aria-describedby')}`)
        .text()
        .replaceAll(/\s+/g, ' '),
    ).toBe('Passes over the training rows: Must be above 0. And 1 more.');
  });

  it('waits for the first answer of the host', () => {
    expect(
      mount(PlanFooter, { props: { ...props, check: null } })
        .get('button')
        .attributes('disabled'),
    ).toBeDefined();
  });

  it('counts every value as fixed where the method holds them', () => {
    const text = textOf({ isTuning: false, action: 'Train with fixed values' });
    expect(text).toContain('Train with fixed values');
    expect(text).toContain('Fixed3 values');
  });

  it('says of a study what all its trainings take, and waits until that is known', () => {
    const words = '3 methods, 2 seeds';
    const found = { problems: [], seconds: [60, 90], diskBytes: 5e6, notes: [] };
    const text = textOf({ study: { check: found, words }, runs: 2, action: 'Compare 3 methods' });
    expect(text).toContain('Time for 3 methods, 2 seeds1 min to 1 min 30 s until 11:01 PM');
    expect(text).toContain('5 MB');
    expect(text).toMatch(/Compare 3 methods$/);
    const waiting = mount(PlanFooter, { props: { ...props, study: { check: null, words } } });
    expect(waiting.get('button').attributes('disabled')).toBeDefined();
  });
});
