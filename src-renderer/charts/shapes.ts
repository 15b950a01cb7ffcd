// What a panel is drawn with: the shapes of ECharts' custom series, and one of our own, a path that is walked when it is painted.
import type { CustomSeriesOption } from 'echarts/charts';
import { graphic } from 'echarts/core';

/** A shape as ECharts' custom series takes it. */
export interface Shape {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** What a path is drawn on. */
export interface Trail {
  moveTo(left: number, top: number): void;
  lineTo(left: number, top: number): void;
  arc(left: number, top: number, radius: number, from: number, to: number): void;
}

/** Boxed: ECharts takes whatever has a length for an array and copies it, functions too. */
interface Boxed {
  readonly draw: (trail: Trail) => void;
}

graphic.registerShape(
  'sketch',
  graphic.extendShape({
    type: 'sketch',
    shape: { boxed: null },
    buildPath: (trail: Trail, { boxed }: { readonly boxed: Boxed | null }) => boxed?.draw(trail),
  }),
);

/** A path that `draw` walks whenever the picture is painted. */
export function sketch(name: string, style: Readonly<Record<string, unknown>>, draw: Boxed['draw']): Shape {
  return { type: 'sketch', name, shape: { boxed: { draw } satisfies Boxed }, style, silent: true };
}

/** Where a series of shapes stands in its figure. */
export interface SeriesPlace {
  readonly id: string;
  /** Index of the panel, and of its axes. */
  readonly index: number;
  /** The higher, the nearer. */
  readonly depth: number;
  /** Nothing of it is seen outside the panel. */
  readonly isClipped: boolean;
}

/** A series that shows some shapes and has no values of its own. */
export function shapeSeries(
  { id, index, depth, isClipped }: SeriesPlace,
  shapes: readonly Shape[],
): CustomSeriesOption {
  return {
    type: 'custom',
    id,
    z: depth,
    xAxisIndex: index,
    yAxisIndex: index,
    // One item that draws everything; its value lies on no axis that would be stretched for it.
    data: [[Number.NaN, Number.NaN]],
    clip: isClipped,
    silent: true,
    animation: false,
    renderItem: (() => ({ type: 'group', children: shapes })) as unknown as NonNullable<
      CustomSeriesOption['renderItem']
    >,
  };
}
