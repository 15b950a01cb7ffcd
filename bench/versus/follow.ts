// Runs studies to their end in a home of their own, in this process, with trainers as its children. What has ended is not run again.
import { mkdir } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { type Application, createApplication } from '../../src-main/host/application.ts';
import { datasetsDirectory } from '../../src-main/host/paths.ts';
import type { RunRow } from '../../src-shared/contract/runs.ts';
import type { ProgressCurve, StudyDetails } from '../../src-shared/contract/studies.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import type { ReplayedSchedule } from '../../src-shared/domain/method-config.ts';
import { type StudyConfigInput, type StudyId, studyConfigSchema } from '../../src-shared/domain/study.ts';

export interface FollowedStudy {
  readonly details: StudyDetails;
  /** Best-so-far validation loss over training seconds, one curve an arm and seed. */
  readonly curves: readonly ProgressCurve[];
  /** Rows of its runs by number. */
  readonly runs: ReadonlyMap<RunId, RunRow>;
}

/** A home that benchmarks train in. */
export interface BenchHome {
  readonly datasets: string;
  /** Starts the study, or goes on with the one of that name, and waits for its end. */
  finish(config: StudyConfigInput, tell: (line: string) => void): Promise<FollowedStudy>;
  scheduleOf(run: RunId): Promise<ReplayedSchedule>;
  /** Loss of a run's best state on its sealed test rows. */
  testLoss(run: RunId): Promise<number>;
  close(): Promise<void>;
}

const lookEveryMs = 2_000;

/**
 * Opens the home. Seconds are those of the processors that a training had: what else the machine does meanwhile changes nothing.
 * @param atOnce trainings beside each other
 */
export async function openBenchHome(home: string, atOnce: number): Promise<BenchHome> {
  process.env.SELFTUNE_CLOCK = 'processor';
  await mkdir(datasetsDirectory(home), { recursive: true });
  const application = await createApplication({ home, door: 'browser', version: 'bench' });
  const { handlers } = application;
  await handlers['queue.set']({ atOnce, isPaused: false });
  return {
    datasets: datasetsDirectory(home),
    finish: (config, tell) => finish(application, config, tell),
    scheduleOf: async (run) => handlers['schedules.ofRun']({ run }),
    testLoss: async (run) => (await handlers['runs.test']({ run })).scores.loss,
    close: () => application.shutdown(),
  };
}

async function finish(
  { handlers }: Application,
  input: StudyConfigInput,
  tell: (line: string) => void,
): Promise<FollowedStudy> {
  const config = studyConfigSchema.parse(input);
  const known = (await handlers['studies.list']({})).find(({ name }) => name === config.name);
  const study: StudyId = known?.id ?? (await handlers['studies.start']({ config })).study;
  if (known !== undefined && known.state !== 'finished' && known.state !== 'running')
    await handlers['studies.continue']({ study });
  let told = '';
  for (;;) {
    const details = await handlers['studies.get']({ study });
    const { state, reason, arms } = details.row;
    const standing = arms.map(({ label, spent, trials }) => `${label} ${Math.round(100 * spent)} % (${trials.done})`);
    if (standing.join() !== told) tell(`${config.name}: ${standing.join(', ')}`);
    told = standing.join();
    if (state === 'finished') {
      const { curves } = await handlers['studies.progress']({ study, axis: 'seconds' });
      const runs = new Map((await handlers['runs.list']({})).map((row) => [row.id, row]));
      return { details, curves, runs };
    }
    if (state !== 'running') throw new Error(`The study "${config.name}" is ${state}. ${reason}`);
    await pause(lookEveryMs);
  }
}
