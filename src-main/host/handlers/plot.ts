// Answers about what runs logged: curves for the screen, schedules for a file.
import { mostAnswerPoints } from '../../../src-shared/contract/limits.ts';
import type { Handlers } from '../../../src-shared/contract/procedures.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { formatSchedule, readSchedule } from '../export-schedule.ts';
import { ChunkCache } from '../plot/chunk-cache.ts';
import { type CurveRequest, drawCurve, type KnownAxes } from '../plot/draw-curve.ts';
import type { HandlerContext } from './context.ts';

type PlotHandlers = Pick<Handlers, 'plot.curves' | 'schedule.file'>;

/** For so long curves are drawn at a stretch; then everything else gets its turn. */
const stretchMs = 20;
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

const mediaTypes = { csv: 'text/csv', json: 'application/json' } as const;

/** The handlers of `plot.*` and `schedule.*`. */
export function plotHandlers({ home, host, rows }: HandlerContext): PlotHandlers {
  const sources = { db: home.db, cache: new ChunkCache(home.db) };

  const draw = async (requests: readonly CurveRequest[]) => {
    const curves = [];
    // The curves of a run share its axis, for as long as nothing can be logged in between.
    const axes: KnownAxes = new Map();
    let since = performance.now();
    for (const request of requests) {
      if (performance.now() - since > stretchMs) {
        await breathe();
        axes.clear();
        since = performance.now();
      }
      curves.push(drawCurve(sources, request, axes));
    }
    return { curves };
  };

  return {
    'plot.curves': ({ curves, ...window }) => {
      const { from, to } = window;
      if (from !== null && to !== null && from > to) {
        throw new AppError('plot/empty-window', `The plot was asked for from ${from} to ${to}, which is backwards.`);
      }
      const most = curves.length * window.points;
      if (most > mostAnswerPoints) {
        throw new AppError(
          'plot/too-many-points',
          `${curves.length} curves of ${window.points} points are ${most} points; at most ${mostAnswerPoints} are drawn at once. Choose fewer runs or fewer curves.`,
          { curves: curves.length, points: window.points },
        );
      }
      host.flush();
      return draw(curves.map((curve) => ({ ...curve, ...window })));
    },
    'schedule.file': async ({ run, format }) => {
      rows.one(run);
      host.flush();
      const text = await formatSchedule(readSchedule(host.reader, run), home.directory, format);
      const bytes = new TextEncoder().encode(text);
      return { name: `run-${run}-schedule.${format}`, mediaType: mediaTypes[format], bytes };
    },
  };
}
