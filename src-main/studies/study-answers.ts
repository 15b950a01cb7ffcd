// Answers about the studies of a home: rows, trials, progress, and what their spending is counted with. Not here: what changes them.
import type { ProgressAxis, ProgressCurve, StudyDetails, StudyRow } from '../../src-shared/contract/studies.ts';
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { StudyConfig, StudyId } from '../../src-shared/domain/study.ts';
import type { ReadDb } from '../store/database.ts';
import { listStudies, type StoredStudy, storedStudy, studyTrials, type TrialRow } from '../store/queries/studies.ts';
import type { Counting } from './budget.ts';
import { progressOf } from './progress.ts';
import { studyRow, trialsOf } from './study-rows.ts';
import type { TrialCurves } from './trial-curves.ts';
import type { TrialQueue } from './trial-queue.ts';

export interface StudyAnswersOptions {
  readonly db: ReadDb;
  readonly queue: Pick<TrialQueue, 'flush'>;
  readonly curves: TrialCurves;
  /** Training steps of one epoch of a config on its data. @throws AppError where the data are gone */
  readonly batchesPerEpoch: (config: StudyConfig['config']) => Promise<number>;
}

/** Whoever asks about studies asks here. */
export class StudyAnswers {
  readonly #options: StudyAnswersOptions;
  readonly #counting = new Map<StudyId, Promise<Counting>>();

  constructor(options: StudyAnswersOptions) {
    this.#options = options;
  }

  /** Every study, newest first. */
  async rows(): Promise<StudyRow[]> {
    const { db } = this.#options;
    return Promise.all(listStudies(db).map(async (study) => studyRow(db, study, await this.#shownCounting(study))));
  }

  /** @throws AppError `store/unknown-study` */
  async row(study: StudyId): Promise<StudyRow> {
    const { db } = this.#options;
    const counting = await this.#shownCounting(storedStudy(db, study));
    return studyRow(db, storedStudy(db, study), counting);
  }

  /** @throws AppError `store/unknown-study` */
  async details(study: StudyId): Promise<StudyDetails> {
    const { db } = this.#options;
    const row = await this.row(study);
    const stored = storedStudy(db, study);
    return { row, config: stored.config, trials: trialsOf(stored, studyTrials(db, study)) };
  }

  /** Best loss so far of each arm and seed. @throws AppError `store/unknown-study` */
  async progress(study: StudyId, axis: ProgressAxis): Promise<ProgressCurve[]> {
    const { db, queue, curves } = this.#options;
    const stored = storedStudy(db, study);
    const { batchesPerEpoch } = await this.#shownCounting(stored);
    queue.flush();
    const curveOf = (trial: TrialRow) => curves.of(trial, batchesPerEpoch);
    return progressOf(stored.config, studyTrials(db, study), { axis, curveOf });
  }

  /** What a study's spending is counted with. @throws AppError where it counts steps and the data are gone */
  countingOf({ id, config }: Pick<StoredStudy, 'id' | 'config'>): Promise<Counting> {
    const known = this.#counting.get(id);
    if (known !== undefined) return known;
    const { budget } = config;
    const counting = this.#options
      .batchesPerEpoch(config.config)
      .catch((thrown: unknown) => {
        if (thrown instanceof AppError && budget.unit !== 'steps') return 1;
        this.#counting.delete(id);
        throw thrown;
      })
      .then((batchesPerEpoch) => ({ budget, batchesPerEpoch }));
    this.#counting.set(id, counting);
    return counting;
  }

  /** A study whose data are gone is shown all the same, its steps as epochs. */
  async #shownCounting(study: StoredStudy): Promise<Counting> {
    try {
      return await this.countingOf(study);
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      return { budget: study.config.budget, batchesPerEpoch: 1 };
    }
  }
}
