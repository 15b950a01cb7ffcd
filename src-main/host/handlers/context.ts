// What every family of handlers is built from. Made once, by the application, for as long as it owns its home.
// Not here: anything that one family alone needs.
import type { MachineReport } from '../../../src-shared/contract/app.ts';
import type { WritableHome } from '../../store/open.ts';
import type { Announcer } from '../events/hub.ts';
import type { Host } from '../host.ts';
import type { RunRows } from '../run-rows.ts';
import type { Announcements } from '../upkeep/announcements.ts';
import type { Log } from '../upkeep/log.ts';

export interface HandlerContext {
  readonly home: WritableHome;
  readonly host: Host;
  readonly rows: RunRows;
  readonly hub: Announcer;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly door: 'desktop' | 'browser';
  readonly version: string;
  /** Tries out every engine, afresh at each call. */
  readonly describeMachine: () => Promise<MachineReport>;
  readonly log: Log;
  readonly announcements: Announcements;
  /** Process numbers of the trainers that run now. */
  readonly trainerPids: () => readonly number[];
  /** Called when the application shuts down, in reverse order, before the home is given free: ends timers, removes uploads. */
  readonly onShutdown: (action: () => void | Promise<void>) => void;
}
