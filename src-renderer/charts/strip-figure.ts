// Every seed as a dot, a column for each experiment, with the mean and its interval: what a mean alone would hide.
import { ordinalStyle } from '../../src-shared/plot/series-style.ts';
import { type Spread, summarize } from '../../src-shared/stats/summary.ts';
import { spreadWords } from './compare-plot.ts';
import { fitted, type Mark, type MarkFigure, type MarkLook, textWidth } from './mark-figure.ts';
import { seriesColour } from './palette.ts';
import { type AxisScale, axisMarks, endsOf, heightAt, type VerticalAxis } from './value-axis.ts';

export interface StripColumn {
  readonly label: string;
  /** Which colour and dash it has elsewhere. */
  readonly ordinal: number;
  /** What could not be shown is NaN. */
  readonly seeds: readonly { readonly seed: number; readonly value: number }[];
}

export interface StripInput {
  readonly title: string;
  /** With its unit and the epoch it is of. */
  readonly quantity: string;
  readonly columns: readonly StripColumn[];
  readonly spread: Spread;
  readonly scale: AxisScale;
  /** Whether the same seeds are joined from column to column. */
  readonly joins: boolean;
}

/** Columns that can be told apart. */
const mostColumns = 40;
const axisRoom = 58;
const titleRoom = 30;
const slantedRoom = 96;
const plainRoom = 34;

/** Where a dot stands in its column, from -0.5 to 0.5: from its seed alone, the same in every column and every time. */
export function jitterOf(seed: number): number {
  // The golden ratio spreads neighbouring seeds as far as can be.
  return ((seed * 0.618_033_988_749_895) % 1) - 0.5;
}

const finite = (column: StripColumn) => column.seeds.filter(({ value }) => Number.isFinite(value));

interface Places {
  readonly axis: VerticalAxis;
  readonly step: number;
  readonly dotX: (column: number, seed: number) => number;
  readonly middle: (column: number) => number;
}

function placesOf(input: StripInput, columns: readonly StripColumn[], { size }: MarkLook): Places {
  const step = (size.width - axisRoom - 14) / Math.max(1, columns.length);
  const isSlanted = needsSlant(columns, step);
  const top = titleRoom;
  const axis = {
    ends: endsOf(
      columns.flatMap((column) => column.seeds.map(({ value }) => value)),
      input.scale,
    ),
    scale: input.scale,
    left: axisRoom,
    right: size.width - 14,
    top,
    height: Math.max(60, size.height - top - (isSlanted ? slantedRoom : plainRoom)),
  };
  const middle = (column: number) => axisRoom + (column + 0.5) * step;
  const breadth = Math.min(0.5 * step, 64);
  return { axis, step, middle, dotX: (column, seed) => middle(column) + jitterOf(seed) * breadth };
}

const needsSlant = (columns: readonly StripColumn[], step: number) =>
  columns.some(({ label }) => textWidth(label) > step - 8) && step < 120;

function meanMarks(
  column: StripColumn,
  index: number,
  { axis, step, middle }: Places,
  input: StripInput,
  look: MarkLook,
): Mark[] {
  const summary = summarize(finite(column).map(({ value }) => value));
  if (summary.n === 0) return [];
  const half = Math.min(0.32 * step, 42);
  const x = middle(index);
  const y = heightAt(axis, summary.mean);
  const width = summary[input.spread];
  const bottom = axis.top + axis.height;
  // Beyond the axis an interval is cut off, not drawn outside.
  const at = (value: number) =>
    input.scale === 'log' && value <= 0 ? bottom : Math.min(bottom, Math.max(axis.top, heightAt(axis, value)));
  const { ink } = look.theme;
  const interval: Mark[] = Number.isNaN(width)
    ? []
    : [
        {
          kind: 'path',
          d: `M${x} ${at(summary.mean - width)}V${at(summary.mean + width)}M${x - 5} ${at(summary.mean - width)}h10M${x - 5} ${at(summary.mean + width)}h10`,
          stroke: ink,
          width: 1.5,
        },
      ];
  return [{ kind: 'path', d: `M${x - half} ${y}h${2 * half}`, stroke: ink, width: 2.5 }, ...interval];
}

/** A line for each seed, from each column to the next that has it. */
function joinMarks(columns: readonly StripColumn[], { axis, dotX }: Places, { theme }: MarkLook): Mark[] {
  let d = '';
  columns.slice(1).forEach((column, index) => {
    const before = new Map(finite(columns[index] ?? column).map(({ seed, value }) => [seed, value]));
    for (const { seed, value } of finite(column)) {
      const other = before.get(seed);
      if (other === undefined) continue;
      d += `M${dotX(index, seed).toFixed(1)} ${heightAt(axis, other).toFixed(1)}L${dotX(index + 1, seed).toFixed(1)} ${heightAt(axis, value).toFixed(1)}`;
    }
  });
  return d === '' ? [] : [{ kind: 'path', d, stroke: theme.axis, width: 1, opacity: 0.6 }];
}

function columnMarks(column: StripColumn, index: number, places: Places, input: StripInput, look: MarkLook): Mark[] {
  const { axis, step, middle, dotX } = places;
  const fill = seriesColour(look.theme, ordinalStyle(column.ordinal).colour);
  const foot = axis.top + axis.height;
  const name: Mark = needsSlant(input.columns, step)
    ? {
        kind: 'text',
        x: middle(index) + 4,
        y: foot + 16,
        text: fitted(column.label, 110),
        fill: look.theme.ink,
        anchor: 'end',
        turn: -40,
      }
    : {
        kind: 'text',
        x: middle(index),
        y: foot + 18,
        text: fitted(column.label, step - 8),
        fill: look.theme.ink,
        anchor: 'middle',
      };
  return [
    ...meanMarks(column, index, places, input, look),
    ...column.seeds.flatMap(({ seed, value }): Mark[] =>
      Number.isFinite(value) && !(input.scale === 'log' && value <= 0)
        ? [
            {
              kind: 'dot',
              x: dotX(index, seed),
              y: heightAt(axis, value),
              radius: column.seeds.length > 40 ? 2.5 : 3.5,
              fill,
              opacity: 0.75,
              words: `${column.label}, seed ${seed}: ${look.number(value)}`,
            },
          ]
        : [],
    ),
    name,
  ];
}

/** The figure; of many experiments the first. */
export function stripFigure(input: StripInput): MarkFigure {
  const columns = input.columns.slice(0, mostColumns);
  const gaps = columns.reduce((sum, column) => sum + column.seeds.length - finite(column).length, 0);
  const shown = { ...input, columns };
  return {
    title: input.title,
    words: `${input.quantity} of every seed. ${columns
      .slice(0, 12)
      .map((column) => {
        const { n, mean } = summarize(finite(column).map(({ value }) => value));
        return `${column.label}: ${n === 0 ? 'no seed yet' : `mean ${mean.toPrecision(3)}, n = ${n}`}`;
      })
      .join('; ')}.`,
    notes: [
      `Dots are seeds, bars their mean with ${spreadWords[input.spread]}. Where a dot stands from left to right says nothing; a seed stands at the same place in every column.`,
      ...(gaps > 0 ? [`${gaps} ${gaps === 1 ? 'seed has' : 'seeds have'} no finite value and no dot.`] : []),
      ...(input.columns.length > columns.length
        ? [`Showing the first ${columns.length} of ${input.columns.length} experiments.`]
        : []),
    ],
    leastHeight: 400,
    heads: ['Experiment', 'Seed', input.quantity],
    rows: columns.flatMap(({ label, seeds }) => seeds.map(({ seed, value }) => [label, seed, value])),
    draw: (look) => {
      const places = placesOf(shown, columns, look);
      return [
        {
          kind: 'text',
          x: 4,
          y: 16,
          text: input.quantity,
          fill: look.theme.ink,
          anchor: 'start',
          size: 12,
          weight: 600,
        },
        ...axisMarks(places.axis, look),
        ...(input.joins ? joinMarks(columns, places, look) : []),
        ...columns.flatMap((column, index) => columnMarks(column, index, places, shown, look)),
      ];
    },
  };
}
