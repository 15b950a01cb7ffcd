// How the runs table is set: its filter, order, grouping, columns and selection. Kept while the window lives, so that coming back finds
// it as it was left.
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { RunRow } from '../../src-shared/contract/runs.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import { useRuns } from './runs.ts';

/** From here on every column has its room, in pixels. */
const roomyWidth = 1_600;

export const useRunsTable = defineStore('runs-table', () => {
  const runs = useRuns();
  const query = ref('');
  const sort = ref<{ by: string; isDescending: boolean }>({ by: 'id', isDescending: true });
  /** Which epoch's numbers stand in the table. */
  const scoreAt = ref<'best' | 'last'>('best');
  const isGrouped = ref(false);
  /** Experiments that show their seeds. */
  const open = shallowRef<ReadonlySet<string>>(new Set());
  /** Columns taken out: at first what a small window has no room for. */
  const hidden = shallowRef<ReadonlySet<string>>(
    new Set(window.innerWidth < roomyWidth ? ['epochs', 'bytes', 'started'] : []),
  );
  /** Hyperparameters with a column of their own. */
  const hyperparameters = shallowRef<readonly string[]>([]);
  const selected = shallowRef<ReadonlySet<RunId>>(new Set());

  /** The selected runs that are still there, newest first. */
  const selectedRows = computed<readonly RunRow[]>(() =>
    selected.value.size === 0 ? [] : runs.all.filter((row) => selected.value.has(row.id)),
  );

  /** Sorts by a column; once more turns the order around. */
  function sortBy(by: string, startsDescending: boolean): void {
    const isSame = sort.value.by === by;
    sort.value = { by, isDescending: isSame ? !sort.value.isDescending : startsDescending };
  }

  function select(ids: Iterable<RunId>, isSelected: boolean): void {
    const next = new Set(selected.value);
    for (const id of ids) {
      if (isSelected) next.add(id);
      else next.delete(id);
    }
    selected.value = next;
  }

  function clearSelection(): void {
    if (selected.value.size > 0) selected.value = new Set();
  }

  function toggleOpen(experiment: string, isOpen: boolean = !open.value.has(experiment)): void {
    const next = new Set(open.value);
    if (isOpen) next.add(experiment);
    else next.delete(experiment);
    open.value = next;
  }

  function toggleColumn(id: string): void {
    const next = new Set(hidden.value);
    if (!next.delete(id)) next.add(id);
    hidden.value = next;
  }

  function toggleHyperparameter(name: string): void {
    const without = hyperparameters.value.filter((other) => other !== name);
    hyperparameters.value = without.length < hyperparameters.value.length ? without : [...without, name];
  }

  return {
    query,
    sort,
    scoreAt,
    isGrouped,
    open,
    hidden,
    hyperparameters,
    selected,
    selectedRows,
    sortBy,
    select,
    clearSelection,
    toggleOpen,
    toggleColumn,
    toggleHyperparameter,
  };
});
