// Starts the trainer of one queued run: a fresh folder or the newest checkpoint, a task, a supervisor.
import type { AppError } from '../../src-shared/domain/app-error.ts';
import { trainerProtocol } from '../../src-shared/trainer-protocol/messages.ts';
import type { RunDetails } from '../store/queries/run-details.ts';
import type { StoreWriter } from '../store/writer.ts';
import type { QueueOptions } from './queue-options.ts';
import { resumedConfig } from './resumed-config.ts';
import { createRunDirectory } from './run-folder.ts';
import { Supervisor } from './supervisor.ts';

export interface StartRequest extends Omit<QueueOptions, 'onStoreFailure'> {
  readonly writer: StoreWriter;
  readonly run: RunDetails;
  readonly onStoreFailure: (error: AppError) => void;
}

/** Starts a run's trainer. @throws AppError `runs/no-run-folder`, or what the store says */
export function startRun({ run, home, writer, datasetDirectory, ...others }: StartRequest): Supervisor {
  // Without a checkpoint the run begins anew: nothing it logged before may stand beside what it logs now.
  if (run.checkpoint === null) writer.truncateAfter(run.id, Number.NEGATIVE_INFINITY);
  return new Supervisor({
    ...others,
    db: home.db,
    writer,
    run,
    task: {
      type: 'train',
      protocol: trainerProtocol,
      config: resumedConfig(run),
      datasetDirectory: datasetDirectory(run.datasetId),
      runDirectory: createRunDirectory(home.directory, run.id),
      isResume: run.checkpoint !== null,
      ...(run.checkpoint === null ? {} : { checkpoint: run.checkpoint.file }),
    },
  });
}
