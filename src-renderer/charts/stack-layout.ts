// Where the panels of a figure stand, in pixels: above one another, one horizontal axis at the bottom.
import type { PlotPanel } from '../../src-shared/plot/plot-table.ts';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface FigureSize {
  readonly width: number;
  readonly height: number;
}

/** Room for the vertical axis' numbers. */
export const axisRoom = 58;
/** Half of the last number below the axis stands to the right of it. */
export const edgeRoom = 14;
/** Room above each panel for its title, and between panels. */
const titleRoom = 30;
/** Room below the last panel for the numbers and the name of the horizontal axis. */
const footRoom = 40;
const least = 48;

/** Height of a panel of weight 1 below which it cannot be read. */
export const usualHeight = 90;

/** Height below which a figure of these panels cannot be read. */
export function leastHeight(panels: readonly PlotPanel[]): number {
  const weights = panels.reduce((sum, { weight }) => sum + weight, 0);
  return footRoom + panels.length * titleRoom + Math.ceil(weights * usualHeight);
}

/**
 * The box inside the axes of each panel, in the order of the panels.
 * @param labelRoom room at the right for labels at the lines' ends
 */
export function stackPanels(panels: readonly PlotPanel[], size: FigureSize, labelRoom: number): readonly Box[] {
  const weights = panels.reduce((sum, panel) => sum + panel.weight, 0);
  const free = Math.max(0, size.height - footRoom - panels.length * titleRoom);
  const width = Math.max(10, size.width - axisRoom - Math.max(labelRoom, edgeRoom));
  let top = 0;
  return panels.map((panel) => {
    const height = Math.max(least, Math.floor((free * panel.weight) / weights));
    top += titleRoom;
    const box = { left: axisRoom, top, width, height };
    top += height;
    return box;
  });
}
