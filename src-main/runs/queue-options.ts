// What a queue is built from.
import type { AppError } from '../../src-shared/domain/app-error.ts';
import type { DatasetId } from '../../src-shared/domain/ids.ts';
import type { WritableHome } from '../store/open.ts';
import type { QueueSettings } from '../store/queue-order.ts';
import type { Launcher } from './launcher.ts';
import type { RunObserver } from './run-notice.ts';

export interface QueueOptions {
  readonly home: WritableHome;
  readonly launcher: Launcher;
  readonly observer: RunObserver;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Folder of a data set: card.json and its arrays. */
  readonly datasetDirectory: (dataset: DatasetId) => string;
  /** Instead of what the home has on record, for this process alone. */
  readonly own?: Partial<QueueSettings>;
  /** Told when what waits or a setting has changed. */
  readonly onChange?: () => void;
  /** Whether a process exists; asked about trainers that an earlier host left behind. */
  readonly isAlive?: (pid: number) => boolean;
  /** Told once when the store refuses what runs log; what runs is then stopped. */
  readonly onStoreFailure?: (error: AppError) => void;
}
