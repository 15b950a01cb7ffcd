// What studies need of the queue in which their trials wait and train.
import type { RunId } from '../../src-shared/domain/ids.ts';
import type { RunConfig } from '../../src-shared/domain/run-config.ts';
import type { TrialPlace } from '../store/run-commands.ts';

export interface TrialQueue {
  submit(config: RunConfig, place: TrialPlace): RunId;
  /** Takes up a trial that was cut off. @throws AppError */
  resume(run: RunId): void;
  /** Ends a trial after its step, with a checkpoint, or takes it out of the queue. @throws AppError */
  stop(run: RunId): void;
  /** Ends a trial with its epoch. @throws AppError */
  finishEpoch(run: RunId): void;
  /** Commits what trials have logged. @throws AppError */
  flush(): void;
  /** Runs that may train at the same time. */
  atOnce(): number;
}
