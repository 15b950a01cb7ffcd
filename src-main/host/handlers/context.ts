// What every family of handlers is built from. Made once, by the application, for as long as it owns its home.
// Not here: anything that one family alone needs.
import type { AppInfo, MachineReport } from '../../../src-shared/contract/app.ts';
import type { HomeEvent, RunTopicEvent } from '../../../src-shared/contract/events.ts';
import type { RunRow } from '../../../src-shared/contract/runs.ts';
import type { DatasetId, RunId } from '../../../src-shared/domain/ids.ts';
import type { WritableHome } from '../../store/open.ts';
import type { Host } from '../host.ts';

/** Tells those who listen. */
export interface Announcer {
  /** To everyone who listens to the home. */
  tellHome(event: HomeEvent): void;
  /** Whether anyone listens to the home at this moment. */
  isHomeHeard(): boolean;
  /** To everyone who listens to this run. */
  tellRun(run: RunId, event: RunTopicEvent): void;
}

/** The application's own log file. */
export interface Log {
  /** One line, with the time before it. */
  info(text: string): void;
  /** What was thrown and should not have been, with its stack. */
  bug(thrown: unknown): void;
}

/** What the user should read once: kept until it was read. */
export interface Announcements {
  readonly notices: readonly string[];
  readonly recovered: AppInfo['recovered'];
  dismiss(): void;
}

export interface RunRows {
  /** Every run of the home, newest first, those in the trash too. */
  all(): RunRow[];
  /** @throws AppError `store/unknown-run` */
  one(run: RunId): RunRow;
  /** How many runs cite each data set, those in the trash too. */
  countByDataset(): ReadonlyMap<DatasetId, number>;
}

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
