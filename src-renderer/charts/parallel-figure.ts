// Runs as lines through parallel axes: where each hyperparameter ended, the settings that differ, and the validation loss they came to.
// Not here: which axes and which runs (views/compare/parallel-axes).
import { ordinalStyle } from '../../src-shared/plot/series-style.ts';
import { shareBetween } from './axis-ends.ts';
import { fitted, type Mark, type MarkFigure, type MarkLook } from './mark-figure.ts';
import { seriesColour } from './palette.ts';
import type { FigureSize } from './stack-layout.ts';
import { axisMarks, endsOf, type VerticalAxis } from './value-axis.ts';

export interface ParallelAxis {
  readonly id: string;
  readonly label: string;
  readonly scale: 'linear' | 'log' | 'words';
  /** In the order from bottom to top; only of an axis of words. */
  readonly words: readonly string[];
}

export interface ParallelLine {
  readonly label: string;
  readonly ordinal: number;
  /** One an axis; null where it has none, which interrupts the line. */
  readonly values: readonly (number | string | null)[];
}

/** Parts of axes within which a line must run, by axis, as shares of the axis from its foot. */
export type Brushes = ReadonlyMap<string, readonly [number, number]>;

export interface ParallelInput {
  readonly title: string;
  readonly axes: readonly ParallelAxis[];
  readonly lines: readonly ParallelLine[];
  readonly brushes: Brushes;
  /** Sentences below it: what was left out. */
  readonly notes: readonly string[];
}

const sideRoom = 72;
/** Left of the first axis, where words stand beside it. */
const wordRoom = 128;
const headRoom = 44;
const footRoom = 14;

/** Where the axes stand, and how high. */
export function axisPlaces(axes: readonly ParallelAxis[], size: FigureSize) {
  const count = axes.length;
  const leftRoom = axes[0]?.scale === 'words' ? wordRoom : sideRoom;
  const step = count < 2 ? 0 : (size.width - leftRoom - sideRoom) / (count - 1);
  return {
    step,
    top: headRoom,
    height: Math.max(60, size.height - headRoom - footRoom),
    left: (index: number) => leftRoom + index * step,
  };
}

const shareOfWord = (axis: ParallelAxis, word: string): number =>
  axis.words.length < 2 ? 0.5 : axis.words.indexOf(word) / (axis.words.length - 1);

/** Ends of each axis from all lines, also those that brushes leave out: an axis stays where it is. */
function endsOfAxes({ axes, lines }: ParallelInput) {
  return axes.map((axis, index) =>
    axis.scale === 'words'
      ? ([0, 1] as const)
      : endsOf(
          lines.flatMap(({ values }) => (typeof values[index] === 'number' ? [values[index]] : [])),
          axis.scale,
        ),
  );
}

/** Where each line crosses each axis, as a share from its foot; NaN where it does not. */
export function sharesOf(input: ParallelInput): readonly (readonly number[])[] {
  const ends = endsOfAxes(input);
  return input.lines.map(({ values }) =>
    input.axes.map((axis, index) => {
      const value = values[index] ?? null;
      if (value === null) return Number.NaN;
      if (typeof value === 'string') return shareOfWord(axis, value);
      const scale = axis.scale === 'log' ? 'log' : 'linear';
      // What a logarithmic axis cannot show stands at its foot.
      if (scale === 'log' && value <= 0) return 0;
      return Number.isFinite(value) ? shareBetween(value, ends[index] ?? [0, 1], scale) : Number.NaN;
    }),
  );
}

/** Whether each line runs through all brushes. */
export function keptBy(
  { axes, brushes }: Pick<ParallelInput, 'axes' | 'brushes'>,
  shares: readonly (readonly number[])[],
): readonly boolean[] {
  return shares.map((line) =>
    axes.every(({ id }, index) => {
      const brush = brushes.get(id);
      const share = line[index] ?? Number.NaN;
      return brush === undefined || (share >= brush[0] && share <= brush[1]);
    }),
  );
}

/** One path for all lines of a colour: hundreds are drawn as fast as a few. */
function lineMarks(
  input: ParallelInput,
  shares: readonly (readonly number[])[],
  kept: readonly boolean[],
  look: MarkLook,
): Mark[] {
  const { left, top, height } = axisPlaces(input.axes, look.size);
  const paths = new Map<string, string>();
  shares.forEach((line, index) => {
    const colour = seriesColour(look.theme, ordinalStyle(input.lines[index]?.ordinal ?? 0).colour);
    const key = kept[index] === true ? colour : '';
    let d = paths.get(key) ?? '';
    let isDown = false;
    line.forEach((share, axis) => {
      if (Number.isNaN(share)) {
        isDown = false;
        return;
      }
      d += `${isDown ? 'L' : 'M'}${left(axis).toFixed(1)} ${(top + (1 - share) * height).toFixed(1)}`;
      isDown = true;
    });
    paths.set(key, d);
  });
  const many = input.lines.length > 60;
  return [...paths]
    .toSorted(([one], [other]) => Number(one !== '') - Number(other !== ''))
    .map(([key, d]) =>
      key === ''
        ? { kind: 'path', d, stroke: look.theme.axis, width: 0.75, opacity: 0.25 }
        : { kind: 'path', d, stroke: key, width: many ? 1 : 1.5, opacity: many ? 0.6 : 0.85 },
    );
}

function wordMarks(axis: ParallelAxis, room: number, place: VerticalAxis, { theme }: MarkLook): Mark[] {
  return [
    { kind: 'path', d: `M${place.left + 0.5} ${place.top}V${place.top + place.height}`, stroke: theme.axis, width: 1 },
    ...axis.words.map((word): Mark => {
      const y = place.top + (1 - shareOfWord(axis, word)) * place.height;
      const text = fitted(word, room);
      return {
        kind: 'text',
        x: place.left - 7,
        y: y + 3.5,
        text,
        fill: theme.inkSoft,
        anchor: 'end',
        halo: theme.surface,
      };
    }),
  ];
}

/** The figure. */
export function parallelFigure(input: ParallelInput): MarkFigure {
  const ends = endsOfAxes(input);
  const shares = sharesOf(input);
  const kept = keptBy(input, shares);
  const keptCount = kept.filter(Boolean).length;
  return {
    title: input.title,
    words: `${input.lines.length} runs over ${input.axes.map(({ label }) => label).join(', ')}. ${keptCount} of them run through the chosen parts.`,
    notes: input.notes,
    leastHeight: 360,
    heads: ['Run', ...input.axes.map(({ label }) => label), 'Chosen'],
    rows: input.lines.map(({ label, values }, index) => [
      label,
      ...values.map((value) => value ?? ''),
      kept[index] === true ? 'yes' : 'no',
    ]),
    draw: (look) => {
      const { left, top, height, step } = axisPlaces(input.axes, look.size);
      return [
        ...lineMarks(input, shares, kept, look),
        ...input.axes.flatMap((axis, index): Mark[] => {
          const x = left(index);
          const place: VerticalAxis = {
            ends: ends[index] ?? [0, 1],
            scale: axis.scale === 'log' ? 'log' : 'linear',
            left: x,
            right: x,
            top,
            height,
          };
          const brush = input.brushes.get(axis.id);
          return [
            ...(brush === undefined
              ? []
              : [
                  {
                    kind: 'box',
                    x: x - 6,
                    y: top + (1 - brush[1]) * height,
                    width: 12,
                    height: (brush[1] - brush[0]) * height,
                    fill: look.theme.series[1] ?? look.theme.ink,
                    opacity: 0.3,
                  } as const,
                ]),
            ...(axis.scale === 'words'
              ? wordMarks(axis, (index === 0 ? wordRoom : Math.min(wordRoom, step)) - 12, place, look)
              : axisMarks(place, look)),
            // Names of neighbours stand at two heights, so that long ones do not meet.
            {
              kind: 'text',
              x,
              y: index % 2 === 0 ? 14 : 30,
              text: fitted(axis.label, Math.max(100, 2 * step - 12)),
              fill: look.theme.ink,
              anchor: index === 0 ? 'start' : index === input.axes.length - 1 ? 'end' : 'middle',
              weight: 600,
            },
          ];
        }),
      ];
    },
  };
}
