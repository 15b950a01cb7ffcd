// A panel's lines as shapes. Each is a path of its own that is walked when it is painted: no chart library copies its points first.
// Thin traces that look the same become one path, cut by gaps: a hundred seeds are drawn as fast as one, and look as a hundred do.
import type { PlotLine, PlotPanel } from '../../src-shared/plot/plot-table.ts';
import { crowd } from '../../src-shared/plot/series-style.ts';
import { dashes, type FigureTheme, seriesColour } from './palette.ts';
import type { Place } from './place.ts';
import { type Shape, sketch, type Trail } from './shapes.ts';

/** How a panel's lines are drawn. */
export interface LineLook {
  readonly theme: FigureTheme;
  /** Line to bring forward; the others fade. */
  readonly emphasis: string | null;
  /** Pixels that a line goes on at least from one drawn point to the next; 0 draws every point. */
  readonly leastMove: number;
}

/** Points up to which each gets a dot. */
const dotsUpTo = 30;

const widths: Readonly<Record<PlotLine['role'], number>> = {
  training: 1,
  validation: 2,
  schedule: 1.6,
  mean: 2,
  trace: 0.75,
};

/** The stronger a line, the nearer it is. */
const depths: Readonly<Record<PlotLine['role'], number>> = {
  trace: 2,
  training: 3,
  schedule: 3,
  validation: 4,
  mean: 4,
};

/** What an axis can show. */
const isShown = (value: number | undefined, scale: PlotPanel['scale']): value is number =>
  value !== undefined && Number.isFinite(value) && (scale === 'linear' || value > 0);

/** Walks along a line: a new stroke after every gap. */
function walk(trail: Trail, { x, y, isStepped }: PlotLine, place: Place, leastMove: number): void {
  let isDown = false;
  let [left, top] = [0, 0];
  for (let index = 0; index < x.length; index += 1) {
    const value = y[index];
    if (!isShown(value, place.scale)) {
      isDown = false;
      continue;
    }
    const toLeft = place.left(x[index] ?? 0);
    const toTop = place.top(value);
    if (!isDown) trail.moveTo(toLeft, toTop);
    else {
      const isNear = Math.abs(toLeft - left) < leastMove && Math.abs(toTop - top) < leastMove;
      // The last point of a stroke is its end, however near.
      if (isNear && isShown(y[index + 1], place.scale)) continue;
      if (isStepped === true) trail.lineTo(toLeft, top);
      trail.lineTo(toLeft, toTop);
    }
    isDown = true;
    left = toLeft;
    top = toTop;
  }
}

function dots(trail: Trail, { x, y }: PlotLine, place: Place, radius: number): void {
  for (let index = 0; index < x.length; index += 1) {
    const value = y[index];
    if (!isShown(value, place.scale)) continue;
    const [left, top] = [place.left(x[index] ?? 0), place.top(value)];
    trail.moveTo(left + radius, top);
    trail.arc(left, top, radius, 0, 2 * Math.PI);
  }
}

/** Whether there are so many lines beside traces that each is but one of a crowd: thin, as traces are. */
const isCrowd = (lines: readonly PlotLine[]) => lines.filter(({ role }) => role !== 'trace').length > crowd;

/** Lines that are drawn as one: thin ones of one colour and dash, of which none stands out. All others stand alone. */
function drawnTogether(lines: readonly PlotLine[], emphasis: string | null): readonly PlotLine[][] {
  const groups = new Map<string, PlotLine[]>();
  const isCrowded = isCrowd(lines);
  for (const line of lines) {
    if (line.x.length === 0) continue;
    const isJoined = (line.role === 'trace' || isCrowded) && line.id !== emphasis;
    const key = isJoined ? `${line.role}/${line.colour}/${line.pattern}` : line.id;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [line]);
    else group.push(line);
  }
  return [...groups.values()];
}

/** The shapes of a panel's lines, the farthest first. */
export function lineShapes(panel: PlotPanel, place: Place, { theme, emphasis, leastMove }: LineLook): readonly Shape[] {
  const groups = drawnTogether(panel.lines, emphasis).flatMap((lines) => {
    const [line] = lines;
    return line === undefined ? [] : [{ line, lines }];
  });
  const isCrowded = isCrowd(panel.lines);
  groups.sort((one, other) => depths[one.line.role] - depths[other.line.role]);
  return groups.flatMap(({ line, lines }) => {
    const isFaded = emphasis !== null && emphasis !== line.id;
    const colour = seriesColour(theme, line.colour);
    const opacity = isFaded ? 0.2 : line.role === 'trace' ? 0.45 : 1;
    const stroke = {
      stroke: colour,
      fill: 'none',
      opacity,
      lineWidth: (isCrowded ? widths.trace : widths[line.role]) + (emphasis === line.id ? 0.8 : 0),
      lineDash: line.pattern === 0 ? 'solid' : dashes(line.pattern),
      lineJoin: 'bevel',
    };
    const strokes = sketch(`${line.id}/stroke`, stroke, (trail) => {
      for (const one of lines) walk(trail, one, place, leastMove);
    });
    // Where a value holds until the next, the corners say where it was found.
    if (line.role === 'trace' || isCrowded || line.isStepped === true || line.x.length > dotsUpTo) return [strokes];
    const radius = line.role === 'training' ? 1.5 : 2;
    return [strokes, sketch(`${line.id}/dots`, { fill: colour, opacity }, (trail) => dots(trail, line, place, radius))];
  });
}
