// From the progress of methods to one figure: the lowest validation loss so far over what was spent, a colour for each method, its seeds
// as a mean with a band, each by itself, or both.
import type { ProgressAxis } from '../../src-shared/contract/studies.ts';
import { type LossUnit, lossesIn, lossQuantities } from '../../src-shared/plot/loss-unit.ts';
import {
  cutToWindow,
  type PlotLine,
  type PlotMark,
  type PlotQuantity,
  type PlotTable,
  quantityWords,
} from '../../src-shared/plot/plot-table.ts';
import { ordinalStyle } from '../../src-shared/plot/series-style.ts';
import { meanCurve } from '../../src-shared/stats/align-curves.ts';
import { stairsAtCommonPlaces } from '../../src-shared/stats/best-so-far.ts';
import type { Spread } from '../../src-shared/stats/summary.ts';
import { lossRange, spreadWords } from './compare-plot.ts';

/** The lowest loss up to each place, of one arm and one seed; {@link ProgressCurve} of the contract is one. */
export interface BestCurve {
  readonly arm: number;
  readonly seed: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** All that was spent, which the last value holds to. */
  readonly end: number;
}

export interface BestSoFarInput {
  /** Names the figure and its files. */
  readonly title: string;
  readonly curves: readonly BestCurve[];
  /** One an arm. */
  readonly labels: readonly string[];
  /** The seed's number at each place in the list of seeds; absent: counted from 1. */
  readonly seeds: readonly number[] | null;
  readonly axis: ProgressAxis;
  readonly spread: Spread;
  readonly lossUnit: LossUnit;
  /** Named above the figure: "Validation loss, best so far". */
  readonly bestLabel: string;
  readonly xScale: 'linear' | 'log';
  readonly yScale: 'linear' | 'log';
  readonly showsTraces: boolean;
  /** Whether nothing goes on any more: a seed that ended early then keeps its best to the end of the others. */
  readonly isOver: boolean;
  /** Where the axis ends before the first point: what every arm may spend. */
  readonly budget: number;
  readonly window: readonly [number, number] | null;
}

export const progressQuantities: Readonly<Record<ProgressAxis, PlotQuantity>> = {
  seconds: { name: 'training time', unit: 's' },
  steps: { name: 'training steps', unit: '' },
  trials: { name: 'trials', unit: '' },
};

/** A mean that ends before this share of its longest seed hides how far that one has come. */
const hidesMuch = 0.9;

interface ArmLines {
  readonly lines: readonly PlotLine[];
  readonly marks: readonly PlotMark[];
}

function linesOfArm(arm: number, input: BestSoFarInput): ArmLines {
  const label = input.labels[arm] ?? `Arm ${arm + 1}`;
  const curves = input.curves
    .filter((curve) => curve.arm === arm && curve.x.length > 0)
    .map((curve) => ({ ...curve, y: lossesIn(input.lossUnit, curve.y) }));
  const common = {
    ...ordinalStyle(arm, input.labels.length),
    quantity: lossQuantities[input.lossUnit],
    isStepped: true,
  } as const;
  const single = curves.length === 1;
  const traces = curves.map((curve): PlotLine => {
    const name = single ? label : `${label}, seed ${input.seeds?.[curve.seed] ?? curve.seed + 1}`;
    const { x, y } = withEnd(curve);
    const id = `${arm}/${curve.seed}`;
    const role = single ? 'validation' : 'trace';
    return { ...common, id, label: name, shortLabel: name, x, y, band: null, role, total: x.length };
  });
  if (curves.length < 2) return { lines: traces, marks: traces.flatMap(endMark) };
  const mean = meanLine(`${arm}/mean`, label, curves, input);
  const line = { ...common, ...mean };
  const longest = Math.max(...curves.map(({ end }) => end));
  const isShort = (line.x.at(-1) ?? 0) < hidesMuch * longest;
  return { lines: input.showsTraces || isShort ? [...traces, line] : [line], marks: endMark(line) };
}

/** A curve to its end: what it holds there stands once more. */
function withEnd({ x, y, end }: BestCurve): { readonly x: Float64Array; readonly y: Float64Array } {
  const last = y.at(-1);
  if (last === undefined || !(end > (x.at(-1) ?? end))) return { x, y };
  return { x: Float64Array.of(...x, end), y: Float64Array.of(...y, last) };
}

function meanLine(id: string, label: string, curves: readonly BestCurve[], { spread, isOver }: BestSoFarInput) {
  const longest = Math.max(...curves.map(({ end }) => end));
  const held = isOver ? curves.map((curve) => ({ ...curve, end: longest })) : curves;
  const { x, mean, low, high, n } = meanCurve(stairsAtCommonPlaces(held.map(withEnd)), spread);
  return {
    id,
    label: `${label}, mean of n = ${n}`,
    shortLabel: label,
    x,
    y: mean,
    band: { low, high, meaning: `${spreadWords[spread]}, n = ${n}` },
    role: 'mean' as const,
    total: x.length,
  };
}

function endMark({ id, x, y }: PlotLine): PlotMark[] {
  const [atX, atY] = [x.at(-1), y.at(-1)];
  return atX === undefined || atY === undefined ? [] : [{ kind: 'end', line: id, x: atX, y: atY }];
}

function notes(input: BestSoFarInput): string[] {
  const seeds = new Map<number, number>();
  for (const { arm } of input.curves) seeds.set(arm, (seeds.get(arm) ?? 0) + 1);
  const counts = [...seeds.values()];
  const several = counts.some((count) => count > 1);
  return [
    'Each line holds the lowest validation loss found so far; a bar marks where its spending ended.',
    ...(input.axis === 'seconds' ? ['Seconds are those of training: starting and compiling are not among them.'] : []),
    ...(several
      ? [
          `Lines are means over seeds, band: ${spreadWords[input.spread]}. ${input.isOver ? 'A seed that ended early keeps its best.' : 'A mean ends where its first seed ends.'}`,
        ]
      : []),
    ...(several && counts.some((count) => count > 1 && count < 5) ? ['Some have fewer than 5 seeds.'] : []),
  ];
}

/** The figure of best-so-far curves. */
export function bestSoFarPlot(input: BestSoFarInput): PlotTable {
  const arms = input.labels.map((_, arm) => linesOfArm(arm, input));
  const lines = arms.flatMap((arm) => arm.lines);
  const quantity = lossQuantities[input.lossUnit];
  return cutToWindow({
    title: input.title,
    x: progressQuantities[input.axis],
    xScale: input.xScale,
    window: input.window,
    expectedEnd: input.budget,
    panels: [
      {
        id: 'best',
        title: `${input.bestLabel}${input.lossUnit === 'loss' ? '' : `: ${quantityWords(quantity)}`}`,
        y: quantity,
        range: lossRange(lines),
        scale: input.yScale,
        lines,
        marks: arms.flatMap(({ marks }) => marks),
        whenEmpty: 'The best validation loss so far appears here with the first scored epoch.',
        weight: 2,
      },
    ],
    notes: notes(input),
  });
}
