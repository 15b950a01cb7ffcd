// What keys and clicks do in a grid of cells: move, look, cycle, fill, edit, turn off, undo. Not here: what a cell holds and how it is drawn.
import type { Ref } from 'vue';
import type { HyperparameterSetting } from '../../../src-shared/domain/hyperparameter.ts';
import type { GridPlace } from './grid-moves.ts';
import { useEditedCell } from './use-edited-cell.ts';
import { useGridCursor } from './use-grid-cursor.ts';

export interface CellGrid {
  size(): { readonly rows: number; readonly columns: number };
  /** The hyperparameter at a place; null where none can be set. */
  nameAt(place: GridPlace): string | null;
  modeOf(name: string): HyperparameterSetting['mode'];
  look(place: GridPlace): void;
  cycle(name: string): void;
  /** With Shift; without it where there is nothing to fill. */
  fill(name: string): void;
  turnOff(name: string): void;
  undo(): void;
}

/** @param table its cells have `data-place="row-column"` */
export function useCellGrid(table: Readonly<Ref<HTMLElement | null>>, grid: CellGrid) {
  const { current, elementAt, moveTo, led } = useGridCursor(table, grid.size);
  const { edited, openAt, close } = useEditedCell();

  function look(place: GridPlace): void {
    moveTo(place);
    grid.look(place);
  }

  function edit(place: GridPlace): void {
    const name = grid.nameAt(place);
    const element = elementAt(place);
    if (element === null || name === null) return;
    if (grid.modeOf(name) === 'off') grid.cycle(name);
    openAt(name, element);
  }

  function act(name: string, isFilling: boolean): void {
    if (isFilling) grid.fill(name);
    else grid.cycle(name);
  }

  function click(place: GridPlace, event: MouseEvent): void {
    look(place);
    elementAt(place)?.focus();
    const name = grid.nameAt(place);
    if (name !== null) act(name, event.shiftKey);
  }

  function press(event: KeyboardEvent): void {
    const moved = led(event);
    const name = grid.nameAt(current.value);
    if (moved !== null) {
      look(moved);
      elementAt(moved)?.focus();
    } else if (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey)) grid.undo();
    else if (name === null) return;
    else if (event.key === ' ') act(name, event.shiftKey);
    else if (event.key === 'Enter') edit(current.value);
    else if (event.key === 'Delete' || event.key === 'Backspace') grid.turnOff(name);
    else return;
    event.preventDefault();
  }

  const isCurrent = ({ row, column }: GridPlace) => current.value.row === row && current.value.column === column;

  return { edited, close, look, edit, click, press, isCurrent };
}
