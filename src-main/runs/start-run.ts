// Starts the trainer of one queued run: a fresh folder or the newest checkpoint, a task, a supervisor.
import type { AppError } from '../../src-shared/domain/app-error.ts';
import type { RunConfig } from '../../src-shared/domain/run-config.ts';
import { trainerProtocol } from '../../src-shared/trainer-protocol/messages.ts';
import { runDirectory } from '../store/home-files.ts';
import type { RunDetails } from '../store/queries/run-details.ts';
import { updateRun } from '../store/run-commands.ts';
import type { StoreWriter } from '../store/writer.ts';
import type { QueueOptions } from './queue-options.ts';
import { resumedConfig } from './resumed-config.ts';
import { createRunDirectory } from './run-folder.ts';
import { Supervisor } from './supervisor.ts';
import { threadsFor } from './trainer-threads.ts';

export interface StartRequest extends Omit<QueueOptions, 'onStoreFailure' | 'own' | 'onChange'> {
  readonly writer: StoreWriter;
  readonly run: RunDetails;
  readonly onStoreFailure: (error: AppError) => void;
  /** Runs that may train at the same time. */
  readonly atOnce: number;
}

/** Starts a run's trainer. @throws AppError `runs/no-run-folder`, or what the store says */
export function startRun({ run, home, writer, datasetDirectory, atOnce, ...others }: StartRequest): Supervisor {
  // Without a checkpoint the run begins anew: nothing it logged before may stand beside what it logs now.
  if (run.checkpoint === null) writer.truncateAfter(run.id, Number.NEGATIVE_INFINITY);
  const { origin } = run.config;
  const threads = threadsFor(run, atOnce);
  updateRun(home.db, run.id, { threads });
  const supervisor = new Supervisor({
    ...others,
    db: home.db,
    writer,
    run,
    task: {
      type: 'train',
      protocol: trainerProtocol,
      config: withThreads(resumedConfig(run), threads),
      datasetDirectory: datasetDirectory(run.datasetId),
      runDirectory: createRunDirectory(home.directory, run.id),
      isResume: run.checkpoint !== null,
      ...(run.checkpoint === null ? {} : { checkpoint: run.checkpoint.file }),
      ...(origin === undefined ? {} : { originDirectory: runDirectory(home.directory, origin) }),
    },
  });
  if (threads !== null && run.checkpoint === null) {
    const share = `${threads === 1 ? 'one thread' : `${threads} threads`}, because ${atOnce} runs may train at the same time`;
    writer.logEvent(run.id, {
      step: 0,
      epoch: 0,
      kind: 'threads',
      text: `It computes with ${share}.`,
      at: others.now(),
    });
  }
  return supervisor;
}

function withThreads(config: RunConfig, threads: number | null): RunConfig {
  return threads === null ? config : { ...config, engine: { ...config.engine, threads } };
}
