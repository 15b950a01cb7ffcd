// Answers about runs: started, ended, listed. Labels and the trash are in run-labels, one run's page is in run-details.
import type { Handlers } from '../../../src-shared/contract/procedures.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { RunId } from '../../../src-shared/domain/ids.ts';
import type { RunConfig } from '../../../src-shared/domain/run-config.ts';
import type { RunState } from '../../../src-shared/domain/run-state.ts';
import { datasetDirectory } from '../../data/storage.ts';
import { checkAgainstData } from '../config/prepare-run.ts';
import { datasetsDirectory } from '../paths.ts';
import { nameDatasets } from '../run-rows.ts';
import type { RunHandlerContext, SharedRunContext } from './run-context.ts';
import { runDetailsHandler } from './run-details.ts';
import { labelHandlers } from './run-labels.ts';

type RunHandlers = Pick<Handlers, Extract<keyof Handlers, `runs.${string}`>>;

/** In which states a run can be asked for something, and what to say otherwise. */
const requests = {
  pause: { states: ['running'], advice: 'Only a running run can be paused.' },
  continue: { states: ['paused'], advice: 'Only a paused run can go on.' },
  finishEpoch: { states: ['running', 'paused'], advice: 'Only a running run can end with its epoch.' },
  stop: { states: ['queued', 'starting', 'running', 'paused'], advice: 'There is nothing to stop.' },
  kill: { states: ['starting', 'running', 'paused'], advice: 'There is no trainer to end.' },
} as const satisfies Readonly<Record<string, { readonly states: readonly RunState[]; readonly advice: string }>>;
type Request = keyof typeof requests;

/** The handlers of `runs.*`. */
export function runHandlers(context: RunHandlerContext): RunHandlers {
  const { home, host, hub, rows, announcer, cache } = context;
  const testing = new Set<RunId>();
  const refuseTested: SharedRunContext['refuseTested'] = (run, then) => {
    if (!testing.has(run)) return;
    throw new AppError('runs/being-tested', `Run ${run} is being tested. ${then} when its scores are there.`, { run });
  };

  const ask = (request: Request, run: RunId) => {
    const { states, advice } = requests[request];
    const { state } = rows.one(run);
    if (!(states as readonly RunState[]).includes(state)) {
      throw new AppError('runs/wrong-state', `Run ${run} is ${state}. ${advice}`, { run, state });
    }
    // A person ends this trial: its study does not take it up again.
    if (request === 'stop' || request === 'kill') host.studies.settle(run);
    host[request](run);
    return {};
  };

  const start = async (config: RunConfig, seeds: readonly number[]) => {
    const folder = datasetDirectory(datasetsDirectory(home.directory), config.data.dataset);
    const { dataset } = await cache.open(folder);
    checkAgainstData(config, dataset);
    const runs = [...new Set(seeds)].map((seed) => host.submit({ ...config, training: { ...config.training, seed } }));
    await nameDatasets(home);
    for (const run of runs) {
      if (rows.one(run).state === 'queued') announcer.queued(run);
      else announcer.changed(run);
    }
    // One that had no run can no longer be removed.
    hub.tellHome({ type: 'datasets' });
    return { runs };
  };

  return {
    ...labelHandlers({ ...context, refuseTested }),
    'runs.get': runDetailsHandler(context),
    'runs.list': () => rows.all(),
    'runs.start': ({ config, seeds }) => start(config, seeds),
    'runs.again': ({ run, seeds }) => start({ ...host.reader.run(run).config, name: rows.one(run).name }, seeds),
    'runs.pause': ({ run }) => ask('pause', run),
    'runs.continue': ({ run }) => ask('continue', run),
    'runs.finishEpoch': ({ run }) => ask('finishEpoch', run),
    'runs.stop': ({ run }) => ask('stop', run),
    'runs.kill': ({ run }) => ask('kill', run),
    'runs.resume': ({ run }) => {
      const { state } = rows.one(run);
      refuseTested(run, 'Resume it');
      if (state === 'queued') throw new AppError('runs/wrong-state', `Run ${run} waits already.`, { run, state });
      host.studies.settle(run, false);
      host.resume(run);
      if (rows.one(run).state === 'queued') announcer.queued(run);
      return {};
    },
    'runs.test': async ({ run }) => {
      refuseTested(run, 'Look again');
      testing.add(run);
      try {
        const { scores, scoredAt, firstOpenedAt, openings } = await host.test(run);
        return { scores, scoredAt, firstOpenedAt, openings };
      } finally {
        testing.delete(run);
        announcer.changed(run);
      }
    },
  };
}
