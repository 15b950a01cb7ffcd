// Where each run of a queue is: waiting, underway, with a trainer, over, coming back; and the promise of its end.
// Not here: what moves a run from one place to the next (queue).
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import type { RunState } from '../../src-shared/domain/run-state.ts';
import type { WaitingRun } from '../store/queries/list-runs.ts';
import type { Supervisor } from './supervisor.ts';
import type { WaitingLine } from './waiting-line.ts';

interface Ticket {
  readonly ended: Promise<RunState>;
  readonly resolve: (state: RunState) => void;
}

/** The places of one queue. */
export class RunPlaces {
  readonly #tickets = new Map<RunId, Ticket>();
  readonly #waiting: WaitingLine;
  /** Taken from the queue and not yet ended; those with a trainer are also in `#live`. */
  readonly #underway = new Set<RunId>();
  readonly #live = new Map<RunId, Supervisor>();
  readonly #cancelled = new Set<RunId>();
  /** Underway, but their end has been told: only their trainer has not left yet. */
  readonly #over = new Set<RunId>();
  /** Resumed before their last trainer was gone. */
  readonly #returning = new Set<RunId>();

  constructor(waiting: WaitingLine) {
    this.#waiting = waiting;
  }

  /** Promises the end of a run that is about to get a place. */
  admit(run: RunId): void {
    const { promise, resolve } = Promise.withResolvers<RunState>();
    this.#tickets.set(run, { ended: promise, resolve });
  }

  /** Keeps the promise of a run's end. */
  settle(run: RunId, state: RunState): void {
    this.#tickets.get(run)?.resolve(state);
  }

  /** @throws AppError `runs/not-in-queue` for a run that was never here */
  ended(run: RunId): Promise<RunState> {
    const ticket = this.#tickets.get(run);
    if (ticket === undefined) throw notInQueue(run);
    return ticket.ended;
  }

  /** Settles once nothing waits and nothing is underway. */
  async allEnded(): Promise<void> {
    while (this.size > 0) await Promise.all([...this.#tickets.values()].map(({ ended }) => ended));
  }

  /** Puts a run at the end of those that wait. */
  wait(waiting: WaitingRun): void {
    this.#waiting.add(waiting);
  }

  /** Sets the next of those that wait under way. @returns undefined where none may begin yet */
  takeNext(): RunId | undefined {
    const run = this.#waiting.takeDue();
    if (run !== undefined) this.#underway.add(run);
    return run;
  }

  /** Takes a run out of those that wait. @returns whether it was among them */
  withdraw(run: RunId): boolean {
    return this.#waiting.withdraw(run);
  }

  /** Takes all that wait out. */
  withdrawAll(): readonly RunId[] {
    return this.#waiting.withdrawAll();
  }

  /** A run underway has a trainer. */
  begin(run: RunId, supervisor: Supervisor): void {
    this.#live.set(run, supervisor);
  }

  /** A run and its trainer are gone. */
  leave(run: RunId): void {
    for (const place of [this.#underway, this.#over, this.#live, this.#cancelled]) place.delete(run);
  }

  /** @throws AppError `runs/not-in-queue` for a run without a trainer */
  supervisor(run: RunId): Supervisor {
    const supervisor = this.#live.get(run);
    if (supervisor === undefined) throw notInQueue(run);
    return supervisor;
  }

  get supervisors(): readonly Supervisor[] {
    return [...this.#live.values()];
  }

  /** Marks a run that is underway without a trainer as not to be started. @returns false where it is not in that place */
  cancel(run: RunId): boolean {
    if (!this.#underway.has(run) || this.#live.has(run)) return false;
    this.#cancelled.add(run);
    return true;
  }

  isCancelled(run: RunId): boolean {
    return this.#cancelled.has(run);
  }

  /** Notes that the end of a run underway was told. */
  markOver(run: RunId): void {
    if (this.#underway.has(run)) this.#over.add(run);
  }

  isUnderway(run: RunId): boolean {
    return this.#underway.has(run);
  }

  has(run: RunId): boolean {
    return this.#waiting.has(run) || this.#underway.has(run);
  }

  /** A run underway comes back once its trainer has left. */
  expectBack(run: RunId): void {
    this.#returning.add(run);
  }

  /** @returns whether the run was expected back; it is not any more */
  stopExpecting(run: RunId): boolean {
    return this.#returning.delete(run);
  }

  get underway(): number {
    return this.#underway.size;
  }

  /** Runs that wait or are underway, those among them that are over and whose trainer is leaving. */
  get size(): number {
    return this.#waiting.size + this.#underway.size;
  }

  /** Runs that wait or train: without those that are over, with those that come back. */
  get liveRuns(): number {
    return this.size - this.#over.size + this.#returning.size;
  }
}

function notInQueue(run: RunId): AppError {
  return new AppError('runs/not-in-queue', `Run ${run} is neither running nor waiting here.`);
}
