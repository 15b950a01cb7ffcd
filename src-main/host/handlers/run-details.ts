// The answer for one run's page: everything about it but its curves.
import type { Handlers } from '../../../src-shared/contract/procedures.ts';
import type { RunDetails } from '../../../src-shared/contract/runs.ts';
import type { RunId } from '../../../src-shared/domain/ids.ts';
import type { RunConfig } from '../../../src-shared/domain/run-config.ts';
import type { RunReader } from '../reader.ts';
import type { RunHandlerContext } from './run-context.ts';

/** In the warm-up every step is a training step, so its first logged point tells how many steps an epoch has. */
function warmUpSteps(reader: RunReader, run: RunId, { method, training }: RunConfig): number {
  if (method.name !== 'stn' || method.warmUpEpochs === 0) return 0;
  const epochs = Math.min(method.warmUpEpochs, training.epochs);
  const { steps, values } = reader.firstPoint(run, 'epoch');
  const [step, epoch] = [steps[0], values[0]];
  if (step === undefined || epoch === undefined || !(epoch > 0 && epoch <= epochs)) return 0;
  return Math.round(step / epoch) * epochs;
}

/** The newest scores on record that belong to the model as it is. */
function testOf(reader: RunReader, run: RunId, finishedAt: number | null): RunDetails['test'] {
  const record = reader.unsealings(run);
  const scored = record.findLast(({ at, scores }) => scores !== null && at >= (finishedAt ?? Number.POSITIVE_INFINITY));
  const [first] = record;
  if (first === undefined || scored === undefined || scored.scores === null) return null;
  return { scores: scored.scores, scoredAt: scored.at, firstOpenedAt: first.at, openings: record.length };
}

/** The handler of `runs.get`. */
export function runDetailsHandler({ host, rows, announcer }: RunHandlerContext): Handlers['runs.get'] {
  return ({ run }) => {
    host.flush();
    const { reader } = host;
    const { config, engine, checkpoint, summary, finishedAt } = reader.run(run);
    return {
      row: rows.one(run),
      config,
      engine,
      checkpoint,
      summary,
      events: [...reader.events(run)],
      progress: announcer.progressOf(run),
      series: [...reader.series(run)],
      test: testOf(reader, run, finishedAt),
      warmUpSteps: warmUpSteps(reader, run, config),
    };
  };
}
