// Answers about the queue. Not here: the queue itself (runs/queue).
import type { Handlers } from '../../../src-shared/contract/procedures.ts';
import type { RunHandlerContext } from './run-context.ts';

type QueueHandlers = Pick<Handlers, Extract<keyof Handlers, `queue.${string}`>>;

/** What was given of some changes: with exact optional types an absent one may not be handed on as undefined. */
function given<Changes extends object>(changes: { [Key in keyof Changes]: Changes[Key] | undefined }) {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Changes;
}

/** The handlers of `queue.*`. */
export function queueHandlers({ host: { queue }, rows, announcer }: RunHandlerContext): QueueHandlers {
  return {
    'queue.get': () => queue.state,
    'queue.set': (changes) => {
      queue.set(given(changes));
      return queue.state;
    },
    'queue.reorder': ({ runs }) => {
      queue.reorder(runs);
      return queue.state;
    },
    'queue.startLater': ({ runs, notBefore }) => {
      // A number that no run has is refused before anything is changed.
      for (const run of runs) rows.one(run);
      queue.startLater(runs, notBefore);
      for (const run of runs) announcer.changed(run);
      return queue.state;
    },
  };
}
