// The ways into a home: a run or a study that was prepared, and a data set that was read. Where either fails at the door, a home that was not
// there before is not there afterwards.
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import type { StudyConfig, StudyId } from '../../src-shared/domain/study.ts';
import type { Dataset } from '../data/dataset.ts';
import type { ImportOutcome } from '../data/import-dataset.ts';
import type { PreparedRun } from './config/prepare-run.ts';
import { noteFreshHome } from './fresh-home.ts';
import { createHost, type Host, type HostOptions } from './host.ts';

/** Opens a home and acts on it; a failure closes it again and removes what this opening alone created. */
async function enter<Result>(options: HostOptions, act: (host: Host) => Promise<Result>): Promise<Result> {
  const undo = noteFreshHome(options.home);
  let host: Host | null = null;
  try {
    host = createHost(options);
    return await act(host);
  } catch (thrown) {
    await host?.shutdown();
    // A home in use is someone else's, however fresh.
    if (!(thrown instanceof AppError && thrown.code === 'store/home-in-use')) undo();
    throw thrown;
  }
}

export interface StartedRun {
  readonly host: Host;
  readonly run: RunId;
}

/**
 * Stores the run's data set, queues the run and starts it. The caller shuts the host down.
 * @throws AppError before the run exists; afterwards its end says what went wrong
 */
export function startRun({ config, dataset }: PreparedRun, options: HostOptions): Promise<StartedRun> {
  return enter(options, async (host) => {
    await host.keepDataset(dataset);
    return { host, run: host.submit(config) };
  });
}

export interface StartedStudy {
  readonly host: Host;
  readonly study: StudyId;
}

/**
 * Stores a study's data set and begins its first trials. The caller shuts the host down.
 * @throws AppError before the study exists; afterwards its end says what went wrong
 */
export function startStudy(
  { config, dataset }: { readonly config: StudyConfig; readonly dataset: Dataset },
  options: HostOptions,
): Promise<StartedStudy> {
  return enter(options, async (host) => {
    await host.keepDataset(dataset);
    return { host, study: host.studies.start(config) };
  });
}

/** Stores a data set that was read. @throws AppError, and the home is as it was */
export async function storeInHome(dataset: Dataset, options: HostOptions): Promise<ImportOutcome> {
  const { host, outcome } = await enter(options, async (host) => ({ host, outcome: await host.keepDataset(dataset) }));
  await host.shutdown();
  return outcome;
}
