// What runs logged, thinned for the screen, and whole for a file.
import { z } from 'zod';
import { runIdSchema } from '../domain/ids.ts';
import { madeFileSchema } from './app.ts';
import { numbersSchema } from './fields.ts';
import { mostPlotPoints } from './limits.ts';
import { procedure } from './procedure.ts';

const plotAxes = ['step', 'epoch', 'seconds'] as const;
export type PlotAxis = (typeof plotAxes)[number];

const curveName = z.strictObject({ run: runIdSchema, series: z.string().min(1).max(300) });

const curveSchema = z.strictObject({
  run: runIdSchema,
  series: z.string(),
  /** Rising, in the unit of the axis. */
  x: numbersSchema,
  /** NaN is a gap. */
  y: numbersSchema,
  /** Optimisation step of each point. */
  steps: numbersSchema,
  /** Points logged between `from` and `to`, of which `x.length` are shown. */
  total: z.number().int(),
});
export type Curve = z.infer<typeof curveSchema>;

export const plotProcedures = {
  /**
   * Curves with at most `points` points each between `from` and `to` on the axis. Longer ones are thinned to the smallest and the
   * largest point of each bucket, so that every spike stays. An unknown series is an empty curve.
   */
  'plot.curves': procedure(
    z.strictObject({
      curves: z.array(curveName).min(1).max(5_000),
      axis: z.enum(plotAxes),
      from: z.number().nullable(),
      to: z.number().nullable(),
      points: z.number().int().min(10).max(mostPlotPoints),
    }),
    z.strictObject({ curves: z.array(curveSchema) }),
  ),
  /** A run's schedule with every point it logged. */
  'schedule.file': procedure(z.strictObject({ run: runIdSchema, format: z.enum(['csv', 'json']) }), madeFileSchema),
} as const;
