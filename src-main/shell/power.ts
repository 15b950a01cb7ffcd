// Keeps the computer from going to sleep while runs go. The display may.
import type { PowerSaveBlocker } from 'electron';

/** @returns to be told how many runs go */
export function stayAwake(blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>): (runs: number) => void {
  let id: number | null = null;
  return (runs) => {
    if (runs > 0) id ??= blocker.start('prevent-app-suspension');
    else if (id !== null) {
      blocker.stop(id);
      id = null;
    }
  };
}
