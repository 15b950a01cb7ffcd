// The composition root: builds the services of a home in the order in which they need each other, and takes them down in reverse.
// Whoever has a host owns its home; questions alone need none (reader).
import type { AppError } from '../../src-shared/domain/app-error.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import type { RunConfig } from '../../src-shared/domain/run-config.ts';
import { liveStates, type RunState } from '../../src-shared/domain/run-state.ts';
import type { StudyId } from '../../src-shared/domain/study.ts';
import type { Dataset } from '../data/dataset.ts';
import { type ImportOutcome, keepDataset } from '../data/import-dataset.ts';
import { datasetDirectory, openDataset } from '../data/storage.ts';
import { forkLauncher } from '../runs/fork-launcher.ts';
import type { Launcher } from '../runs/launcher.ts';
import { Queue } from '../runs/queue.ts';
import { type RecoveredRun, recoverRuns } from '../runs/recover.ts';
import type { RunNotice, RunObserver } from '../runs/run-notice.ts';
import { openHomeForWriting, type WritableHome } from '../store/open.ts';
import { Packer } from '../store/packing/packer.ts';
import { runDetails } from '../store/queries/run-details.ts';
import { studyOfRun } from '../store/queries/studies.ts';
import type { QueueSettings } from '../store/queue-order.ts';
import { updateRun } from '../store/run-commands.ts';
import { Studies } from '../studies/studies.ts';
import { wallClock } from './clock.ts';
import { batchesPerEpochOf } from './config/divided-data.ts';
import { datasetsDirectory, trainerEntry } from './paths.ts';
import { createRunReader, type RunReader } from './reader.ts';
import { type TestReport, testRun } from './test-run.ts';

export type { RunNotice, RunObserver, RunReader, TestReport };

export interface HostOptions {
  /** Folder of the home; created when it is not there. */
  readonly home: string;
  /** Told of everything that happens to runs. */
  readonly observer?: RunObserver;
  /** How trainers are started; as child processes of this one unless given. */
  readonly launcher?: Launcher;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Told when the store refuses what runs log; what runs is then stopped. */
  readonly onStoreFailure?: (error: AppError) => void;
  /** Told when what an ended run has logged was packed. */
  readonly onPacked?: (run: RunId) => void;
  /** Told when the store refuses to be packed; it is packed another time. */
  readonly onPackingPutOff?: (error: AppError) => void;
  /** Settings of the queue instead of those on record, for this process alone. */
  readonly ownQueue?: Partial<QueueSettings>;
  /** Told when what waits or a setting of the queue has changed. */
  readonly onQueueChange?: () => void;
  /** Told when a study or one of its trials has changed. */
  readonly onStudyChange?: (study: StudyId) => void;
  /** Told when a study has put a trial into the queue. */
  readonly onTrial?: (run: RunId) => void;
  /** The rows of a data set in a folder; read anew at each call unless given. */
  readonly openDataset?: (directory: string) => Promise<Dataset>;
  /** Told what should not have been thrown, where nobody waits for it. */
  readonly onBug?: (thrown: unknown) => void;
  /** Called when nothing runs any more, with the home still open. */
  readonly onClosing?: () => Promise<void>;
}

/** What can be done to a run of the queue. Each throws AppError `runs/not-in-queue` for one that is not there. */
type QueueActions = Pick<Queue, 'pause' | 'continue' | 'finishEpoch' | 'stop' | 'kill'>;

/** The queue as a whole: its order and settings. */
export type QueueControl = Pick<Queue, 'state' | 'set' | 'reorder' | 'startLater'>;

export interface Host extends QueueActions {
  readonly queue: QueueControl;
  readonly studies: Studies;
  readonly home: WritableHome;
  /** Sentences the user should read: a damaged file that was put aside, runs that a crash had left. */
  readonly notices: readonly string[];
  /** Runs that a crash had left. */
  readonly recovered: readonly RecoveredRun[];
  readonly reader: RunReader;
  /** Stores a data set that was read, unless the home has it. */
  keepDataset(dataset: Dataset): Promise<ImportOutcome>;
  /** Freezes `config` as a new run and starts it. */
  submit(config: RunConfig): RunId;
  /** Takes up a run that ended early. @throws AppError `runs/cannot-resume`, `store/unknown-run` */
  resume(run: RunId): void;
  /** Takes up the runs that an earlier process left queued. */
  takeUpWaiting(): readonly RunId[];
  /** Carries on one study that an earlier process left running, and its trials that wait. */
  takeUpStudy(study: StudyId): void;
  /** Packs what runs of earlier processes have logged, in the background. */
  packWhatIsLeft(): void;
  /** Settles when nothing is being packed. */
  packed(): Promise<void>;
  /** The state in which the run ends. @throws AppError when the store could not be written to meanwhile */
  ended(run: RunId): Promise<RunState>;
  /** Scores the run on its sealed test rows. @throws AppError `runs/cannot-test`, `runs/test-failed`, `store/unknown-run` */
  test(run: RunId): Promise<TestReport>;
  /** Commits what runs have logged so far. @throws AppError in words */
  flush(): void;
  /** Runs that wait or train. */
  liveRuns(): number;
  /** Process numbers of the trainers. */
  trainerPids(): readonly number[];
  /** Stops what runs, commits everything and gives the home free. */
  shutdown(): Promise<void>;
}

/** What was given of some options: with exact optional types an absent one may not be handed on as undefined. */
function onlyGiven<Options extends object>(options: { [Key in keyof Options]: Options[Key] | undefined }) {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Options;
}

/** Packs a run once it has ended, and what it logged long ago at each checkpoint. */
function packing(observer: RunObserver, packer: Packer): RunObserver {
  return (run, notice) => {
    observer(run, notice);
    if (notice.type === 'checkpoint' || (notice.type === 'state' && !liveStates.includes(notice.state)))
      packer.want(run);
  };
}

/**
 * Becomes the owner of a home and builds everything that works on it.
 * @throws AppError `store/home-in-use` when another process owns it, and what else keeps a home from being opened
 */
export function createHost(options: HostOptions): Host {
  const {
    now = wallClock,
    launcher = forkLauncher(trainerEntry),
    observer = () => undefined,
    onStoreFailure,
  } = options;
  const home = openHomeForWriting({ directory: options.home, now });
  try {
    const recovered = recoverRuns(home.db, now);
    const datasets = datasetsDirectory(home.directory);
    const shared = { home, launcher, now, datasetDirectory: (id: string) => datasetDirectory(datasets, id) };
    const packer = new Packer({
      db: home.db,
      ...onlyGiven({ onPacked: options.onPacked, onFailure: options.onPackingPutOff }),
    });
    const queue = new Queue({
      ...shared,
      observer: packing(withStudies(observer), packer),
      ...onlyGiven({ onStoreFailure, own: options.ownQueue, onChange: options.onQueueChange }),
    });
    const studies = new Studies({
      db: home.db,
      now,
      queue: {
        submit: (config, place) => queue.submit(config, place),
        resume: (run) => queue.resume(run),
        stop: (run) => queue.stop(run),
        finishEpoch: (run) => queue.finishEpoch(run),
        flush: () => queue.flush(),
        atOnce: () => queue.state.atOnce,
      },
      batchesPerEpoch: async (config) => {
        const dataset = await (options.openDataset ?? openDataset)(datasetDirectory(datasets, config.data.dataset));
        return batchesPerEpochOf(config, dataset);
      },
      onChange: (study) => options.onStudyChange?.(study),
      onTrial: (run) => options.onTrial?.(run),
      onBug: (thrown) => {
        if (options.onBug === undefined) throw thrown;
        options.onBug(thrown);
      },
    });
    function withStudies(told: RunObserver): RunObserver {
      return (run, notice) => {
        told(run, notice);
        studies.observe(run, notice);
      };
    }
    const tests = new Set<Promise<TestReport>>();
    const closing = new AbortController();
    return {
      home,
      queue,
      studies,
      notices: [...home.notices, ...recovered.map(({ run, reason }) => `Run ${run} was interrupted. ${reason}`)],
      recovered,
      reader: createRunReader(home.db),
      keepDataset: (dataset) => keepDataset(dataset, datasets),
      submit: (config) => queue.submit(config),
      resume: (run) => {
        // Left waiting by a host that ended: taken out of the old queue first, so that others that wait there stay.
        if (runDetails(home.db, run).state === 'queued') updateRun(home.db, run, { state: 'stopped' });
        queue.resume(run);
      },
      takeUpWaiting: () => queue.takeUpWaiting(),
      takeUpStudy: (study) => {
        queue.takeUpWaiting((run) => studyOfRun(home.db, run) === study);
        studies.takeUp(study);
      },
      packWhatIsLeft: () => packer.wantAll(),
      packed: () => packer.idle(),
      ended: async (run) => {
        const state = await queue.ended(run);
        await queue.idle();
        return state;
      },
      pause: (run) => queue.pause(run),
      continue: (run) => queue.continue(run),
      finishEpoch: (run) => queue.finishEpoch(run),
      stop: (run) => queue.stop(run),
      kill: (run) => queue.kill(run),
      test: (run) => {
        const report = testRun({ ...shared, run, signal: closing.signal });
        tests.add(report);
        return report.finally(() => tests.delete(report));
      },
      flush: () => queue.flush(),
      liveRuns: () => queue.liveRuns,
      trainerPids: () => queue.pids,
      shutdown: async () => {
        try {
          closing.abort();
          studies.close();
          await Promise.all([queue.close(), Promise.allSettled([...tests])]);
          packer.close();
          await options.onClosing?.();
        } finally {
          home.close();
        }
      },
    };
  } catch (thrown) {
    home.close();
    throw thrown;
  }
}
