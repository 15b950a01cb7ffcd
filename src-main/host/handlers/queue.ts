// Answers about the queue. Not here: the queue itself (runs/queue).
import type { Handlers } from '../../../src-shared/contract/procedures.ts';
import type { QueueState } from '../../../src-shared/contract/queue.ts';

type QueueHandlers = Pick<Handlers, Extract<keyof Handlers, `queue.${string}`>>;

const unchanged = (): QueueState => ({ isPaused: false, atOnce: 1, pausesOnFailure: false, waiting: [] });

/** The handlers of `queue.*`. */
export function queueHandlers(): QueueHandlers {
  return { 'queue.get': unchanged, 'queue.set': unchanged, 'queue.reorder': unchanged, 'queue.startLater': unchanged };
}
