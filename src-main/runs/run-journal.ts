// The record of one run while it lives: its state by the legal transitions only, its events, and where it has got to.
import type { RunId } from '../../src-shared/domain/ids.ts';
import { canTransition, type RunState } from '../../src-shared/domain/run-state.ts';
import type { WriteDb } from '../store/database.ts';
import { type RunChange, updateRun } from '../store/run-commands.ts';
import type { LoggedEvent, StoreWriter } from '../store/writer.ts';
import type { RunObserver } from './run-notice.ts';

export interface JournalOptions {
  readonly db: WriteDb;
  readonly writer: StoreWriter;
  readonly observer: RunObserver;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly run: RunId;
  readonly state: RunState;
}

/** Writes one run's life into the store and tells the observer. */
export class RunJournal {
  readonly #options: JournalOptions;
  #state: RunState;
  #step = 0;
  #epoch = 0;

  constructor(options: JournalOptions) {
    this.#options = options;
    this.#state = options.state;
  }

  get state(): RunState {
    return this.#state;
  }

  /** The last step heard of. */
  get step(): number {
    return this.#step;
  }

  /** Notes where the run has got to; events without a place of their own happen there. */
  reach(step: number, epoch: number): void {
    this.#step = step;
    this.#epoch = epoch;
  }

  /**
   * Changes the state, after everything logged before it is in the store.
   * @param change what changes with it
   * @throws Error when the transition is not legal: a bug
   */
  moveTo(state: RunState, change: Omit<RunChange, 'state'> = {}): void {
    const { db, writer, observer, run } = this.#options;
    if (!canTransition(this.#state, state)) throw new Error(`Run ${run} cannot go from ${this.#state} to ${state}.`);
    // The state of this process first: it holds even when the disk refuses the rest.
    this.#state = state;
    observer(run, { type: 'state', state, reason: change.reason ?? '' });
    writer.flush();
    updateRun(db, run, { ...change, state });
  }

  /** Changes what belongs to no state: engine, checkpoint, heartbeat. */
  note(change: Omit<RunChange, 'state'>): void {
    updateRun(this.#options.db, this.#options.run, change);
  }

  /** Logs an event of the trainer's. */
  logEvent(event: LoggedEvent): void {
    const { writer, observer, run } = this.#options;
    writer.logEvent(run, event);
    observer(run, { type: 'event', event });
  }

  /** Logs something that happened to the run, where it has got to. */
  tell(kind: string, text: string): void {
    this.logEvent({ step: this.#step, epoch: this.#epoch, kind, text, at: this.#options.now() });
  }
}
