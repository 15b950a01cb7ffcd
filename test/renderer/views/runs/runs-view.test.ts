// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useRuns } from '../../../../src-renderer/stores/runs.ts';
import { useRunsTable } from '../../../../src-renderer/stores/runs-table.ts';
import RunsView from '../../../../src-renderer/views/runs/runs-view.vue';
import type { RunRow } from '../../../../src-shared/contract/runs.ts';
import { mountWithHost } from '../../frame/mount-with-host.ts';
import { pressButton } from '../../press-button.ts';
import { row } from './row.ts';

let unmount = () => {};
beforeEach(() => {
  // There is no layout here; the table needs a height to know which lines are in view.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1_200);
});
afterEach(() => {
  unmount();
  vi.restoreAllMocks();
});

async function view(rows: readonly RunRow[], path = '/runs') {
  const mounted = await mountWithHost(RunsView, { path, answers: { 'runs.list': () => rows } });
  unmount = () => mounted.wrapper.unmount();
  await useRuns().refresh();
  await flushPromises();
  const { wrapper } = mounted;
  const grid = () => wrapper.get('[aria-label=Runs]');
  return {
    ...mounted,
    grid,
    table: useRunsTable(),
    names: () =>
      wrapper
        .findAll('.row .column-name')
        .map((cell) => cell.text())
        .slice(1),
    press: async (...keys: string[]) => {
      for (const key of keys) {
        const shiftKey = key.startsWith('Shift+');
        await grid().trigger('keydown', { key: key.replace('Shift+', ''), shiftKey });
      }
      await flushPromises();
    },
  };
}

const three = [row(3, { name: 'c' }), row(2, { name: 'b', state: 'failed' }), row(1, { name: 'a' })];

describe('the runs table', () => {
  it('draws only the lines in view, and tells how many there are', async () => {
    const many = Array.from({ length: 10_000 }, (_, index) => row(index + 1));
    const { grid, wrapper } = await view(many);
    expect(grid().attributes('aria-rowcount')).toBe('10001');
    expect(wrapper.findAll('[role=row]').length).toBeLessThan(60);
    expect(wrapper.findAll('[role=row]')[1]?.attributes('aria-rowindex')).toBe('2');
  });

  it('sorts by a press on a head, and says how', async () => {
    const { wrapper, names } = await view(three);
    const head = wrapper.findAll('[role=columnheader]').find((one) => one.text() === 'Name');
    expect(head?.attributes('aria-sort')).toBe('none');
    await head?.get('button').trigger('click');
    expect(names()).toEqual(['a', 'b', 'c']);
    expect(head?.attributes('aria-sort')).toBe('ascending');
    await head?.get('button').trigger('click');
    expect(names()).toEqual(['c', 'b', 'a']);
    expect(head?.attributes('aria-sort')).toBe('descending');
  });

  it('is walked, selected from and opened by keys', async () => {
    const { grid, press, table, router, wrapper } = await view(three);
    await press('ArrowDown');
    expect(grid().attributes('aria-activedescendant')).toBe('line-run-2');
    await press(' ', 'Shift+ArrowDown');
    expect([...table.selected]).toEqual([2, 1]);
    expect(wrapper.get('[role=toolbar]').text()).toContain('2 runs selected');
    await press('Escape', 'Home', 'Enter');
    expect(table.selected.size).toBe(0);
    await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/runs/3'));
  });

  it('throws the active line away by Delete, but never what is training', async () => {
    const { press, asked } = await view([row(2, { state: 'running' }), row(1)]);
    await press('Delete');
    expect(asked.some(({ procedure }) => procedure === 'runs.trash')).toBe(false);
    await press('ArrowDown', 'Delete');
    expect(asked).toContainEqual({ procedure: 'runs.trash', input: { runs: [1] } });
  });

  it('compares what is selected', async () => {
    const { press, wrapper, router } = await view(three);
    await press(' ', 'Shift+ArrowDown');
    const compare = wrapper.findAll('[role=toolbar] button').find((one) => one.text() === 'Compare');
    await compare?.trigger('click');
    await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/compare?runs=3,2'));
  });

  it('filters by a typed text and says what it does not understand', async () => {
    const { wrapper, names } = await view(three);
    const input = wrapper.get('input[aria-label=Filter]');
    await input.setValue('state:failed');
    expect(names()).toEqual(['b']);
    expect(wrapper.text()).toContain('1 of 3 runs');
    await input.setValue('state:failed foo:1');
    expect(names()).toEqual(['b']);
    expect(wrapper.get('#filter-problem').text()).toContain('"foo" is not known here.');
    await input.setValue('nothing like it');
    expect(wrapper.text()).toContain('No run fits the filter');
  });

  it('says how much of the selection the filter hides', async () => {
    const { press, wrapper } = await view(three);
    await press(' ', 'Shift+ArrowDown');
    expect(wrapper.get('[role=toolbar]').text()).not.toContain('not shown');
    await wrapper.get('input[aria-label=Filter]').setValue('state:failed');
    expect(wrapper.get('[role=toolbar]').text()).toContain('1 not shown');
  });

  it('has a column of tags once a run has one', async () => {
    const heads = (wrapper: Awaited<ReturnType<typeof view>>['wrapper']) =>
      wrapper.findAll('[role=columnheader]').map((head) => head.text());
    const { wrapper } = await view(three);
    expect(heads(wrapper)).not.toContain('Tags');
    useRuns().take(row(1, { name: 'a', tags: ['paper'] }));
    await flushPromises();
    expect(heads(wrapper)).toContain('Tags');
    expect(wrapper.text()).toContain('paper');
  });

  it('takes a filter from its address, once', async () => {
    const { wrapper, names, router } = await view(three, '/runs?q=state:failed');
    expect(names()).toEqual(['b']);
    expect((wrapper.get('input[aria-label=Filter]').element as HTMLInputElement).value).toBe('state:failed');
    await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/runs'));
  });

  it('folds seeds into experiments, and unfolds one by the arrow keys', async () => {
    const seeds = [1, 2, 3].map((seed) => row(seed, { seed, name: `seed ${seed}` }));
    const { wrapper, table, press, grid, names } = await view([
      ...seeds,
      row(9, { experiment: 'other', name: 'lone' }),
    ]);
    table.isGrouped = true;
    await flushPromises();
    expect(grid().attributes('role')).toBe('treegrid');
    expect(names()).toEqual(['lone', 'seed 3']);
    expect(wrapper.text()).toContain('0.300 ± 0.000 (n = 3)');
    await press('ArrowDown', 'ArrowRight');
    expect(names()).toEqual(['lone', 'seed 3', 'seed 3', 'seed 2', 'seed 1']);
    expect(wrapper.findAll('[role=row]')[2]?.attributes('aria-expanded')).toBe('true');
    await press('ArrowDown', 'ArrowLeft', 'ArrowLeft');
    expect(names()).toEqual(['lone', 'seed 3']);
  });

  it('edits labels of what is selected, with F2', async () => {
    const { press, wrapper, asked } = await view(three);
    await press('F2');
    const panel = wrapper.get('aside[aria-label="Run 3"]');
    await panel.get('input').setValue('better');
    await panel.get('form').trigger('submit');
    await flushPromises();
    expect(asked).toContainEqual({
      procedure: 'runs.edit',
      input: { changes: [{ run: 3, change: { name: 'better', tags: [], notes: '' } }] },
    });
    expect(wrapper.find('aside').exists()).toBe(false);
  });

  it('shows the trash apart, and brings back from it', async () => {
    const { wrapper, press, asked, names } = await view(
      [row(2, { trashedAt: 5, name: 'gone' }), row(1)],
      '/runs?view=trash',
    );
    expect(names()).toEqual(['gone']);
    await press(' ');
    const back = wrapper.findAll('[role=toolbar] button').find((one) => one.text() === 'Bring back');
    await back?.trigger('click');
    await flushPromises();
    expect(asked).toContainEqual({ procedure: 'runs.restore', input: { runs: [2] } });
  });

  it('empties the trash only after it was asked once more', async () => {
    const { wrapper, asked } = await view([row(2, { trashedAt: 5 })], '/runs?view=trash');
    await pressButton(wrapper, 'Empty the trash');
    await flushPromises();
    expect(asked.some(({ procedure }) => procedure === 'runs.emptyTrash')).toBe(false);
    [...document.querySelectorAll('[role=alertdialog] button')]
      .find((button): button is HTMLElement => button.textContent?.trim() === 'Delete 1 run')
      ?.click();
    await flushPromises();
    expect(asked).toContainEqual({ procedure: 'runs.emptyTrash', input: {} });
  });

  it('says what to do where there is no run', async () => {
    const { wrapper } = await view([]);
    expect(wrapper.text()).toContain('No run yet');
    expect(wrapper.get('a.primary').text()).toBe('Try an example');
  });
});
