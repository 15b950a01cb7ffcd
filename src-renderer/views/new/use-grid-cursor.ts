// The cell of the grid that the keyboard is at: one stop of the Tab key, which moves along. Not here: where a key leads (grid-moves).
import { computed, type Ref, ref } from 'vue';
import { type GridPlace, movedBy } from './grid-moves.ts';

/** @param size rows and columns as they are now */
export function useGridCursor(
  table: Readonly<Ref<HTMLElement | null>>,
  size: () => { readonly rows: number; readonly columns: number },
) {
  const place = ref<GridPlace>({ row: 0, column: 0 });
  /** Kept inside when a layer is taken away. */
  const current = computed(() => ({
    row: Math.min(place.value.row, size().rows - 1),
    column: Math.min(place.value.column, size().columns - 1),
  }));

  /** The cell as it is drawn. */
  function elementAt({ row, column }: GridPlace): HTMLElement | null {
    return table.value?.querySelector<HTMLElement>(`[data-place="${row}-${column}"]`) ?? null;
  }

  function moveTo(next: GridPlace): void {
    place.value = next;
  }

  /** Where the key leads from here, or null where it does not move. */
  function led(event: KeyboardEvent): GridPlace | null {
    return movedBy(event, current.value, size());
  }

  return { current, elementAt, moveTo, led };
}
