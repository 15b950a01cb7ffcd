// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import InputGrid from '../../../../src-renderer/views/new/input-grid.vue';
import { inputGroups } from '../../../../src-renderer/views/new/input-groups.ts';
import type { HyperparameterSetting } from '../../../../src-shared/domain/hyperparameter.ts';
import type { InputShape } from '../../../../src-shared/domain/input-shape.ts';
import { modelTemplate } from '../../../../src-shared/domain/model-templates.ts';

const colour: InputShape = { inputs: 3_072, imageShape: [32, 32, 3] };
const grey: InputShape = { inputs: 784, imageShape: [28, 28, 1] };
const table: InputShape = { inputs: 64, imageShape: null };
const groupsFor = (data: InputShape) => inputGroups({ model: modelTemplate('small-cnn', data), data });

const settings: Record<string, HyperparameterSetting> = {
  'input.hue': { mode: 'tuned' },
  'input.cutoutLength': { mode: 'tuned' },
  'input.rotation': { mode: 'fixed', value: 10 },
};
const mounted: { unmount(): void }[] = [];

function grid(data: InputShape, set = settings) {
  const wrapper = mount(InputGrid, {
    attachTo: document.body,
    props: {
      groups: groupsFor(data),
      settings: set,
      form: data.imageShape === null ? 'table' : 'images',
      locale: 'en',
      selected: null,
    },
  });
  mounted.push(wrapper);
  const cellAt = (row: number, column: number) => wrapper.get(`[data-place="${row}-${column}"]`);
  return { wrapper, cellAt };
}

afterEach(() => {
  for (const wrapper of mounted.splice(0)) wrapper.unmount();
});

describe('the groups of the input', () => {
  it('are all four for images in colour', () => {
    expect(groupsFor(colour).map(({ group, kinds }) => [group, ...kinds.map(({ kind }) => kind)])).toEqual([
      ['noise', 'gaussianNoise', 'inputScaling'],
      ['colour', 'brightness', 'contrast', 'saturation', 'hue'],
      ['cutout', 'cutoutHoles', 'cutoutLength'],
      ['geometry', 'shift', 'horizontalFlip', 'verticalFlip', 'rotation'],
    ]);
  });

  it('say of grey images that saturation and hue need colour', () => {
    const lacking = groupsFor(grey).flatMap(({ kinds }) => kinds.filter((kind) => kind.lacking !== null));
    expect(lacking.map(({ name }) => name)).toEqual(['input.saturation', 'input.hue']);
    expect(lacking[0]?.lacking).toEqual({
      short: 'needs colour',
      reason: 'it needs images with three colour channels, and these have one (grey)',
    });
  });

  it('leave out for signals what only images have', () => {
    expect(groupsFor(table).map(({ group, kinds }) => [group, ...kinds.map(({ kind }) => kind)])).toEqual([
      ['noise', 'gaussianNoise', 'inputScaling'],
      ['cutout', 'cutoutHoles', 'cutoutLength'],
      ['geometry', 'shift'],
    ]);
  });

  it('are none for the two kinds of a plain table, which fit among the columns of the layers', () => {
    expect(inputGroups({ model: modelTemplate('perceptron', table), data: table })).toEqual([]);
  });
});

describe('the grid of the input', () => {
  it('names each cell in itself and in words, with its unit and how it is rounded', () => {
    const { cellAt } = grid(colour);
    expect(cellAt(3, 1).get('.caption').text()).toBe('Hue');
    expect(cellAt(3, 1).get('.spoken').text()).toBe('Hue: tuned from 0.05, between 0 and 0.5');
    expect(cellAt(1, 2).get('.spoken').text()).toBe(
      'Cutout length: tuned from 3.84 px, between 0 and 24, rounded down in use',
    );
    expect(cellAt(3, 3).get('.spoken').text()).toBe('Rotation: fixed at 10°');
  });

  it('counts the length of cutout along a table in columns', () => {
    const words = (value: number) =>
      grid(table, { 'input.cutoutLength': { mode: 'fixed', value } })
        .cellAt(1, 1)
        .get('.spoken')
        .text();
    expect(words(7)).toBe('Cutout length: fixed at 7 columns');
    expect(words(1)).toBe('Cutout length: fixed at 1 column');
  });

  it('cycles with Space and with a click, and moves with the arrows', async () => {
    const { wrapper, cellAt } = grid(colour);
    (cellAt(0, 0).element as HTMLElement).focus();
    await cellAt(0, 0).trigger('keydown', { key: 'ArrowRight' });
    await cellAt(0, 1).trigger('keydown', { key: ' ' });
    await cellAt(1, 3).trigger('click', { shiftKey: true });
    expect(wrapper.emitted('cycle')).toEqual([['input.brightness'], ['input.horizontalFlip']]);
    expect(wrapper.emitted('update:selected')).toContainEqual(['input.horizontalFlip']);
  });

  it('shows what cannot be used with its reason, and lets it be looked at, not set', async () => {
    const { wrapper, cellAt } = grid(grey, {});
    const hue = cellAt(3, 1);
    expect(hue.get('.line').text()).toBe('Hueneeds colour');
    expect(hue.get('.spoken').text()).toBe(
      'Hue cannot be used here: it needs images with three colour channels, and these have one (grey)',
    );
    expect(hue.attributes('aria-disabled')).toBe('true');
    await hue.trigger('click');
    await hue.trigger('keydown', { key: 'Enter' });
    expect(wrapper.emitted('cycle')).toBeUndefined();
    expect(wrapper.emitted('update:selected')?.at(-1)).toEqual(['input.hue']);
  });

  it('turns off what cannot be used and was set elsewhere', async () => {
    const wrapper = mount(InputGrid, {
      props: {
        groups: groupsFor(grey),
        settings,
        form: 'images',
        locale: 'en',
        selected: null,
        problemAt: (path: string) => (path === 'hyperparameters.input.hue' ? 'It cannot be used here.' : null),
      },
    });
    mounted.push(wrapper);
    const hue = wrapper.get('[data-place="3-1"]');
    expect(hue.attributes('aria-invalid')).toBe('true');
    await hue.trigger('click');
    expect(wrapper.emitted('change')).toEqual([['input.hue', { mode: 'off' }]]);
    expect(wrapper.emitted('cycle')).toBeUndefined();
  });
});
