// What the palette's actions do, done by whoever has the stores and the router (use-palette).
import type { RunRow } from '../../src-shared/contract/runs.ts';

/** What the actions do. */
export interface PaletteDoings {
  go(name: string, params?: Readonly<Record<string, string>>, query?: Readonly<Record<string, string>>): void;
  pause(run: RunRow): void;
  continue(run: RunRow): void;
  finishEpoch(run: RunRow): void;
  stop(run: RunRow): void;
  resume(run: RunRow): void;
  again(run: RunRow): void;
  repeat(run: RunRow, seeds: number): void;
  star(run: RunRow, isStarred: boolean): void;
  trash(run: RunRow): void;
  exportSchedule(run: RunRow, format: 'csv' | 'json'): void;
  pauseQueue(isPaused: boolean): void;
  startSample(name: string): void;
  setTheme(theme: 'system' | 'light' | 'dark'): void;
  testComputer(): void;
  keyboardMap(): void;
  undo(): void;
  bugReport(): void;
}
