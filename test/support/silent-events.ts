// A source of events of which none ever come.
import type { EventSource } from '../../src-shared/contract/server.ts';

/** Takes subscriptions and says nothing. */
export const silentEvents: EventSource = {
  session: '00000000000000aa',
  subscribe: () => ({ sequence: 0, isComplete: true, end: () => undefined }),
};
