// Ends trials early where their study asks for it: looks at a trial when epochs have come, not at each of hundreds a second.
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import type { StudyId } from '../../src-shared/domain/study.ts';
import type { ReadDb } from '../store/database.ts';
import { storedStudy, studyTrials } from '../store/queries/studies.ts';
import { isWorseThanMedian } from './early-termination.ts';
import { isOver } from './line.ts';
import { isSearch } from './trial-config.ts';
import type { TrialCurves } from './trial-curves.ts';
import type { TrialQueue } from './trial-queue.ts';

/** A trial is looked at so often at most. */
const lookEveryMs = 250;

export interface StopperOptions {
  readonly db: ReadDb;
  readonly queue: TrialQueue;
  readonly curves: TrialCurves;
}

/** The one who ends trials of a home early. */
export class Stopper {
  readonly #db: ReadDb;
  readonly #queue: TrialQueue;
  readonly #curves: TrialCurves;
  /** Null: a study that lets its trials train to their end. */
  readonly #rules = new Map<StudyId, 'none' | 'median'>();
  readonly #timers = new Map<RunId, NodeJS.Timeout>();
  readonly #told = new Set<RunId>();

  constructor({ db, queue, curves }: StopperOptions) {
    this.#db = db;
    this.#queue = queue;
    this.#curves = curves;
  }

  /** A trial has logged something. */
  look(run: RunId, study: StudyId): void {
    if (this.#ruleOf(study) === 'none' || this.#timers.has(run) || this.#told.has(run)) return;
    const timer = setTimeout(() => {
      this.#timers.delete(run);
      this.#judge(run, study);
    }, lookEveryMs);
    this.#timers.set(run, timer);
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #ruleOf(study: StudyId): 'none' | 'median' {
    const known = this.#rules.get(study);
    if (known !== undefined) return known;
    const { earlyTermination } = storedStudy(this.#db, study).config;
    this.#rules.set(study, earlyTermination);
    return earlyTermination;
  }

  #judge(run: RunId, study: StudyId): void {
    try {
      this.#queue.flush();
      const { config } = storedStudy(this.#db, study);
      const trials = studyTrials(this.#db, study);
      const own = trials.find((trial) => trial.run === run);
      const method = own === undefined ? undefined : config.arms[own.arm]?.method;
      // The rounds of population-based training go on from each other: their epochs are no beginnings.
      if (own === undefined || own.state !== 'running' || method === undefined) return;
      if (!isSearch(method) || method.name === 'pbt') return;
      const earlier = trials.filter((trial) => trial.arm === own.arm && trial.seed === own.seed && isOver(trial));
      const losses = this.#curves.losses(run);
      if (
        !isWorseThanMedian(
          losses,
          earlier.map((trial) => Array.from(this.#curves.of(trial, 1).loss)),
        )
      )
        return;
      this.#told.add(run);
      this.#queue.finishEpoch(run);
    } catch (thrown) {
      // It has ended meanwhile, or the disk does not answer: either way it trains no longer than it was going to.
      if (!(thrown instanceof AppError)) throw thrown;
    }
  }
}
