// A vertical axis of a figure of marks: its ends, its ticks, and where a value stands. The same rules as those of plots.
import { type Ends, shareBetween } from './axis-ends.ts';
import type { Mark, MarkLook } from './mark-figure.ts';
import { logTicks, powerWords, roundEnds, roundLogEnds, ticksWithEnds, tickWords } from './ticks.ts';

export type AxisScale = 'linear' | 'log';

/** Round ends around values that the axis can show. */
export function endsOf(values: readonly number[], scale: AxisScale): Ends {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value) || (scale === 'log' && value <= 0)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return scale === 'log' ? [0.1, 10] : [0, 1];
  return scale === 'log' ? roundLogEnds(low, high) : roundEnds(low, high);
}

export interface VerticalAxis {
  readonly ends: Ends;
  readonly scale: AxisScale;
  /** Left and right end of the lines across; the numbers stand left of them. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly height: number;
}

/** Where a value stands, in pixels from the figure's top. */
export function heightAt(axis: VerticalAxis, value: number): number {
  return axis.top + (1 - shareBetween(value, axis.ends, axis.scale)) * axis.height;
}

/** Numbers, and lines across where there is anything across. */
export function axisMarks(axis: VerticalAxis, { theme, number }: MarkLook): readonly Mark[] {
  const { ends, scale, left, right, height } = axis;
  const count = Math.max(2, Math.min(6, Math.floor(height / 28)));
  const ticks = scale === 'log' ? logTicks(ends[0], ends[1], count) : ticksWithEnds(ends, height);
  const words = scale === 'log' ? (value: number) => powerWords(value) ?? number(value) : tickWords(ticks, number);
  const bottom = axis.top + height;
  return [
    ...ticks.flatMap((tick): Mark[] => {
      const y = Math.round(heightAt(axis, tick)) + 0.5;
      return [
        ...(right > left ? [{ kind: 'path', d: `M${left} ${y}H${right}`, stroke: theme.grid, width: 1 } as const] : []),
        { kind: 'path', d: `M${left - 4} ${y}H${left}`, stroke: theme.axis, width: 1 },
        {
          kind: 'text',
          x: left - 7,
          y: y + 3.5,
          text: words(tick),
          fill: theme.inkSoft,
          anchor: 'end',
          halo: theme.surface,
        },
      ];
    }),
    { kind: 'path', d: `M${left + 0.5} ${axis.top}V${bottom}`, stroke: theme.axis, width: 1 },
  ];
}
