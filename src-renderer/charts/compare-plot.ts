// From the curves of several runs to one figure: a panel for the losses and one for each hyperparameter, a colour for each experiment.
// Seeds of one experiment are drawn as their mean with a band, each by itself, or both.
import type { Curve, PlotAxis } from '../../src-shared/contract/plot.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import type { ModelConfig } from '../../src-shared/domain/run-config.ts';
import { type LossUnit, lossesIn, lossQuantities, notesOnTraining } from '../../src-shared/plot/loss-unit.ts';
import type {
  PlotBand,
  PlotLine,
  PlotPanel,
  PlotQuantity,
  PlotRole,
  PlotTable,
} from '../../src-shared/plot/plot-table.ts';
import { cutToWindow, quantityWords } from '../../src-shared/plot/plot-table.ts';
import { kindOfName, ordinalStyle } from '../../src-shared/plot/series-style.ts';
import { meanCurve } from '../../src-shared/stats/align-curves.ts';
import type { Spread } from '../../src-shared/stats/summary.ts';
import { hyperparameterWords } from '../words/hyperparameter-words.ts';
import { axisQuantities } from './run-plot.ts';
import { scheduleName } from './schedule-names.ts';
import { panelOfKind } from './schedule-panels.ts';

/** Runs that are drawn in one colour. */
export interface ComparedGroup {
  readonly id: string;
  readonly label: string;
  readonly runs: readonly { readonly id: RunId; readonly seed: number }[];
}

export interface ComparePlotInput {
  /** Names the figure and its files. */
  readonly title: string;
  readonly groups: readonly ComparedGroup[];
  readonly curve: (run: RunId, series: string) => Curve | null;
  /** That all of them train, as far as the names of hyperparameters go; null where they differ. */
  readonly model: ModelConfig | null;
  /** Hyperparameters that get a panel, and the range of each where it is known. */
  readonly hyperparameters: readonly { readonly name: string; readonly range: readonly [number, number] | null }[];
  /** Hyperparameters without a panel, and whether it was the user who left them out. */
  readonly leftOut: { readonly names: readonly string[]; readonly isPicked: boolean };
  readonly axis: PlotAxis;
  readonly spread: Spread;
  readonly lossUnit: LossUnit;
  readonly lossScale: 'linear' | 'log';
  /** Schedules may stand alone. */
  readonly showsLosses: boolean;
  readonly showsTraining: boolean;
  readonly showsTraces: boolean;
  readonly window: readonly [number, number] | null;
  /** Further sentences below the figure. */
  readonly notes: readonly string[];
}

export const spreadWords: Readonly<Record<Spread, string>> = {
  sd: '± SD',
  se: '± standard error',
  ci95: '95 % confidence interval',
};

interface SeriesLook {
  readonly series: string;
  readonly quantity: PlotQuantity;
  readonly role: PlotRole;
  /** Added to the label. */
  readonly suffix: string;
  readonly pattern: number | null;
  /** From what was logged to what is drawn. */
  readonly values: (logged: Float64Array) => Float64Array;
}

const asLogged = (values: Float64Array): Float64Array => values;

function linesOfGroup(group: ComparedGroup, index: number, look: SeriesLook, input: ComparePlotInput): PlotLine[] {
  const style = ordinalStyle(index, input.groups.length);
  const found = group.runs.flatMap((run) => {
    const curve = input.curve(run.id, look.series);
    return curve === null || curve.x.length === 0 ? [] : [{ run, curve: { ...curve, y: look.values(curve.y) } }];
  });
  const common = { quantity: look.quantity, colour: style.colour, pattern: look.pattern ?? style.pattern };
  const single = found.length === 1;
  const traces = found.map(({ run, curve }): PlotLine => {
    const label = single ? `${group.label}${look.suffix}` : `${group.label}, seed ${run.seed}${look.suffix}`;
    const role = single ? look.role : 'trace';
    const id = `${look.series}/${run.id}`;
    return { ...common, id, label, shortLabel: label, x: curve.x, y: curve.y, band: null, role, total: curve.total };
  });
  if (found.length < 2) return traces;
  const mean = meanCurve(
    found.map(({ curve }) => curve),
    input.spread,
  );
  const band: PlotBand | null =
    look.role === 'training'
      ? null
      : { low: mean.low, high: mean.high, meaning: `${spreadWords[input.spread]}, n = ${mean.n}` };
  const label = `${group.label}${look.suffix}, mean of n = ${mean.n}`;
  const shortLabel = `${group.label}${look.suffix}`;
  const line: PlotLine = {
    ...common,
    id: `${look.series}/mean/${group.id}`,
    label,
    shortLabel,
    x: mean.x,
    y: mean.mean,
    band,
    role: look.role === 'training' ? 'training' : 'mean',
    total: mean.x.length,
  };
  return input.showsTraces ? [...traces, line] : [line];
}

/** Ends of an axis of losses that are never below zero: a band that reaches below says nothing there, and is cut off at the foot. */
export function lossRange(lines: readonly PlotLine[]): PlotPanel['range'] {
  const isBelow = (values: Float64Array) => values.some((value) => value < 0);
  const bandsReachBelow = lines.some(({ band }) => band !== null && isBelow(band.low));
  return bandsReachBelow && !lines.some(({ y }) => isBelow(y)) ? [0, Number.POSITIVE_INFINITY] : null;
}

function lossPanel(input: ComparePlotInput): PlotPanel {
  const quantity = lossQuantities[input.lossUnit];
  const common = { quantity, values: (losses: Float64Array) => lossesIn(input.lossUnit, losses) };
  const validation = { ...common, series: 'loss/validation', role: 'validation', suffix: '', pattern: null } as const;
  const training = { ...common, series: 'loss/train', role: 'training', suffix: ', training', pattern: 1 } as const;
  const lines = input.groups.flatMap((group, index) => [
    ...(input.showsTraining ? linesOfGroup(group, index, training, input) : []),
    ...linesOfGroup(group, index, validation, input),
  ]);
  return {
    id: 'loss',
    title: input.showsTraining
      ? `Validation (strong) and training (dashed) ${quantityWords(quantity)}`
      : `Validation ${quantityWords(quantity)}`,
    y: quantity,
    range: lossRange(lines),
    scale: input.lossScale,
    lines,
    marks: [],
    whenEmpty: 'The losses of the chosen runs appear here.',
    weight: 1.6,
  };
}

function schedulePanel(
  { name, range }: ComparePlotInput['hyperparameters'][number],
  input: ComparePlotInput,
): PlotPanel {
  const kind = kindOfName(name);
  const panel = kind === null ? null : panelOfKind[kind];
  const quantity = { name: scheduleName(name, input.model), unit: panel?.unit ?? '' };
  const look: SeriesLook = {
    series: `hyperparameter/${name}`,
    quantity,
    role: 'schedule',
    suffix: '',
    pattern: null,
    values: asLogged,
  };
  return {
    id: name,
    title: quantityWords(quantity),
    y: quantity,
    range: range?.some(Number.isFinite) ? range : null,
    scale: panel?.scale ?? 'linear',
    lines: input.groups.flatMap((group, index) => linesOfGroup(group, index, look, input)),
    marks: [],
    whenEmpty: 'The schedules of the chosen runs appear here.',
    weight: 1,
  };
}

const mostNames = 3;

/** Which schedules have no panel, and why. */
function leftOutNote({ leftOut: { names, isPicked } }: ComparePlotInput): string[] {
  if (names.length === 0) return [];
  const named = names.slice(0, mostNames).map(hyperparameterWords).join('; ');
  const rest = names.length - mostNames;
  const others = rest > 0 ? `; and ${rest} more` : '';
  return [`${isPicked ? 'Not shown' : 'Not shown, because they moved less'}: ${named}${others}.`];
}

function seedNotes({ groups, spread }: ComparePlotInput): string[] {
  const several = groups.filter(({ runs }) => runs.length > 1);
  if (several.length === 0) return [];
  const small = several.some(({ runs }) => runs.length < 5);
  return [
    `Lines are means over seeds, band: ${spreadWords[spread]}. A mean ends where its first seed ends.`,
    ...(small ? ['Some have fewer than 5 seeds.'] : []),
  ];
}

/** The figure of a comparison. */
export function comparePlot(input: ComparePlotInput): PlotTable {
  return cutToWindow({
    title: input.title,
    x: axisQuantities[input.axis],
    window: input.window,
    expectedEnd: 1,
    panels: [
      ...(input.showsLosses ? [lossPanel(input)] : []),
      ...input.hyperparameters.map((hyperparameter) => schedulePanel(hyperparameter, input)),
    ],
    notes: [
      ...(input.showsLosses && input.showsTraining ? notesOnTraining(input.lossUnit) : []),
      ...seedNotes(input),
      ...leftOutNote(input),
      ...input.notes,
    ],
  });
}
