// Everything a home can be asked without owning it: its runs, what they logged, its data sets.
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { DataCard } from '../../src-shared/domain/data-card.ts';
import { datasetIdSchema, type RunId } from '../../src-shared/domain/ids.ts';
import type { SeriesName, SeriesPoints } from '../../src-shared/domain/metric.ts';
import { liveStates } from '../../src-shared/domain/run-state.ts';
import type { Schedule } from '../../src-shared/domain/schedule.ts';
import { type DatasetListing, datasetDirectory, listDatasets, readCard } from '../data/storage.ts';
import { recoverRuns } from '../runs/recover.ts';
import type { ReadDb } from '../store/database.ts';
import { openHomeForReading, openHomeForWriting } from '../store/open.ts';
import { runEvents } from '../store/queries/events.ts';
import { listRuns, runsInStates } from '../store/queries/list-runs.ts';
import { type RunDetails, runDetails } from '../store/queries/run-details.ts';
import type { RunListing } from '../store/queries/run-row.ts';
import { schedule } from '../store/queries/schedule.ts';
import { firstPoint, listSeries, type SeriesListing, seriesPoints } from '../store/queries/series-points.ts';
import { type Unsealing, unsealings } from '../store/queries/unsealings.ts';
import type { LoggedEvent } from '../store/writer.ts';
import { wallClock } from './clock.ts';
import { datasetsDirectory } from './paths.ts';

export type { DatasetListing, LoggedEvent, RunDetails, RunListing, SeriesListing, Unsealing };

/** Questions about the runs of a home; each throws AppError `store/unknown-run` for a number that no run has. */
export interface RunReader {
  runs(): readonly RunListing[];
  run(run: RunId): RunDetails;
  events(run: RunId): readonly LoggedEvent[];
  unsealings(run: RunId): readonly Unsealing[];
  schedule(run: RunId): Schedule;
  series(run: RunId): readonly SeriesListing[];
  points(run: RunId, series: SeriesName): SeriesPoints;
  /** The point with the lowest step, alone. */
  firstPoint(run: RunId, series: SeriesName): SeriesPoints;
}

/** Questions about the runs in a database. */
export function createRunReader(db: ReadDb): RunReader {
  return {
    runs: () => listRuns(db),
    run: (run) => runDetails(db, run),
    events: (run) => runEvents(db, run),
    unsealings: (run) => unsealings(db, run),
    schedule: (run) => schedule(db, run),
    series: (run) => listSeries(db, run),
    points: (run, series) => seriesPoints(db, run, series),
    firstPoint: (run, series) => firstPoint(db, run, series),
  };
}

/** Runs that a crash left behind as running are put right, unless someone owns the home or it may not be written. */
function putRight(home: string): void {
  const { db, close } = openHomeForReading({ directory: home });
  const isSuspect = runsInStates(db, liveStates).length > 0;
  close();
  if (!isSuspect) return;
  try {
    const owned = openHomeForWriting({ directory: home, now: wallClock });
    try {
      recoverRuns(owned.db, wallClock);
    } finally {
      owned.close();
    }
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
  }
}

/**
 * Opens a home for questions and hands what `ask` made of them back; another process may own it meanwhile.
 * @throws AppError `store/no-home`, `store/newer-file`, `store/older-file`, `store/damaged`
 */
export function readHome<Answer>(home: string, ask: (reader: RunReader) => Answer): Answer {
  return readDatabase(home, (db) => ask(createRunReader(db)));
}

/** The same for whoever asks the database itself. @throws as {@link readHome} */
export function readDatabase<Answer>(home: string, ask: (db: ReadDb) => Answer): Answer {
  putRight(home);
  const { db, close } = openHomeForReading({ directory: home });
  try {
    // One view of the home for all questions: its owner may move points from one table to another meanwhile.
    return db.transaction(() => ask(db))();
  } finally {
    close();
  }
}

/** The data sets of a home; none where there is no home. */
export function listHomeDatasets(home: string): Promise<DatasetListing> {
  return listDatasets(datasetsDirectory(home));
}

/**
 * The card of a data set of a home.
 * @throws AppError `data/bad-id`, `data/no-such-dataset`, `data/damaged-dataset`
 */
export async function readHomeCard(home: string, id: string): Promise<DataCard> {
  const parsed = datasetIdSchema.safeParse(id);
  if (!parsed.success) {
    throw new AppError('data/bad-id', `"${id}" is no data set id: those have 16 hexadecimal digits.`);
  }
  return readCard(datasetDirectory(datasetsDirectory(home), parsed.data));
}
