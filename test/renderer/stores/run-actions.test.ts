// @vitest-environment happy-dom
import { createPinia } from 'pinia';
import { describe, expect, it } from 'vitest';
import { createApp } from 'vue';
import { clientKey } from '../../../src-renderer/client.ts';
import { freshSeeds } from '../../../src-renderer/stores/fresh-seeds.ts';
import { useRunActions } from '../../../src-renderer/stores/run-actions.ts';
import { useRuns } from '../../../src-renderer/stores/runs.ts';
import { useToasts } from '../../../src-renderer/stores/toasts.ts';
import type { Client } from '../../../src-shared/contract/client.ts';
import type { RunRow } from '../../../src-shared/contract/runs.ts';
import { row } from '../views/runs/row.ts';

async function actionsOn(
  rows: readonly RunRow[],
  refuse: (procedure: string, input: unknown) => boolean = () => false,
) {
  const asked: { procedure: string; input: unknown }[] = [];
  const client = {
    call: async (procedure: string, input: unknown) => {
      if (refuse(procedure, input)) throw new Error('The data set is no longer there.');
      asked.push({ procedure, input });
      return procedure === 'runs.list' ? rows : procedure === 'runs.again' ? { runs: [90, 91] } : {};
    },
  } as unknown as Client;
  const app = createApp({}).provide(clientKey, client).use(createPinia());
  const stores = app.runWithContext(() => ({ actions: useRunActions(), runs: useRuns(), toasts: useToasts() }));
  await stores.runs.refresh();
  asked.length = 0;
  return { ...stores, asked };
}

describe('what is done to runs', () => {
  it('is written back by its undo, each run with its own former labels', async () => {
    const rows = [row(1, { tags: ['a'], name: 'one' }), row(2, { tags: [], name: 'two' })];
    const { actions, toasts, asked } = await actionsOn(rows);
    await actions.edit(rows, () => ({ tags: ['paper'] }), '2 runs changed.');
    const [toast] = toasts.toasts;
    expect(toast?.text).toBe('2 runs changed.');
    await toast?.undo?.();
    expect(asked[1]).toEqual({
      procedure: 'runs.edit',
      input: {
        changes: [
          { run: 1, change: { tags: ['a'] } },
          { run: 2, change: { tags: [] } },
        ],
      },
    });
  });

  it('moves to the trash and back', async () => {
    const rows = [row(1), row(2)];
    const { actions, toasts, asked } = await actionsOn(rows);
    await actions.trash(rows.map((one) => one.id));
    expect(toasts.toasts[0]?.text).toBe('2 runs moved to the trash.');
    await toasts.toasts[0]?.undo?.();
    expect(asked.map(({ procedure }) => procedure)).toEqual(['runs.trash', 'runs.restore']);
  });

  it('repeats with seeds that the experiment has not seen, those in the trash included', async () => {
    const rows = [
      row(1, { seed: 1 }),
      row(2, { seed: 3, trashedAt: 1 }),
      row(3, { seed: 2, experiment: 'other' }),
    ] as const;
    const { actions, asked, toasts } = await actionsOn(rows);
    await actions.repeat(rows[0], 2);
    expect(asked[0]).toEqual({ procedure: 'runs.again', input: { run: 1, seeds: [2, 4] } });
    expect(toasts.toasts[0]?.text).toBe('2 runs queued with seeds 2, 4.');
  });

  it('says what was refused, and goes on with the others', async () => {
    const rows = [row(1), row(2)];
    const { actions, toasts } = await actionsOn(
      rows,
      (procedure, input) => procedure === 'runs.resume' && (input as { run: number }).run === 1,
    );
    expect(await actions.resume(rows.map((one) => one.id))).toBe(1);
    expect(toasts.toasts.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
      'problem: The data set is no longer there.',
      'done: 1 run queued to go on.',
    ]);
  });
});

describe('fresh seeds', () => {
  it('are the smallest that are free', () => {
    expect(freshSeeds([1, 2, 5], 4)).toEqual([3, 4, 6, 7]);
    expect(freshSeeds([], 2)).toEqual([1, 2]);
  });
});
