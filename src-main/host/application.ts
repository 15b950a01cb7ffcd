// The application without a window: a home with everything that works on it, answers to every call of the contract, and its events.
// Doors (serve, shell) hand connections to it. Not here: what a single call does (handlers).

import type { MachineReport } from '../../src-shared/contract/app.ts';
import type { Handlers } from '../../src-shared/contract/procedures.ts';
import type { EventSource } from '../../src-shared/contract/server.ts';
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import type { StudyId } from '../../src-shared/domain/study.ts';
import type { RemoteSet } from '../downloads/known-sets.ts';
import type { Launcher } from '../runs/launcher.ts';
import { setBytes } from '../store/run-labels.ts';
import { runBytes } from '../store/run-size.ts';
import { wallClock } from './clock.ts';
import { createDatasetCache, type DatasetCache } from './datasets/dataset-cache.ts';
import { Hub } from './events/hub.ts';
import { LivePoints } from './events/live-points.ts';
import { type EndedRun, RunAnnouncer } from './events/run-announcer.ts';
import { Throttle } from './events/throttle.ts';
import { appHandlers } from './handlers/app.ts';
import { augmentationHandlers } from './handlers/augmentation.ts';
import type { HandlerContext } from './handlers/context.ts';
import { dataHandlers } from './handlers/data.ts';
import { downloadHandlers } from './handlers/downloads.ts';
import { planHandlers } from './handlers/plan.ts';
import { createPlanEstimates } from './handlers/plan-estimates.ts';
import { plotHandlers } from './handlers/plot.ts';
import { queueHandlers } from './handlers/queue.ts';
import { runHandlers } from './handlers/runs.ts';
import { studyHandlers } from './handlers/studies.ts';
import { createHost } from './host.ts';
import { describeThisMachine } from './machine/describe-machine.ts';
import { logsDirectory } from './paths.ts';
import { createRunRows, nameDatasets, type RunRows } from './run-rows.ts';
import { createAnnouncements } from './upkeep/announcements.ts';
import { startBackups } from './upkeep/backups.ts';
import { createLog } from './upkeep/log.ts';

export type { EndedRun };

/** What waits, and a study, is told so often at most. */
const queueEveryMs = 230;
const studyEveryMs = 1_000;

export interface ApplicationOptions {
  /** Folder of the home; created when it is not there. */
  readonly home: string;
  readonly door: 'desktop' | 'browser';
  readonly version: string;
  /** How trainers are started; as child processes of this one unless given. */
  readonly launcher?: Launcher;
  /** Tries out every engine; in a process of its own unless given. */
  readonly describeMachine?: () => Promise<MachineReport>;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Data sets that can be fetched; the well-known public ones unless given. */
  readonly remoteSets?: readonly RemoteSet[];
}

export interface Application {
  readonly handlers: Handlers;
  readonly events: EventSource;
  /** Runs that wait or train; those that have ended are not among them when their end is told. */
  liveRuns(): number;
  /** Writes what was thrown and should not have been into the log. */
  logBug(thrown: unknown): void;
  /** Tells of every run that ends, by itself or not. @returns ends it */
  onRunEnded(listener: (run: EndedRun) => void): () => void;
  /** Stops what runs with a checkpoint, commits everything and gives the home free. */
  shutdown(): Promise<void>;
}

/**
 * Becomes the owner of a home and takes up what waits there.
 * @throws AppError `store/home-in-use` when another process owns it, and what else keeps a home from being opened
 */
export async function createApplication(options: ApplicationOptions): Promise<Application> {
  const { now = wallClock, door, version, describeMachine = () => describeThisMachine() } = options;
  const log = createLog({ directory: logsDirectory(options.home), now });
  const endListeners = new Set<(run: EndedRun) => void>();
  const shutdownActions: (() => void | Promise<void>)[] = [];
  let isClosed = false;
  let rows: RunRows | null = null;
  const rowsOf = () => {
    if (rows === null) throw new Error('A run spoke before the home was open.');
    return rows;
  };

  const hub = new Hub({ onSubscribe: () => points.tell() });
  const points = new LivePoints({ hub, now });
  const measure = (run: RunId) => attempt(() => setBytes(home.db, run, runBytes(home.db, home.directory, run)));
  const announcer = new RunAnnouncer({
    hub,
    points,
    rows: rowsOf,
    onSizeChanged: (run) => measure(run),
    onEnded: (run) => {
      log.info(`Run ${run.id} is ${run.state}. ${run.reason}`);
      for (const listener of endListeners) listener(run);
    },
  });
  const cache = createDatasetCache();
  const studyThrottle = new Throttle<StudyId>(studyEveryMs, (study) => tellStudy(study));
  const queueThrottle = new Throttle<'queue'>(queueEveryMs, () => tellQueue());
  const host = createHost({
    home: options.home,
    observer: announcer.observe,
    ...(options.launcher === undefined ? {} : { launcher: options.launcher }),
    now,
    onStoreFailure: (error) => {
      log.info(`The store refuses: ${error.message}`);
      hub.tellHome({ type: 'notice', text: `${error.message} What was training has been stopped.` });
    },
    onQueueChange: () => queueThrottle.soon('queue'),
    onStudyChange: (study) => studyThrottle.soon(study),
    onTrial: (run) => {
      attempt(() => (context.rows.one(run).state === 'queued' ? announcer.queued(run) : announcer.changed(run)));
      void nameDatasets(home).catch((thrown: unknown) => log.bug(thrown));
    },
    openDataset: async (directory) => (await cache.open(directory)).dataset,
    onBug: (thrown) => log.bug(thrown),
    onPackingPutOff: (error) => log.info(`Packing was put off. ${error.message}`),
    onPacked: (run) => {
      measure(run);
      announcer.changed(run);
    },
    onClosing: async () => {
      isClosed = true;
      announcer.close();
      queueThrottle.close();
      studyThrottle.close();
      for (const action of shutdownActions.toReversed()) await action();
    },
  });
  const { home } = host;
  rows = createRunRows(home);

  function tellStudy(study: StudyId): void {
    if (isClosed) return;
    void host.studies.answers.row(study).then(
      (row) => hub.tellHome({ type: 'study', row }),
      // A home that was given free meanwhile tells nothing.
      (thrown: unknown) => isClosed || log.bug(thrown),
    );
  }

  function tellQueue(): void {
    hub.tellHome({ type: 'queue', queue: host.queue.state });
  }

  /** What a disk that does not answer keeps from being done is told in the log; nothing else fails with it. */
  function attempt(action: () => void): void {
    try {
      action();
    } catch (thrown) {
      if (thrown instanceof AppError) log.info(thrown.message);
      else log.bug(thrown);
    }
  }

  const context: HandlerContext = {
    home,
    host,
    rows,
    hub,
    now,
    door,
    version,
    describeMachine,
    log,
    announcements: createAnnouncements({ notices: [...home.notices], recovered: [...host.recovered] }),
    trainerPids: () => host.trainerPids(),
    onShutdown: (action) => void shutdownActions.push(action),
  };
  try {
    const handlers = compose(context, { announcer, cache, remoteSets: options.remoteSets });
    startBackups(context);
    await nameDatasets(home);
    for (const run of host.takeUpWaiting()) if (context.rows.one(run).state === 'queued') announcer.queued(run);
    host.studies.takeUp();
    host.packWhatIsLeft();
    log.info(`Selftune ${version} has opened its home.`);
    let down: Promise<void> | null = null;
    return {
      handlers: untilClosed(handlers, () => isClosed),
      events: hub,
      liveRuns: () => host.liveRuns(),
      logBug: (thrown) => log.bug(thrown),
      onRunEnded: (listener) => {
        endListeners.add(listener);
        return () => endListeners.delete(listener);
      },
      shutdown: () => {
        down ??= host.shutdown();
        return down;
      },
    };
  } catch (thrown) {
    await host.shutdown();
    throw thrown;
  }
}

interface Parts {
  readonly announcer: RunAnnouncer;
  readonly cache: DatasetCache;
  readonly remoteSets: readonly RemoteSet[] | undefined;
}

function compose(context: HandlerContext, { announcer, cache, remoteSets }: Parts): Handlers {
  const runContext = { ...context, announcer, cache };
  const estimates = createPlanEstimates(context);
  return {
    ...appHandlers(context),
    ...dataHandlers(context, cache),
    ...augmentationHandlers(context),
    ...downloadHandlers(context, cache, remoteSets),
    ...planHandlers(context, cache, estimates),
    ...runHandlers(runContext),
    ...plotHandlers(context),
    ...studyHandlers(runContext, estimates),
    ...queueHandlers(runContext),
  };
}

/** The same handlers, but that a home which was given free is asked nothing more. */
function untilClosed(handlers: Handlers, isClosed: () => boolean): Handlers {
  const guard = (handler: (input: never) => unknown) => (input: never) => {
    if (isClosed()) throw new AppError('app/closed', 'Selftune has been closed. Start it again to go on.');
    return handler(input);
  };
  return Object.fromEntries(Object.entries(handlers).map(([name, handler]) => [name, guard(handler)])) as Handlers;
}
