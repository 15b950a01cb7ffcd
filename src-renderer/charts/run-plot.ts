// From one run's curves to its figure: losses above, schedules below, grouped by what they are. The same for a live run and a past one.
import type { PlotAxis } from '../../src-shared/contract/plot.ts';
import { lowest } from '../../src-shared/domain/epoch-curve.ts';
import type { HyperparameterGroup, TunedHyperparameter } from '../../src-shared/domain/hyperparameter.ts';
import { perturbationBand } from '../../src-shared/domain/perturbation-band.ts';
import type { ModelConfig } from '../../src-shared/domain/run-config.ts';
import { type LossUnit, lossesIn, lossIn, lossQuantities, notesOnTraining } from '../../src-shared/plot/loss-unit.ts';
import type {
  PlotBand,
  PlotLine,
  PlotMark,
  PlotPanel,
  PlotQuantity,
  PlotTable,
} from '../../src-shared/plot/plot-table.ts';
import { cutToWindow, quantityWords } from '../../src-shared/plot/plot-table.ts';
import { hyperparameterStyle } from '../../src-shared/plot/series-style.ts';
import { type InputForm, kindWords } from '../words/hyperparameter-words.ts';
import { capitalised } from '../words/sentence-case.ts';
import type { LiveCurve } from './live-series.ts';
import { scheduleName, shortScheduleName } from './schedule-names.ts';
import { discreteNotes, panelUnit, type SchedulePanel, schedulePanels } from './schedule-panels.ts';
import { usualHeight } from './stack-layout.ts';

/** What a figure shows and how; the choices of its controls. */
export interface RunPlotChoices {
  readonly axis: PlotAxis;
  readonly lossUnit: LossUnit;
  readonly lossScale: 'linear' | 'log';
  /** `range`: a schedule's axis is its whole range; `data`: as the values need it. */
  readonly extent: 'range' | 'data';
  readonly window: readonly [number, number] | null;
  /** Group that stands alone; null: all of them. */
  readonly lifted: HyperparameterGroup | null;
}

export interface RunPlotInput {
  readonly title: string;
  readonly tuned: readonly TunedHyperparameter[];
  readonly model: ModelConfig;
  /** Of the data. */
  readonly form: InputForm;
  readonly curve: (series: string) => LiveCurve | null;
  /** The point of the lowest validation loss of the whole run, whatever part is shown. */
  readonly best: { readonly x: number; readonly y: number } | null;
  /** Places on the axis. */
  readonly warmUpEnd: number | null;
  readonly rateDrops: readonly number[];
  /** End of the axis before the first point. */
  readonly expectedEnd: number;
  /** Nothing more will come. */
  readonly isOver: boolean;
  readonly choices: RunPlotChoices;
}

export const axisQuantities: Readonly<Record<PlotAxis, PlotQuantity>> = {
  epoch: { name: 'epoch', unit: '' },
  step: { name: 'optimisation step', unit: '' },
  seconds: { name: 'training time', unit: 's' },
};

interface LossLook {
  readonly label: string;
  readonly role: PlotLine['role'];
  readonly pattern: number;
  readonly unit: LossUnit;
}

function lossLine(curve: LiveCurve | null, { label, role, pattern, unit }: LossLook): PlotLine[] {
  if (curve === null) return [];
  const { series, x, y, total } = curve;
  return [
    {
      id: series,
      label,
      shortLabel: label,
      quantity: lossQuantities[unit],
      x,
      y: lossesIn(unit, y),
      band: null,
      role,
      colour: null,
      pattern,
      total,
    },
  ];
}

/** The point with the lowest finite value. */
export function lowestPoint({ x, y }: Pick<LiveCurve, 'x' | 'y'>): { readonly x: number; readonly y: number } | null {
  const found = lowest({ epochs: x, values: y });
  return found === null ? null : { x: found.epoch, y: found.value };
}

function lossPanel(input: RunPlotInput, marks: readonly PlotMark[]): PlotPanel {
  const validation = input.curve('loss/validation');
  const { best } = input;
  const unit = input.choices.lossUnit;
  const quantity = lossQuantities[unit];
  const mark =
    best === null ? [] : [{ kind: 'best', line: 'loss/validation', x: best.x, y: lossIn(unit, best.y) } as const];
  return {
    id: 'loss',
    title: capitalised(quantityWords(quantity)),
    y: quantity,
    range: null,
    scale: input.choices.lossScale,
    lines: [
      ...lossLine(validation, { label: 'validation', role: 'validation', pattern: 0, unit }),
      ...lossLine(input.curve('loss/train'), { label: 'training', role: 'training', pattern: 1, unit }),
      ...lossLine(input.curve('loss/train-step'), { label: 'training batches', role: 'trace', pattern: 0, unit }),
    ],
    marks: [...marks, ...mark],
    whenEmpty: input.isOver
      ? 'The run ended before its first step was logged.'
      : 'The training and validation losses appear here with the first steps.',
    weight: 1.15,
  };
}

/** In a panel of more lines bands would hide each other, and are not made. */
const mostBands = 5;

/** The scale's curve read at the value's steps: it is logged more rarely. */
function bandOf(value: LiveCurve, scale: LiveCurve | null, range: readonly [number, number]): PlotBand | null {
  if (scale === null || scale.steps.length === 0) return null;
  const low = new Float64Array(value.y.length);
  const high = new Float64Array(value.y.length);
  let at = 0;
  for (let index = 0; index < value.y.length; index += 1) {
    while ((scale.steps[at + 1] ?? Number.POSITIVE_INFINITY) <= (value.steps[index] ?? 0)) at += 1;
    const [below, above] = perturbationBand(value.y[index] ?? Number.NaN, scale.y[at] ?? Number.NaN, range);
    low[index] = below;
    high[index] = above;
  }
  return { low, high, meaning: '± one perturbation scale' };
}

function scheduleLine(tuned: TunedHyperparameter, unit: string, input: RunPlotInput, hasBand: boolean): PlotLine {
  const id = `hyperparameter/${tuned.name}`;
  const curve = input.curve(id) ?? {
    series: id,
    x: new Float64Array(),
    y: new Float64Array(),
    steps: new Float64Array(),
    total: 0,
  };
  return {
    id,
    label: scheduleName(tuned.name, input.model),
    shortLabel: shortScheduleName(tuned, input.model),
    quantity: { name: kindWords[tuned.kind].name, unit },
    x: curve.x,
    y: curve.y,
    band: hasBand ? bandOf(curve, input.curve(`scale/${tuned.name}`), tuned.range) : null,
    role: 'schedule',
    ...hyperparameterStyle(tuned.name),
    total: curve.total,
  };
}

function panelRange(
  members: readonly TunedHyperparameter[],
  extent: 'range' | 'data',
): readonly [number, number] | null {
  if (extent === 'data') return null;
  const low = Math.min(...members.map(({ range }) => range[0]));
  const high = Math.max(...members.map(({ range }) => range[1]));
  return Number.isFinite(low) || Number.isFinite(high) ? [low, high] : null;
}

/** Pixels of a line's name in the column beside the figure, and of the panels that hold few or many of them. */
const nameHeight = 18;
const panelHeights = { least: 63, most: 144 };

function schedulePanel(panel: SchedulePanel, input: RunPlotInput, marks: readonly PlotMark[]): PlotPanel[] {
  const members = input.tuned.filter(({ kind }) => panel.kinds.includes(kind));
  if (members.length === 0) return [];
  const { id, title, scale } = panel;
  const unit = panelUnit(panel, input.form);
  const height = Math.min(panelHeights.most, Math.max(panelHeights.least, members.length * nameHeight));
  return [
    {
      id,
      title: `${title} (${unit})`,
      y: { name: title, unit },
      range: panelRange(members, input.choices.extent),
      scale,
      lines: members.map((member) => scheduleLine(member, unit, input, members.length <= mostBands)),
      marks: [
        ...marks,
        ...members.map(({ name, start }): PlotMark => ({ kind: 'start', line: `hyperparameter/${name}`, y: start })),
      ],
      whenEmpty: input.isOver
        ? 'No value was logged before the run ended.'
        : 'The schedules appear here: each line is one hyperparameter as training moves it.',
      weight: height / usualHeight,
    },
  ];
}

/** The first of the schedules says at length what will appear; below it that would only be repeated. */
function saidOnce(panels: readonly PlotPanel[], isOver: boolean): readonly PlotPanel[] {
  const whenEmpty = isOver ? 'No points.' : 'No points yet.';
  return panels.map((panel, index) => (index === 0 ? panel : { ...panel, whenEmpty }));
}

/** The figure of one run. */
export function runPlot(input: RunPlotInput): PlotTable {
  const { choices, warmUpEnd, rateDrops } = input;
  const marks: PlotMark[] = [
    ...(warmUpEnd !== null && warmUpEnd > 0 ? [{ kind: 'warm-up', from: 0, to: warmUpEnd } as const] : []),
    ...rateDrops.map((x) => ({ kind: 'learning-rate-drop', x }) as const),
  ];
  const shown = schedulePanels.filter(({ group }) => choices.lifted === null || group === choices.lifted);
  const kinds = new Set(shown.flatMap((panel) => panel.kinds));
  return cutToWindow({
    title: input.title,
    x: axisQuantities[choices.axis],
    window: choices.window,
    expectedEnd: input.expectedEnd,
    panels: [
      lossPanel(input, marks),
      ...saidOnce(
        shown.flatMap((panel) => schedulePanel(panel, input, marks)),
        input.isOver,
      ),
    ],
    notes: [...notesOnTraining(choices.lossUnit), ...discreteNotes(input.tuned.filter(({ kind }) => kinds.has(kind)))],
  });
}
