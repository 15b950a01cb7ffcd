// What handlers about runs need beyond what all handlers have.
import type { RunId } from '../../../src-shared/domain/ids.ts';
import type { DatasetCache } from '../datasets/dataset-cache.ts';
import type { RunAnnouncer } from '../events/run-announcer.ts';
import type { HandlerContext } from './context.ts';

export interface RunHandlerContext extends HandlerContext {
  readonly announcer: RunAnnouncer;
  /** Shared with those who plan runs. */
  readonly cache: DatasetCache;
}

/** What these handlers share with each other. */
export interface SharedRunContext extends RunHandlerContext {
  /** @throws AppError `runs/being-tested` @param then what to do once it is not: `Resume it` */
  refuseTested(run: RunId, then: string): void;
}
