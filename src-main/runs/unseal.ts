// Opens a run's test rows, once the opening is on record, and brings back what they say.
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { DatasetId, RunId } from '../../src-shared/domain/ids.ts';
import { liveStates } from '../../src-shared/domain/run-state.ts';
import { type HostMessage, type Scores, trainerProtocol } from '../../src-shared/trainer-protocol/messages.ts';
import type { WriteDb } from '../store/database.ts';
import { runDirectory } from '../store/home-files.ts';
import type { WritableHome } from '../store/open.ts';
import { type RunDetails, runDetails } from '../store/queries/run-details.ts';
import { insertUnsealing, setUnsealingScores } from '../store/run-commands.ts';
import { describeExit } from './exit-verdict.ts';
import type { Launcher } from './launcher.ts';
import { refuseTrashed } from './refuse-trashed.ts';
import { TrainerSession } from './trainer-session.ts';

export interface UnsealOptions {
  readonly home: WritableHome;
  readonly launcher: Launcher;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Folder of a data set: card.json and its arrays. */
  readonly datasetDirectory: (dataset: DatasetId) => string;
  readonly run: RunId;
  /** Gives the test up: its trainer is ended, and no scores come on record. */
  readonly signal?: AbortSignal;
}

function testableRun(db: WriteDb, run: RunId): RunDetails {
  const details = runDetails(db, run);
  refuseTrashed(details, 'test');
  if (details.state === 'queued' || liveStates.includes(details.state) || details.checkpoint === null) {
    throw new AppError(
      'runs/cannot-test',
      `Run ${run} is ${details.state}${details.checkpoint === null ? ' and has no checkpoint' : ''}. Its test rows stay sealed until it has ended with a trained model.`,
    );
  }
  return details;
}

function testFailed(why: string): AppError {
  return new AppError('runs/test-failed', `The test did not come to its end. ${why}`);
}

/** Resolves with the scores once the trainer has gone. */
function askTrainer(launcher: Launcher, task: HostMessage, signal: AbortSignal | undefined): Promise<Scores> {
  const { promise, resolve, reject } = Promise.withResolvers<Scores>();
  let scores: Scores | null = null;
  let failure: string | null = null;
  const session = new TrainerSession(launcher, task, {
    onHello: () => {},
    onRefused: (why) => {
      failure ??= why;
    },
    onMessage: (message) => {
      if (message.type === 'tested') scores = message.scores;
      if (message.type === 'failed') failure = message.message;
      if (message.type === 'tested' || message.type === 'failed') session.expectEnd();
    },
    onEnd: (exit, complaint) => {
      signal?.removeEventListener('abort', giveUp);
      if (signal?.aborted === true) reject(testFailed('Selftune was closed meanwhile.'));
      else if (scores !== null) resolve(scores);
      else reject(testFailed(failure ?? describeExit(exit, complaint)));
    },
  });
  const giveUp = () => session.kill();
  signal?.addEventListener('abort', giveUp);
  return promise;
}

/**
 * Records the unsealing, then evaluates the run's best state on the sealed test rows.
 * @throws AppError `runs/cannot-test`, `runs/in-trash`, `runs/test-failed`, `store/unknown-run`
 */
export async function unsealTest(options: UnsealOptions): Promise<Scores> {
  const { home, launcher, now, datasetDirectory, run, signal } = options;
  const { config, datasetId } = testableRun(home.db, run);
  const at = now();
  const record = insertUnsealing(home.db, run, at);
  const task: HostMessage = {
    type: 'test',
    protocol: trainerProtocol,
    config,
    datasetDirectory: datasetDirectory(datasetId),
    runDirectory: runDirectory(home.directory, run),
    unsealedAt: new Date(at).toISOString(),
  };
  const scores = await askTrainer(launcher, task, signal);
  setUnsealingScores(home.db, record, scores);
  return scores;
}
