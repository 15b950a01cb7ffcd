// Walking through the lines of the table by keys and by the pointer: which line is active, and what is selected on the way.
// Not here: what the other keys do (runs-grid).
import { computed, type Ref, ref } from 'vue';
import { useRunsTable } from '../../stores/runs-table.ts';
import { runsOf, type TableLine } from './table-lines.ts';

export interface GridWalk {
  readonly lines: Readonly<Ref<readonly TableLine[]>>;
  /** Lines of one page. */
  page(): number;
  /** Brings a line into view. */
  show(index: number): void;
}

export function useGridWalk({ lines, page, show }: GridWalk) {
  const table = useRunsTable();
  const activeKey = ref<string | null>(null);
  let anchor = 0;

  const activeIndex = computed(() => {
    const at = activeKey.value === null ? -1 : lines.value.findIndex((line) => line.key === activeKey.value);
    return at === -1 ? 0 : at;
  });
  const active = computed(() => lines.value[activeIndex.value]);

  function goTo(index: number): void {
    const bounded = Math.max(0, Math.min(lines.value.length - 1, index));
    activeKey.value = lines.value[bounded]?.key ?? null;
    show(bounded);
  }

  const idsBetween = (from: number, to: number) =>
    lines.value.slice(Math.min(from, to), Math.max(from, to) + 1).flatMap((line) => runsOf(line).map((row) => row.id));

  const isSelected = (line: TableLine) => runsOf(line).every((row) => table.selected.has(row.id));

  function toggle(index: number): void {
    const line = lines.value[index];
    if (line === undefined) return;
    table.select(
      runsOf(line).map((row) => row.id),
      !isSelected(line),
    );
    anchor = index;
  }

  /** Selects everything from the last line that was toggled. */
  function extendTo(index: number): void {
    table.select(idsBetween(anchor, index), true);
    goTo(index);
  }

  /** Walks for a key. @returns whether the key was one of these */
  function walk(event: KeyboardEvent): boolean {
    const at = activeIndex.value;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page(),
      PageUp: at - page(),
      Home: 0,
      End: lines.value.length - 1,
    };
    const to = steps[event.key];
    if (to === undefined) return false;
    const bounded = Math.max(0, Math.min(lines.value.length - 1, to));
    if (event.shiftKey) {
      if (table.selected.size === 0) anchor = at;
      extendTo(bounded);
    } else goTo(bounded);
    return true;
  }

  /** A press on a line: makes it active; with shift selects up to it, with the command key adds it. */
  function press(index: number, event: MouseEvent): void {
    if (event.shiftKey) extendTo(index);
    else if (event.ctrlKey || event.metaKey) toggle(index);
    activeKey.value = lines.value[index]?.key ?? null;
  }

  return { activeIndex, active, goTo, toggle, walk, press, isSelected };
}
