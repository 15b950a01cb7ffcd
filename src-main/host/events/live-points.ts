// Gathers what runs log for a tenth of a second, so that a window gets few large events and not many small ones.
import type { RunId } from '../../../src-shared/domain/ids.ts';
import type { TrainerMessage } from '../../../src-shared/trainer-protocol/messages.ts';
import type { Hub } from './hub.ts';

/** Four or so events a second: what an eye follows, and what a page draws without a graphics card at a fifth of a core. */
export const gatherMs = 230;
/** For so long after the last listener has left, points are kept for it: a connection that was lost comes back. */
const patienceMs = 60_000;

type Points = Extract<TrainerMessage, { type: 'points' }>['series'];

interface Gathered {
  steps: number[];
  values: number[];
}

export interface LivePointsOptions {
  readonly hub: Hub;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The gatherer of all runs. */
export class LivePoints {
  readonly #hub: Hub;
  readonly #now: () => number;
  readonly #gathered = new Map<RunId, Map<string, Gathered>>();
  /** When each run was listened to last. */
  readonly #heardAt = new Map<RunId, number>();
  #timer: NodeJS.Timeout | null = null;

  constructor({ hub, now }: LivePointsOptions) {
    this.#hub = hub;
    this.#now = now;
  }

  /** Takes points of a run. */
  take(run: RunId, points: Points): void {
    if (!this.#isWanted(run)) {
      this.tellOf(run);
      this.#hub.skip(run);
      return;
    }
    const ofRun = this.#gathered.get(run) ?? new Map<string, Gathered>();
    this.#gathered.set(run, ofRun);
    for (const { series, steps, values } of points) {
      const gathered = ofRun.get(series) ?? { steps: [], values: [] };
      ofRun.set(series, gathered);
      for (let index = 0; index < steps.length; index++) {
        gathered.steps.push(steps[index] ?? 0);
        gathered.values.push(values[index] ?? Number.NaN);
      }
    }
    this.#timer ??= setTimeout(() => this.tell(), gatherMs);
  }

  /** Tells what was gathered so far. */
  tell(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    for (const run of [...this.#gathered.keys()]) this.tellOf(run);
  }

  /** Tells what was gathered of one run, before something else is told of it. */
  tellOf(run: RunId): void {
    const ofRun = this.#gathered.get(run);
    if (ofRun === undefined) return;
    this.#gathered.delete(run);
    const series = [...ofRun].map(([name, { steps, values }]) => ({
      series: name,
      steps: Float64Array.from(steps),
      values: Float64Array.from(values),
    }));
    this.#hub.tellRun(run, { type: 'points', series });
  }

  /** Forgets a run that has ended, and whoever listened to it. */
  forget(run: RunId): void {
    this.tellOf(run);
    this.#heardAt.delete(run);
  }

  /** Tells the rest and ends the timer. */
  close(): void {
    this.tell();
  }

  #isWanted(run: RunId): boolean {
    const now = this.#now();
    if (this.#hub.isHeard(run)) {
      this.#heardAt.set(run, now);
      return true;
    }
    const heardAt = this.#heardAt.get(run);
    return heardAt !== undefined && now - heardAt < patienceMs;
  }
}
