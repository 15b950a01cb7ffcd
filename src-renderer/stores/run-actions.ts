// What can be done to runs from any screen, with the sentence that says it was done and the undo. The table, the home, and the palette
// share these.
import { defineStore } from 'pinia';
import type { MadeFile } from '../../src-shared/contract/app.ts';
import type { RunChange, RunRow } from '../../src-shared/contract/runs.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import { useClient } from '../client.ts';
import { countedWords } from '../words/quantities.ts';
import { freshSeeds } from './fresh-seeds.ts';
import { useRuns } from './runs.ts';
import { useSettings } from './settings.ts';
import { useToasts } from './toasts.ts';

export const useRunActions = defineStore('run-actions', () => {
  const client = useClient();
  const runs = useRuns();
  const toasts = useToasts();
  const settings = useSettings();
  const counted = (count: number) => countedWords(count, 'run', 'runs', settings.locale);

  /** Changes labels; the undo writes back what was there. */
  async function edit(rows: readonly RunRow[], change: (row: RunRow) => RunChange, said: string): Promise<boolean> {
    if (rows.length === 0) return true;
    const changes = rows.map((row) => ({ run: row.id, change: change(row) }));
    const undo = rows.map((row) => ({ run: row.id, change: before(row, change(row)) }));
    const isDone = await toasts.attempt(() => runs.edit(changes));
    if (isDone) toasts.done(said, () => runs.edit(undo));
    return isDone;
  }

  async function trash(ids: readonly RunId[]): Promise<boolean> {
    if (ids.length === 0) return true;
    const isDone = await toasts.attempt(() => runs.trash([...ids]));
    if (isDone) toasts.done(`${counted(ids.length)} moved to the trash.`, () => runs.restore([...ids]));
    return isDone;
  }

  async function restore(ids: readonly RunId[]): Promise<boolean> {
    const isDone = await toasts.attempt(() => runs.restore([...ids]));
    if (isDone) toasts.done(`${counted(ids.length)} brought back.`, () => runs.trash([...ids]));
    return isDone;
  }

  /** The same settings and seed once more. */
  async function again(row: RunRow): Promise<RunId[]> {
    return start(row, [row.seed]);
  }

  /** The same settings with seeds that its experiment has not seen. */
  async function repeat(row: RunRow, count: number): Promise<RunId[]> {
    const used = runs.all.filter((other) => other.experiment === row.experiment).map((other) => other.seed);
    return start(row, freshSeeds(used, count));
  }

  async function start(row: RunRow, seeds: number[]): Promise<RunId[]> {
    let started: RunId[] = [];
    await toasts.attempt(async () => {
      started = await runs.again(row.id, seeds);
      const named = seeds.length === 1 ? `seed ${seeds[0]}` : `seeds ${seeds.join(', ')}`;
      toasts.done(`${counted(started.length)} queued with ${named}.`, () => takeBack(started));
    });
    return started;
  }

  /** Out of the queue, or stopped where one has begun; what was not begun goes to the trash. */
  async function takeBack(ids: readonly RunId[]): Promise<void> {
    const waiting = ids.filter((id) => runs.byId.get(id)?.state === 'queued');
    for (const id of ids) await runs.stop(id);
    if (waiting.length > 0) await runs.trash(waiting);
  }

  /** Several at once; each refusal is told. @returns how many were resumed */
  async function resume(ids: readonly RunId[]): Promise<number> {
    let resumed = 0;
    for (const id of ids) if (await toasts.attempt(() => runs.resume(id))) resumed++;
    if (resumed > 0) toasts.done(`${counted(resumed)} queued to go on.`);
    return resumed;
  }

  return {
    edit,
    trash,
    restore,
    again,
    repeat,
    resume,
    star: (rows: readonly RunRow[], isStarred: boolean) =>
      edit(rows, () => ({ isStarred }), `${counted(rows.length)} ${isStarred ? 'starred' : 'without star'}.`),
    rename: (row: RunRow, name: string) => edit([row], () => ({ name }), `Run ${row.id} renamed.`),
    scheduleFile: (run: RunId, format: 'csv' | 'json'): Promise<MadeFile> =>
      client.call('schedule.file', { run, format }),
  };
});

/** The values a change would overwrite. */
function before(row: RunRow, change: RunChange): RunChange {
  return {
    ...(change.name === undefined ? {} : { name: row.name }),
    ...(change.notes === undefined ? {} : { notes: row.notes }),
    ...(change.isStarred === undefined ? {} : { isStarred: row.isStarred }),
    ...(change.tags === undefined ? {} : { tags: row.tags }),
  };
}
