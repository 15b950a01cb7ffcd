// Where the window was when it was closed, so that it comes back there: on a display that is still there.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Rectangle } from 'electron';
import { z } from 'zod';

const coordinate = z.number().int().min(-100_000).max(100_000);

const windowStateSchema = z.strictObject({
  x: coordinate,
  y: coordinate,
  width: z.number().int().positive().max(100_000),
  height: z.number().int().positive().max(100_000),
  isMaximised: z.boolean(),
});
export type WindowState = z.infer<typeof windowStateSchema>;

/** Where a window is to be opened; without x and y in the middle of the main display. */
export interface Placement {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly isMaximised: boolean;
}

/** Smallest window in which every screen can be used. */
export const smallestWindow = { width: 720, height: 480 } as const;
const usualWindow = { width: 1280, height: 840 } as const;
/** Of the bar at its top, so much must be in sight for a window to be moved, in pixels. */
const grip = { width: 120, height: 24 } as const;

function holdsGrip(area: Rectangle, { x, y, width }: WindowState): boolean {
  const visible = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  return visible >= grip.width && y >= area.y && y + grip.height <= area.y + area.height;
}

/**
 * Where to open the window.
 * @param state as it was saved; null when there is none
 * @param areas what can be used of each display, the main one first
 */
export function placeWindow(state: WindowState | null, areas: readonly Rectangle[]): Placement {
  const area = areas.find((candidate) => state !== null && holdsGrip(candidate, state)) ?? areas[0];
  const within = (size: number, smallest: number, most: number | undefined) =>
    Math.max(smallest, Math.min(size, most ?? size));
  const width = within(state?.width ?? usualWindow.width, smallestWindow.width, area?.width);
  const height = within(state?.height ?? usualWindow.height, smallestWindow.height, area?.height);
  const isMaximised = state?.isMaximised ?? false;
  if (state === null || area === undefined || !holdsGrip(area, state)) return { width, height, isMaximised };
  return { x: state.x, y: state.y, width, height, isMaximised };
}

/** The saved state; null when there is none or it cannot be read. */
export function readWindowState(file: string): WindowState | null {
  try {
    return windowStateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Saves the state. A place that cannot be written to costs the window its place and nothing else. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(state));
    renameSync(`${file}.new`, file);
  } catch {
    // Nobody is to be bothered with this.
  }
}
