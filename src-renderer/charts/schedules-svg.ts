// One hyperparameter's schedules of several runs in one picture, made without a window: the figure that Compare draws of schedules alone,
// as SVG text. Not here: where the curves come from, and writing the file.
import { runIdSchema } from '../../src-shared/domain/ids.ts';
import type { ModelConfig } from '../../src-shared/domain/run-config.ts';
import { numberWords } from '../words/quantities.ts';
import { comparePlot } from './compare-plot.ts';
import { drawSvg } from './draw-svg.ts';
import type { FigureSize } from './stack-layout.ts';

/** The schedule of one run, or of one seed. */
export interface DrawnSchedule {
  /** Stands at the line's end. */
  readonly label: string;
  /** Rising. */
  readonly epochs: readonly number[];
  /** One for each of the epochs, in the unit people see. */
  readonly values: readonly number[];
}

export interface SchedulesPicture {
  readonly title: string;
  /** `<layer>.<kind>`. */
  readonly hyperparameter: string;
  /** Where its names in the papers depend on it: "Dropout of LSTM 2, output dropout". */
  readonly model?: ModelConfig;
  /** The vertical axis; null: as the values need it. */
  readonly range: readonly [number, number] | null;
  readonly schedules: readonly DrawnSchedule[];
  /** In pixels of the screen; 96 are an inch. */
  readonly size?: FigureSize;
  /** Language that numbers are written in. */
  readonly locale?: string;
}

const usualSize: FigureSize = { width: 820, height: 380 };

/** The picture as SVG, over epochs, each run in a colour of its own. */
export function schedulesSvg({
  title,
  hyperparameter,
  model,
  range,
  schedules,
  size = usualSize,
  locale = 'en',
}: SchedulesPicture): string {
  const table = comparePlot({
    title,
    notes: [],
    groups: schedules.map(({ label }, index) => ({
      id: String(index),
      label,
      runs: [{ id: runIdSchema.parse(index + 1), seed: 0 }],
    })),
    curve: (run, series) => {
      const found = schedules[run - 1];
      if (found === undefined || series !== `hyperparameter/${hyperparameter}`) return null;
      const x = Float64Array.from(found.epochs);
      return { run, series, x, y: Float64Array.from(found.values), steps: x, total: x.length };
    },
    model: model ?? null,
    hyperparameters: [{ name: hyperparameter, range }],
    leftOut: { names: [], isPicked: false },
    axis: 'epoch',
    spread: 'sd',
    lossUnit: 'loss',
    lossScale: 'linear',
    showsLosses: false,
    showsTraining: false,
    showsTraces: false,
    window: null,
  });
  return drawSvg(table, { size, number: (value, digits) => numberWords(value, locale, digits) });
}
