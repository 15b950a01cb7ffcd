// How far experiments lie from a baseline: the mean difference over the same seeds with its interval, the region that is too small to
// matter, and how probable better, practically the same and worse are. Not here: the numbers (stats) and their words (views/compare).
import { ordinalStyle } from '../../src-shared/plot/series-style.ts';
import { type Ends, shareBetween } from './axis-ends.ts';
import { fitted, type Mark, type MarkFigure, type MarkLook } from './mark-figure.ts';
import { seriesColour } from './palette.ts';
import { linearTicks, roundEnds, tickWords } from './ticks.ts';

export interface DifferenceLine {
  readonly label: string;
  readonly ordinal: number;
  /** Seeds that both have. */
  readonly n: number;
  /** Of the experiment from the baseline, in the unit of the quantity, lower is better; NaN without a shared seed. */
  readonly mean: number;
  /** 95 % interval by Student's t; NaN of one seed. */
  readonly interval: Ends;
  /** The same by drawing the seeds again. */
  readonly bootstrap: Ends;
  /** Probabilities; NaN without enough seeds. */
  readonly better: number;
  readonly same: number;
  readonly worse: number;
  /** In a word or two: "better". */
  readonly verdict: string;
}

export interface DifferenceInput {
  readonly title: string;
  /** "Validation loss, best: difference from Fixed values". */
  readonly quantity: string;
  readonly lines: readonly DifferenceLine[];
  /** Half the width of the region of practical equivalence, in the unit of the quantity. */
  readonly region: number;
  readonly percent: (share: number) => string;
  readonly notes: readonly string[];
}

const rowHeight = 46;
const headRoom = 48;
const footRoom = 44;
const mostLines = 40;

function endsOf({ lines, region }: DifferenceInput): Ends {
  const values = lines
    .flatMap(({ mean, interval, bootstrap }) => [mean, ...interval, ...bootstrap])
    .filter(Number.isFinite);
  return roundEnds(Math.min(-1.5 * region, 0, ...values), Math.max(1.5 * region, 0, ...values), 5);
}

interface Places {
  readonly left: number;
  readonly width: number;
  readonly barLeft: number;
  readonly barWidth: number;
  readonly ends: Ends;
  readonly at: (value: number) => number;
}

function placesOf(input: DifferenceInput, { size }: MarkLook): Places {
  const left = Math.min(190, Math.max(90, size.width * 0.18));
  const barWidth = Math.min(240, size.width * 0.25);
  const barLeft = size.width - barWidth - 14;
  const width = Math.max(80, barLeft - left - 40);
  const ends = endsOf(input);
  return { left, width, barLeft, barWidth, ends, at: (value) => left + shareBetween(value, ends, 'linear') * width };
}

/** An interval that is one. */
const band = (ends: Ends): readonly Ends[] => (ends.every(Number.isFinite) ? [ends] : []);

/** Ground, region and axis. */
function frameMarks(input: DifferenceInput, { left, width, ends, at, barLeft }: Places, look: MarkLook): Mark[] {
  const { theme } = look;
  const foot = headRoom + input.lines.length * rowHeight;
  const ticks = linearTicks(ends[0], ends[1], Math.max(2, Math.floor(width / 90)));
  const words = tickWords(ticks, look.number);
  const zero = Math.round(at(0)) + 0.5;
  return [
    { kind: 'text', x: 4, y: 16, text: input.quantity, fill: theme.ink, anchor: 'start', size: 12, weight: 600 },
    { kind: 'text', x: barLeft, y: headRoom - 14, text: 'Probability', fill: theme.inkSoft, anchor: 'start' },
    ...(input.region > 0
      ? [
          {
            kind: 'box',
            x: at(-input.region),
            y: headRoom - 6,
            width: at(input.region) - at(-input.region),
            height: foot - headRoom + 6,
            fill: theme.shade,
          } as const,
        ]
      : []),
    ...ticks.flatMap((tick): Mark[] => [
      { kind: 'path', d: `M${at(tick)} ${foot}v4`, stroke: theme.axis, width: 1 },
      { kind: 'text', x: at(tick), y: foot + 17, text: words(tick), fill: theme.inkSoft, anchor: 'middle' },
    ]),
    { kind: 'path', d: `M${left} ${foot + 0.5}h${width}`, stroke: theme.axis, width: 1 },
    { kind: 'path', d: `M${zero} ${headRoom - 6}V${foot}`, stroke: theme.axis, width: 1, dash: [3, 3] },
    { kind: 'text', x: left, y: headRoom - 14, text: '← lower, better', fill: theme.inkSoft, anchor: 'start' },
    { kind: 'text', x: left + width, y: headRoom - 14, text: 'higher, worse →', fill: theme.inkSoft, anchor: 'end' },
  ];
}

/** Three parts of a bar, worst to best, with their percentages where there is room; told apart by their ground and their order. */
function barMarks(line: DifferenceLine, y: number, input: DifferenceInput, places: Places, look: MarkLook): Mark[] {
  const { theme } = look;
  if (Number.isNaN(line.better)) return [];
  const parts = [
    { share: line.better, fill: theme.series[3] ?? theme.ink, word: 'better' },
    { share: line.same, fill: theme.axis, word: 'same' },
    { share: line.worse, fill: theme.series[2] ?? theme.ink, word: 'worse' },
  ];
  let from = places.barLeft;
  return parts.flatMap(({ share, fill, word }): Mark[] => {
    const width = share * places.barWidth;
    const x = from;
    from += width;
    const text = `${word} ${input.percent(share)}`;
    return [
      { kind: 'box', x, y: y - 4, width: Math.max(0, width - 1), height: 8, fill },
      ...(width > 74 ? [{ kind: 'text', x, y: y + 18, text, fill: theme.inkSoft, anchor: 'start' } as const] : []),
    ];
  });
}

function lineMarks(
  line: DifferenceLine,
  index: number,
  input: DifferenceInput,
  places: Places,
  look: MarkLook,
): Mark[] {
  const { theme } = look;
  const { left, at } = places;
  const y = headRoom + (index + 0.5) * rowHeight;
  const fill = seriesColour(theme, ordinalStyle(line.ordinal).colour);
  const isKnown = Number.isFinite(line.mean);
  return [
    {
      kind: 'text',
      x: 4,
      y: y - 2,
      text: fitted(line.label, left - 16),
      fill: theme.ink,
      anchor: 'start',
      weight: 600,
    },
    {
      kind: 'text',
      x: 4,
      y: y + 14,
      text: fitted(`${line.verdict}, n = ${line.n}`, left - 16),
      fill: theme.inkSoft,
      anchor: 'start',
    },
    ...band(line.bootstrap).map(
      ([low, high]): Mark => ({
        kind: 'box',
        x: at(low),
        y: y - 3.5,
        width: at(high) - at(low),
        height: 7,
        fill,
        opacity: 0.35,
      }),
    ),
    ...band(line.interval).map(
      ([low, high]): Mark => ({
        kind: 'path',
        d: `M${at(low)} ${y}H${at(high)}M${at(low)} ${y - 5}v10M${at(high)} ${y - 5}v10`,
        stroke: fill,
        width: 1.5,
      }),
    ),
    ...(isKnown
      ? [
          {
            kind: 'dot',
            x: at(line.mean),
            y,
            radius: 5,
            fill,
            stroke: theme.surface,
            words: `${line.label}: ${look.number(line.mean)} (${look.number(line.interval[0])} to ${look.number(line.interval[1])})`,
          } as const,
        ]
      : [
          {
            kind: 'text',
            x: at(0) + 8,
            y: y + 4,
            text: 'no shared seed',
            fill: theme.inkFaint,
            anchor: 'start',
          } as const,
        ]),
    ...barMarks(line, y, input, places, look),
  ];
}

/** The figure; of many experiments the first. */
export function differenceFigure(input: DifferenceInput): MarkFigure {
  const lines = input.lines.slice(0, mostLines);
  const shown = { ...input, lines };
  return {
    title: input.title,
    words: `${input.quantity}. ${lines.map(({ label, verdict, n }) => `${label}: ${verdict}, n = ${n}`).join('; ')}.`,
    notes: [
      ...input.notes,
      ...(lines.length < input.lines.length
        ? [`Showing the first ${lines.length} of ${input.lines.length} experiments.`]
        : []),
    ],
    leastHeight: headRoom + footRoom + Math.max(1, lines.length) * rowHeight,
    heads: [
      'Experiment',
      'n',
      'Mean difference',
      '95 % low, t',
      '95 % high, t',
      '95 % low, bootstrap',
      '95 % high, bootstrap',
      'Better',
      'Practically the same',
      'Worse',
      'Verdict',
    ],
    rows: input.lines.map(({ label, n, mean, interval, bootstrap, better, same, worse, verdict }) => [
      label,
      n,
      mean,
      ...interval,
      ...bootstrap,
      better,
      same,
      worse,
      verdict,
    ]),
    draw: (look) => {
      const places = placesOf(shown, look);
      return [
        ...frameMarks(shown, places, look),
        ...lines.flatMap((line, index) => lineMarks(line, index, shown, places, look)),
      ];
    },
  };
}
