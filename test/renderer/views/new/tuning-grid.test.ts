// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import TuningGrid from '../../../../src-renderer/views/new/tuning-grid.vue';
import type { HyperparameterKind, HyperparameterSetting } from '../../../../src-shared/domain/hyperparameter.ts';
import type { InputShape } from '../../../../src-shared/domain/input-shape.ts';
import { applicableNames } from '../../../../src-shared/domain/settle-hyperparameters.ts';

const model = { kind: 'mlp' as const, hidden: [{ width: 8, activation: 'relu' as const }] };
const settings: Record<string, HyperparameterSetting> = {
  'input.dropout': { mode: 'tuned' },
  'dense1.dropout': { mode: 'fixed', value: 0.1 },
};
const mounted: { unmount(): void }[] = [];

const data: InputShape = { inputs: 4, imageShape: null };
const kinds: readonly HyperparameterKind[] = ['dropout', 'featureDropout', 'gaussianNoise', 'l2', 'l1'];

function grid() {
  const wrapper = mount(TuningGrid, {
    attachTo: document.body,
    props: {
      model,
      kinds,
      settings,
      form: 'table',
      applicable: applicableNames({ model, data }),
      locale: 'en',
      selected: null,
    },
  });
  mounted.push(wrapper);
  const cellAt = (row: number, column: number) => wrapper.get(`[data-place="${row}-${column}"]`);
  const placeOfFocus = () => document.activeElement?.getAttribute('data-place');
  const press = (key: string, more: object = {}) =>
    wrapper.get(`[data-place="${placeOfFocus()}"]`).trigger('keydown', { key, ...more });
  const focus = (row: number, column: number) => (cellAt(row, column).element as HTMLElement).focus();
  return { wrapper, cellAt, placeOfFocus, press, focus };
}

afterEach(() => {
  for (const wrapper of mounted.splice(0)) wrapper.unmount();
});

describe('the grid of layers and hyperparameters', () => {
  it('has a row for every layer and a column for every kind', () => {
    const { wrapper } = grid();
    expect(wrapper.findAll('tbody th').map((head) => head.text())).toEqual(['Input', 'Dense 1', 'Output']);
    expect(wrapper.findAll('.column-head .name').map((head) => head.text())).toEqual([
      'Dropout',
      'Column dropout',
      'Input noise',
      'L2',
      'L1',
    ]);
  });

  it('says each cell in words and marks what does not apply', () => {
    const { cellAt } = grid();
    expect(cellAt(0, 0).get('.spoken').text()).toBe('Dropout of input: tuned from 0.05, between 0 and 0.9');
    expect(cellAt(1, 0).get('.spoken').text()).toBe('Dropout of dense 1: fixed at 0.1');
    expect(cellAt(1, 3).get('.spoken').text()).toBe('L2 of dense 1: off');
    expect(cellAt(2, 0).attributes('aria-disabled')).toBe('true');
    expect(cellAt(2, 0).text()).toBe('');
  });

  it('is one stop of the Tab key, which moves along with the arrows', async () => {
    const { wrapper, focus, press, placeOfFocus } = grid();
    const stops = () => wrapper.findAll('td[tabindex="0"]').map((cell) => cell.attributes('data-place'));
    expect(stops()).toEqual(['0-0']);
    focus(0, 0);
    await press('ArrowRight');
    await press('ArrowDown');
    expect(placeOfFocus()).toBe('1-1');
    expect(stops()).toEqual(['1-1']);
  });

  it('stops at its edges, and Home and End go along the row', async () => {
    const { focus, press, placeOfFocus } = grid();
    focus(0, 0);
    await press('ArrowUp');
    await press('ArrowLeft');
    expect(placeOfFocus()).toBe('0-0');
    await press('End');
    expect(placeOfFocus()).toBe('0-4');
    await press('End', { ctrlKey: true });
    expect(placeOfFocus()).toBe('2-4');
    await press('Home');
    expect(placeOfFocus()).toBe('2-0');
  });

  it('cycles with Space and with a click, fills with Shift', async () => {
    const { wrapper, focus, press, cellAt } = grid();
    focus(1, 3);
    await press(' ');
    await cellAt(0, 0).trigger('click');
    expect(wrapper.emitted('cycle')).toEqual([['dense1.l2'], ['input.dropout']]);
    await press(' ', { shiftKey: true });
    await cellAt(1, 0).trigger('click', { shiftKey: true });
    expect(wrapper.emitted('fill')).toEqual([['input.dropout'], ['dense1.dropout']]);
  });

  it('does nothing where a hyperparameter does not apply', async () => {
    const { wrapper, focus, press } = grid();
    focus(2, 0);
    await press(' ');
    await press('Enter');
    await press('Delete');
    expect(wrapper.emitted('cycle')).toBeUndefined();
    expect(wrapper.emitted('change')).toBeUndefined();
  });

  it('turns a cell off with Delete and asks for undo with Ctrl Z', async () => {
    const { wrapper, focus, press } = grid();
    focus(0, 0);
    await press('Delete');
    expect(wrapper.emitted('change')).toEqual([['input.dropout', { mode: 'off' }]]);
    await press('z', { ctrlKey: true });
    expect(wrapper.emitted('undo')).toHaveLength(1);
  });

  it('names the cell that is looked at, and none on a blank', async () => {
    const { wrapper, focus, press } = grid();
    focus(1, 0);
    await press('ArrowDown');
    expect(wrapper.emitted('update:selected')).toEqual([['dense1.dropout'], [null]]);
  });

  it('opens the editor with Enter and comes back to the cell', async () => {
    const { focus, press, placeOfFocus } = grid();
    focus(0, 0);
    await press('Enter');
    const editor = document.body.querySelector('.cell-editor');
    expect(editor?.textContent).toContain('Dropout of input');
    editor?.dispatchEvent(new Event('submit', { cancelable: true }));
    await flushPromises();
    expect(document.body.querySelector('.cell-editor')).toBe(null);
    expect(placeOfFocus()).toBe('0-0');
  });

  it('marks a cell that has a problem', () => {
    const wrapper = mount(TuningGrid, {
      props: {
        model,
        kinds,
        settings,
        form: 'table',
        applicable: applicableNames({ model, data }),
        locale: 'en',
        selected: null,
        problemAt: (path: string) => (path === 'hyperparameters.input.dropout' ? 'Outside its range.' : null),
      },
    });
    mounted.push(wrapper);
    expect(wrapper.findAll('[aria-invalid="true"]').map((cell) => cell.attributes('data-place'))).toEqual(['0-0']);
  });
});
