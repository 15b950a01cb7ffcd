// The runs that wait for their turn: their order, and from when on each may begin. Both outlive the process.
// Not here: how many may train, and whether anything begins at all (queue).
import type { RunId } from '../../src-shared/domain/ids.ts';
import type { WriteDb } from '../store/database.ts';
import type { WaitingRun } from '../store/queries/list-runs.ts';
import { setNotBefore, setQueueOrder } from '../store/queue-order.ts';

export interface WaitingLineOptions {
  readonly db: WriteDb;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Called when the time has come for a run that was not to begin before. */
  readonly onDue: () => void;
}

/** The clock is looked at again after this long at the latest: it may be set, and computers sleep. */
const longestWaitMs = 60_000;

/** One line, in order. */
export class WaitingLine {
  readonly #options: WaitingLineOptions;
  #waiting: WaitingRun[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(options: WaitingLineOptions) {
    this.#options = options;
  }

  /** Puts a run behind the others. */
  add(waiting: WaitingRun): void {
    this.#waiting.push(waiting);
    this.#arm();
  }

  /** Takes the first that may begin now. @returns undefined where there is none */
  takeDue(): RunId | undefined {
    const now = this.#options.now();
    const place = this.#waiting.findIndex(({ notBefore }) => notBefore === null || notBefore <= now);
    return place < 0 ? undefined : this.#waiting.splice(place, 1)[0]?.run;
  }

  /** Takes a run out. @returns whether it was there */
  withdraw(run: RunId): boolean {
    const before = this.#waiting.length;
    this.#waiting = this.#waiting.filter((waiting) => waiting.run !== run);
    return this.#waiting.length < before;
  }

  /** Takes all out; nothing is due any more. */
  withdrawAll(): readonly RunId[] {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    return this.#waiting.splice(0).map(({ run }) => run);
  }

  has(run: RunId): boolean {
    return this.#waiting.some((waiting) => waiting.run === run);
  }

  get size(): number {
    return this.#waiting.length;
  }

  /** Next first. */
  get order(): readonly WaitingRun[] {
    return [...this.#waiting];
  }

  /** Those that are named come first, in their new order; one that does not wait any more is passed over. */
  reorder(runs: readonly RunId[]): void {
    const named = [...new Set(runs)].flatMap((run) => this.#waiting.find((waiting) => waiting.run === run) ?? []);
    this.#waiting = [...named, ...this.#waiting.filter((waiting) => !named.includes(waiting))];
    setQueueOrder(
      this.#options.db,
      this.#waiting.map(({ run }) => run),
    );
  }

  /** Lets some of the waiting runs begin at `notBefore` at the earliest; null: as soon as there is room. */
  startLater(runs: readonly RunId[], notBefore: number | null): void {
    const chosen = new Set(runs);
    this.#waiting = this.#waiting.map((waiting) => (chosen.has(waiting.run) ? { ...waiting, notBefore } : waiting));
    const waiting = this.#waiting.filter(({ run }) => chosen.has(run)).map(({ run }) => run);
    setNotBefore(this.#options.db, waiting, notBefore);
    this.#arm();
  }

  #arm(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const now = this.#options.now();
    const times = this.#waiting.flatMap(({ notBefore }) => (notBefore !== null && notBefore > now ? [notBefore] : []));
    if (times.length === 0) return;
    this.#timer = setTimeout(
      () => {
        this.#arm();
        this.#options.onDue();
      },
      Math.min(Math.min(...times) - now, longestWaitMs),
    );
    // Whoever waits for nothing but the clock need not be kept alive by it.
    this.#timer.unref();
  }
}
