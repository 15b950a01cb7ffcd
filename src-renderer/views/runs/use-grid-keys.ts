// What the keys of the runs table do, besides walking through its lines.
import type { Ref } from 'vue';
import type { RunRow } from '../../../src-shared/contract/runs.ts';
import { liveStates } from '../../../src-shared/domain/run-state.ts';
import { useRunActions } from '../../stores/run-actions.ts';
import { useRunsTable } from '../../stores/runs-table.ts';
import { runsOf, type TableLine } from './table-lines.ts';

export interface GridKeys {
  readonly active: Readonly<Ref<TableLine | undefined>>;
  readonly isTrash: () => boolean;
  toggle(): void;
  open(line: TableLine | undefined): void;
  /** Goes from a seed to the experiment above it. */
  goUp(): void;
  filter(): void;
  edit(): void;
}

/** @returns does what a key says; tells whether it said anything */
export function useGridKeys({ active, isTrash, toggle, open, goUp, filter, edit }: GridKeys) {
  const table = useRunsTable();
  const actions = useRunActions();

  /** What a key is about: the selection, or else the active line. */
  function meant(): readonly RunRow[] {
    if (table.selectedRows.length > 0) return table.selectedRows;
    return active.value === undefined ? [] : runsOf(active.value);
  }

  function fold(isOpen: boolean): void {
    const line = active.value;
    if (line?.kind === 'experiment') table.toggleOpen(line.experiment.key, isOpen);
    else if (line?.level === 2 && !isOpen) goUp();
  }

  const keys: Readonly<Record<string, () => unknown>> = {
    ' ': toggle,
    Enter: () => open(active.value),
    ArrowRight: () => fold(true),
    ArrowLeft: () => fold(false),
    Escape: () => table.clearSelection(),
    '/': filter,
    s: () => {
      const rows = meant();
      return actions.star(rows, !rows.every((row) => row.isStarred));
    },
    F2: () => {
      if (table.selected.size === 0) toggle();
      edit();
    },
    Delete: () => {
      const rows = meant().filter((row) => !liveStates.includes(row.state));
      return isTrash() ? undefined : actions.trash(rows.map((row) => row.id));
    },
  };

  return (key: string): boolean => {
    const action = keys[key];
    action?.();
    return action !== undefined;
  };
}
