// What handlers about runs need beyond what all handlers have.
import type { DatasetCache } from '../dataset-cache.ts';
import type { RunAnnouncer } from '../run-announcer.ts';
import type { HandlerContext } from './context.ts';

export interface RunHandlerContext extends HandlerContext {
  readonly announcer: RunAnnouncer;
  /** Shared with those who plan runs. */
  readonly cache: DatasetCache;
}
