// The studies of one home: started, carried on trial by trial, ended. What comes next is worked out from the store each time, so that a
// study goes on from wherever it was cut off. Not here: what a line proposes (next-trial), how trials train (the queue).
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import type { RunState } from '../../src-shared/domain/run-state.ts';
import { liveStates } from '../../src-shared/domain/run-state.ts';
import type { StudyConfig, StudyId, StudyState } from '../../src-shared/domain/study.ts';
import type { WriteDb } from '../store/database.ts';
import { listStudies, storedStudy, studyOfRun, studyTrials, type TrialRow } from '../store/queries/studies.ts';
import { insertStudy, renameStudy, type StudyChange, settleTrials, updateStudy } from '../store/study-commands.ts';
import { isCutOff, isUnderway } from './line.ts';
import { Stopper } from './stopper.ts';
import { StudyAnswers } from './study-answers.ts';
import { verdictOf } from './study-end.ts';
import { TrialCurves } from './trial-curves.ts';
import type { TrialQueue } from './trial-queue.ts';
import { type Turns, takeTurns } from './turns.ts';

export interface StudiesOptions {
  readonly db: WriteDb;
  readonly queue: TrialQueue;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Training steps of one epoch of a config on its data. @throws AppError where the data are gone */
  readonly batchesPerEpoch: (config: StudyConfig['config']) => Promise<number>;
  /** Told when a study has changed, or one of its trials. */
  readonly onChange: (study: StudyId) => void;
  /** Told when a trial was put into the queue. */
  readonly onTrial: (run: RunId) => void;
  /** Told what should not have been thrown. */
  readonly onBug: (thrown: unknown) => void;
}

/** A trial whose trainer dies is taken up again so often by one process; then the study goes on without it. */
const mostRevivals = 3;
const endStates: readonly RunState[] = ['finished', 'stopped', 'failed', 'interrupted'];

/** The one conductor of all studies of a home. */
export class Studies {
  /** What can be asked about studies. */
  readonly answers: StudyAnswers;
  readonly #options: StudiesOptions;
  readonly #stopper: Stopper;
  readonly #revivals = new Map<RunId, number>();
  readonly #wanted = new Set<StudyId>();
  /** Studies that this process carries on: a command line that resumes one trial does not begin others. */
  readonly #begun = new Set<StudyId>();
  readonly #waiters = new Map<StudyId, PromiseWithResolvers<StudyState>>();
  #isClosed = false;

  constructor(options: StudiesOptions) {
    this.#options = options;
    const curves = new TrialCurves(options.db);
    this.answers = new StudyAnswers({ ...options, curves });
    this.#stopper = new Stopper({ ...options, curves });
  }

  /** Freezes a study's config and begins its first trials. */
  start(config: StudyConfig): StudyId {
    const study = insertStudy(this.#options.db, config, this.#options.now());
    this.#begin(study);
    return study;
  }

  /** Carries on the studies that were running when the last process ended. @param only this one, whatever the others do */
  takeUp(only?: StudyId): void {
    const running = listStudies(this.#options.db).filter(({ state }) => state === 'running');
    for (const { id } of running) if (only === undefined || id === only) this.#begin(id);
  }

  /** Nothing further begins; what waits is taken out of the queue, what trains goes on to its end. */
  pause(study: StudyId): void {
    this.#refuseUnless(study, ['running'], 'Only a running study can be paused.');
    this.#move(study, { state: 'paused', reason: 'Paused. What was training trains to its end.', finishedAt: null });
    this.#stopTrials(study, ['queued']);
  }

  /** Goes on with a study that was paused, stopped or has failed. @throws AppError `studies/wrong-state`, `studies/trials-gone` */
  continue(study: StudyId): void {
    this.#refuseUnless(study, ['paused', 'stopped', 'failed'], 'Only one that is paused, stopped or failed can go on.');
    this.#refuseGaps(study);
    const { state } = storedStudy(this.#options.db, study);
    this.#move(study, { state: 'running', reason: '', finishedAt: null });
    // What kept all of them from training may have been put right since.
    if (state === 'failed') {
      for (const trial of studyTrials(this.#options.db, study))
        if (trial.state === 'failed') this.#options.queue.resume(trial.run);
    }
    this.#begin(study);
  }

  /** Stops what trains, with checkpoints. */
  stop(study: StudyId): void {
    this.#refuseUnless(study, ['running', 'paused'], 'There is nothing to stop.');
    this.#move(study, { state: 'stopped', reason: 'Stopped on request.', finishedAt: this.#options.now() });
    this.#stopTrials(study, ['queued', ...liveStates]);
  }

  rename(study: StudyId, name: string): void {
    storedStudy(this.#options.db, study);
    renameStudy(this.#options.db, study, name);
    this.#options.onChange(study);
  }

  /** A person ends this trial: its study counts it as over. Does nothing to other runs. */
  settle(run: RunId, isSettled = true): void {
    if (studyOfRun(this.#options.db, run) !== null) settleTrials(this.#options.db, [run], isSettled);
  }

  /** To be told of everything that happens to runs. */
  observe(run: RunId, notice: { readonly type: string; readonly state?: RunState }): void {
    if (this.#isClosed || (notice.type !== 'state' && notice.type !== 'points')) return;
    const study = studyOfRun(this.#options.db, run);
    if (study === null) return;
    if (notice.type === 'points') {
      this.#stopper.look(run, study);
      this.#options.onChange(study);
      return;
    }
    // The state is told before it is written.
    if (notice.state !== undefined && endStates.includes(notice.state)) this.#carryOn(study);
    setImmediate(() => {
      if (!this.#isClosed) this.#options.onChange(study);
    });
  }

  /** The state in which a study ends or is paused. */
  ended(study: StudyId): Promise<StudyState> {
    const { state } = storedStudy(this.#options.db, study);
    if (state !== 'running') return Promise.resolve(state);
    const waiter = this.#waiters.get(study) ?? Promise.withResolvers<StudyState>();
    this.#waiters.set(study, waiter);
    return waiter.promise;
  }

  /** Nothing further begins; studies that run are carried on by the next process. */
  close(): void {
    this.#isClosed = true;
    this.#stopper.close();
    for (const waiter of this.#waiters.values()) waiter.resolve('running');
    this.#waiters.clear();
  }

  #begin(study: StudyId): void {
    this.#begun.add(study);
    this.#carryOn(study);
  }

  /** Works out what a study does next, once everything at hand is done. */
  #carryOn(study: StudyId): void {
    if (this.#wanted.has(study) || this.#isClosed || !this.#begun.has(study)) return;
    this.#wanted.add(study);
    setImmediate(() => {
      this.#wanted.delete(study);
      if (this.#isClosed) return;
      void this.#advance(study).catch((thrown: unknown) => this.#options.onBug(thrown));
    });
  }

  async #advance(study: StudyId): Promise<void> {
    const { db } = this.#options;
    try {
      const counting = await this.answers.countingOf(storedStudy(db, study));
      if (this.#isClosed) return;
      const stored = storedStudy(db, study);
      if (stored.state !== 'running') return;
      this.#revive(study);
      const turns = takeTurns(stored, studyTrials(db, study), { counting, atOnce: this.#options.queue.atOnce() });
      this.#take(study, turns);
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      this.#fail(study, thrown);
    }
  }

  #take(study: StudyId, { next, isOver }: Turns): void {
    if (isOver) {
      const { state, reason } = verdictOf(
        storedStudy(this.#options.db, study).config,
        studyTrials(this.#options.db, study),
      );
      this.#move(study, { state, reason, finishedAt: this.#options.now() });
    }
    if (next === null) return;
    this.#options.onTrial(this.#options.queue.submit(next.config, { study, ...next.place }));
    this.#options.onChange(study);
    this.#carryOn(study);
  }

  /** A study that cannot go on says why; what trains goes on. */
  #fail(study: StudyId, error: AppError): void {
    try {
      this.#move(study, { state: 'failed', reason: error.message, finishedAt: this.#options.now() });
    } catch (thrown) {
      // A store that takes nothing: the next process carries the study on.
      if (!(thrown instanceof AppError)) throw thrown;
    }
  }

  /** Takes up trials that were cut off, unless they die again and again. */
  #revive(study: StudyId): void {
    const { db, queue } = this.#options;
    for (const trial of studyTrials(db, study).filter(isCutOff)) {
      const revivals = this.#revivals.get(trial.run) ?? 0;
      // One that was stopped was stopped with its study.
      if (trial.state === 'interrupted') this.#revivals.set(trial.run, revivals + 1);
      if (revivals >= mostRevivals) settleTrials(db, [trial.run], true);
      else queue.resume(trial.run);
    }
  }

  #stopTrials(study: StudyId, states: readonly RunState[]): void {
    const trials = studyTrials(this.#options.db, study);
    for (const { run } of trials.filter((trial) => isUnderway(trial) && states.includes(trial.state))) {
      try {
        this.#options.queue.stop(run);
      } catch (thrown) {
        // Ended between the question and the answer.
        if (!(thrown instanceof AppError)) throw thrown;
      }
    }
  }

  #move(study: StudyId, change: StudyChange): void {
    updateStudy(this.#options.db, study, change);
    this.#options.onChange(study);
    if (change.state === 'running') return;
    this.#waiters.get(study)?.resolve(change.state);
    this.#waiters.delete(study);
  }

  #refuseUnless(study: StudyId, states: readonly StudyState[], advice: string): void {
    const { state } = storedStudy(this.#options.db, study);
    if (states.includes(state)) return;
    throw new AppError('studies/wrong-state', `Study ${study} is ${state}. ${advice}`, { study, state });
  }

  /** What a search proposes depends on all trials before: without some of them it would go another way. */
  #refuseGaps(study: StudyId): void {
    const lines = Map.groupBy(studyTrials(this.#options.db, study), ({ arm, seed }) => `${arm}/${seed}`);
    const isWhole = (trials: readonly TrialRow[]) =>
      trials.every(({ trial, isTrashed }, at) => trial === at && !isTrashed);
    if ([...lines.values()].every(isWhole)) return;
    throw new AppError(
      'studies/trials-gone',
      `Trials of study ${study} are in the trash or were deleted, so it cannot go on as it began. Restore them, or start it anew.`,
      { study },
    );
  }
}
