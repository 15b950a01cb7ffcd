// The answer for one run's page: everything about it but its curves.
import type { Handlers } from '../../../src-shared/contract/procedures.ts';
import type { RunDetails } from '../../../src-shared/contract/runs.ts';
import type { RunId } from '../../../src-shared/domain/ids.ts';
import { warmUpSteps } from '../../../src-shared/domain/warm-up.ts';
import type { RunReader } from '../reader.ts';
import type { RunHandlerContext } from './run-context.ts';

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
    const firstLogged = reader.firstPoint(run, 'epoch');
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
      warmUpSteps: warmUpSteps(config, { step: firstLogged.steps[0], epoch: firstLogged.values[0] }),
    };
  };
}
