// The queue of runs of one home: persistent, in order, so many at a time; one that fails never holds up the next unless that was asked for.
import type { QueueState } from '../../src-shared/contract/queue.ts';
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import type { RunConfig } from '../../src-shared/domain/run-config.ts';
import { liveStates, type RunState, resumableStates } from '../../src-shared/domain/run-state.ts';
import { type WaitingRun, waitingRuns } from '../store/queries/list-runs.ts';
import { runDetails } from '../store/queries/run-details.ts';
import { studyOfRun } from '../store/queries/studies.ts';
import { nextQueuePosition, type QueueSettings, queueSettings, setQueueSettings } from '../store/queue-order.ts';
import { insertRun, type TrialPlace, updateRun } from '../store/run-commands.ts';
import { StoreWriter } from '../store/writer.ts';
import { isProcessAlive, waitUntilGone } from './orphan.ts';
import type { QueueOptions } from './queue-options.ts';
import { refuseTrashed } from './refuse-trashed.ts';
import type { RunObserver } from './run-notice.ts';
import { RunPlaces } from './run-places.ts';
import { startRun } from './start-run.ts';
import { WaitingLine } from './waiting-line.ts';

/** A trainer leaves within 10 seconds of losing its host. */
const orphanTimeoutMs = 10_000;

/** The one starter of training runs; owns the writer through which they log. */
export class Queue {
  readonly #options: QueueOptions;
  readonly #writer: StoreWriter;
  readonly #waiting: WaitingLine;
  readonly #places: RunPlaces;
  #settings: QueueSettings;
  #storeFailure: AppError | null = null;
  /** Nothing more is started: the queue is ending, or the store has failed. */
  #isClosed = false;
  #isEnding = false;

  constructor(options: QueueOptions) {
    this.#options = { ...options, observer: this.#noticing(options.observer) };
    const { home, now } = options;
    this.#writer = new StoreWriter(home.db, { onFailure: (error) => this.#giveUp(error) });
    this.#waiting = new WaitingLine({ db: home.db, now, onDue: () => this.#startNext() });
    this.#places = new RunPlaces(this.#waiting);
    this.#settings = { ...queueSettings(home.db), ...options.own };
  }

  /** What waits, and how the queue is set. */
  get state(): QueueState {
    return { ...this.#settings, waiting: [...this.#waiting.order] };
  }

  /** Changes settings for good. */
  set(change: Partial<QueueSettings>): void {
    this.#settings = { ...this.#settings, ...change };
    const { db } = this.#options.home;
    // What holds for this process alone is not kept.
    setQueueSettings(db, { ...queueSettings(db), ...change });
    this.#startNext();
    this.#options.onChange?.();
  }

  /** Brings the waiting runs that are named to the front, in their new order. */
  reorder(runs: readonly RunId[]): void {
    this.#waiting.reorder(runs);
    this.#options.onChange?.();
  }

  /** Lets waiting runs begin at a time at the earliest; null: as soon as there is room. @param notBefore milliseconds since 1970 */
  startLater(runs: readonly RunId[], notBefore: number | null): void {
    this.#waiting.startLater(runs, notBefore);
    this.#startNext();
    this.#options.onChange?.();
  }

  /** Freezes `config` as a new run and starts it as soon as there is room. @param place of a trial @returns its number */
  submit(config: RunConfig, place: TrialPlace | null = null): RunId {
    this.#forgiveStore();
    const run = insertRun(this.#options.home.db, config, this.#options.now(), place);
    this.#enqueue({ run, notBefore: null });
    return run;
  }

  /**
   * Queues a run that ended early; it continues from its newest checkpoint, or from the beginning without one.
   * @throws AppError `runs/cannot-resume`, `runs/in-trash`, `store/unknown-run`
   */
  resume(run: RunId): void {
    const { home, now } = this.#options;
    const details = runDetails(home.db, run);
    const { state } = details;
    refuseTrashed(details, 'resume');
    if (!resumableStates.includes(state)) {
      throw new AppError(
        'runs/cannot-resume',
        `Run ${run} is ${state}. Only a run that is ${resumableStates.join(', ')} can be resumed; start a new run from its config instead.`,
      );
    }
    this.#forgiveStore();
    const queuePosition = nextQueuePosition(home.db);
    updateRun(home.db, run, { state: 'queued', queuedAt: now(), queuePosition, notBefore: null });
    if (this.#places.isUnderway(run)) this.#enqueueOnceGone(run);
    else this.#enqueue({ run, notBefore: null });
  }

  /** Takes up the runs that an earlier process left queued, in their order. @returns their numbers */
  takeUpWaiting(isWanted: (run: RunId) => boolean = () => true): RunId[] {
    const left = waitingRuns(this.#options.home.db).filter(({ run }) => !this.#places.has(run) && isWanted(run));
    for (const waiting of left) this.#enqueue(waiting);
    return left.map(({ run }) => run);
  }

  /**
   * The state in which `run` ends; `queued` when the queue closes before its turn.
   * @throws AppError `runs/not-in-queue` for a run that was never in this queue
   */
  ended(run: RunId): Promise<RunState> {
    return this.#places.ended(run);
  }

  pause(run: RunId): void {
    this.#places.supervisor(run).pause();
  }

  /** Goes on after a pause. */
  continue(run: RunId): void {
    this.#places.supervisor(run).continue();
  }

  /** Ends the run at the end of its epoch. */
  finishEpoch(run: RunId): void {
    this.#places.supervisor(run).finishEpoch();
  }

  /** Ends the run after its current step with a checkpoint, or takes it out of the queue. */
  stop(run: RunId): void {
    if (this.#places.stopExpecting(run)) {
      this.#endBeforeStart(run, 'stopped', stoppedBeforeStart);
    } else if (this.#places.withdraw(run)) {
      this.#options.onChange?.();
      this.#places.settle(run, this.#endBeforeStart(run, 'stopped', stoppedBeforeStart));
    } else if (!this.#places.cancel(run)) {
      this.#places.supervisor(run).stop();
    }
  }

  /** Ends the run's trainer at once, without a checkpoint. */
  kill(run: RunId): void {
    this.#places.supervisor(run).kill();
  }

  /** Settles once nothing runs or waits. @throws AppError when the store could not be written to meanwhile */
  async idle(): Promise<void> {
    await this.#places.allEnded();
    if (this.#storeFailure !== null) throw this.#storeFailure;
  }

  /** Runs that wait or have a trainer, those among them that have ended and whose trainer is leaving. */
  get size(): number {
    return this.#places.size;
  }

  /** Runs that wait or train. One whose end is told is not among them any more, though its trainer may still be leaving. */
  get liveRuns(): number {
    return this.#places.liveRuns;
  }

  /** Process numbers of the trainers. */
  get pids(): readonly number[] {
    return this.#places.supervisors.flatMap(({ pid }) => pid ?? []);
  }

  /** Commits what runs have logged so far. @throws AppError in words */
  flush(): void {
    this.#writer.flush();
  }

  /**
   * Stops what runs, leaves what waits for next time, and commits everything. The home stays open.
   * @throws AppError when the last points could not be written
   */
  async close(): Promise<void> {
    this.#isEnding = true;
    this.#isClosed = true;
    this.#stopAll();
    await this.#places.allEnded();
    this.#writer.close();
  }

  #enqueue(waiting: WaitingRun): void {
    const { run } = waiting;
    this.#places.admit(run);
    if (this.#isEnding) {
      // It waits for next time, as do those that the queue has already let go.
      this.#places.settle(run, 'queued');
      return;
    }
    this.#places.wait(waiting);
    this.#startNext();
    this.#options.onChange?.();
  }

  /** Its trainer has said its last word and is about to leave; until then the run has its old place. */
  #enqueueOnceGone(run: RunId): void {
    this.#places.expectBack(run);
    void this.#places.ended(run).then(() => {
      if (this.#places.stopExpecting(run) && !this.#isClosed) this.#enqueue({ run, notBefore: null });
    });
  }

  /** Notes which runs are over before anyone else hears of it. */
  #noticing(observer: RunObserver): RunObserver {
    return (run, notice) => {
      const isEnd = notice.type === 'state' && notice.state !== 'queued' && !liveStates.includes(notice.state);
      if (isEnd) this.#places.markOver(run);
      if (notice.type === 'state' && notice.state === 'failed') this.#pauseAfter(run);
      observer(run, notice);
    };
  }

  /** Trials of a study fail as a matter of course: those the study counts by itself. */
  #pauseAfter(run: RunId): void {
    if (this.#settings.pausesOnFailure && studyOfRun(this.#options.home.db, run) === null) this.set({ isPaused: true });
  }

  #startNext(): void {
    while (!this.#isClosed && !this.#settings.isPaused && this.#places.underway < this.#settings.atOnce) {
      const run = this.#places.takeNext();
      if (run === undefined) return;
      this.#options.onChange?.();
      void this.#carryThrough(run);
    }
  }

  async #carryThrough(run: RunId): Promise<void> {
    const state = await this.#supervise(run);
    this.#places.leave(run);
    this.#places.settle(run, state);
    this.#startNext();
  }

  /** Runs one run to its end. What keeps it from starting is its own failure, not the queue's. */
  async #supervise(run: RunId): Promise<RunState> {
    const { home, isAlive } = this.#options;
    try {
      const details = runDetails(home.db, run);
      if (details.pid !== null) {
        await waitUntilGone(details.pid, { isAlive: isAlive ?? isProcessAlive, timeoutMs: orphanTimeoutMs });
      }
      if (this.#places.isCancelled(run)) return this.#endBeforeStart(run, 'stopped', stoppedBeforeStart);
      if (this.#isClosed) return 'queued';
      const onStoreFailure = (error: AppError) => this.#giveUp(error);
      const { atOnce } = this.#settings;
      const supervisor = startRun({ ...this.#options, atOnce, writer: this.#writer, run: details, onStoreFailure });
      this.#places.begin(run, supervisor);
      return await supervisor.ended;
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      return this.#endBeforeStart(run, 'failed', thrown.message);
    }
  }

  #endBeforeStart(run: RunId, state: 'stopped' | 'failed', reason: string): RunState {
    const { home, observer, now } = this.#options;
    try {
      updateRun(home.db, run, { state, reason, finishedAt: now() });
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      this.#giveUp(thrown);
    }
    observer(run, { type: 'state', state, reason });
    return state;
  }

  /** A store that refuses points ends everything: training on without a record would be for nothing. */
  #giveUp(error: AppError): void {
    if (this.#storeFailure !== null) return;
    this.#storeFailure = error;
    this.#isClosed = true;
    this.#stopAll();
    this.#options.onStoreFailure?.(error);
  }

  /** Goes on after a failure once the store takes again what it refused. @throws AppError while it does not */
  #forgiveStore(): void {
    if (this.#storeFailure === null || this.#isEnding) return;
    this.#writer.flush();
    this.#storeFailure = null;
    this.#isClosed = false;
    this.takeUpWaiting();
  }

  #stopAll(): void {
    for (const run of this.#places.withdrawAll()) this.#places.settle(run, 'queued');
    for (const supervisor of this.#places.supervisors) supervisor.stop();
  }
}

const stoppedBeforeStart = 'Stopped before it began.';
