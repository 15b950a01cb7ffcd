// Answers about studies and schedules. Not here: what a study does next (studies), what is wrong with one (config/check-study).
import type { Handlers } from '../../../src-shared/contract/procedures.ts';
import { datasetDirectory } from '../../data/storage.ts';
import { readScheduleFile } from '../../schedules/read-file.ts';
import { checkStudy, refuseProblems } from '../config/check-study.ts';
import { datasetsDirectory } from '../paths.ts';
import { replayableSchedule, studyForSensitivity, studyForVerification } from '../studies-of-runs.ts';
import type { PlanEstimates } from './plan-estimates.ts';
import type { RunHandlerContext } from './run-context.ts';
import { estimateStudy } from './study-estimate.ts';

type StudyHandlers = Pick<Handlers, Extract<keyof Handlers, `studies.${string}` | `schedules.${string}`>>;

/** Said where the queue lets fewer train at once than a study would. */
function besideEachOther(wanted: number, allowed: number): string[] {
  if (wanted <= allowed) return [];
  const now = allowed === 1 ? 'one run at a time' : `${allowed} runs at the same time`;
  return [`The queue trains ${now}, so that trials wait for each other. It is set beside the queue.`];
}

/** The handlers of `studies.*` and `schedules.*`. @param estimates shared with those who plan runs */
export function studyHandlers(context: RunHandlerContext, estimates: PlanEstimates): StudyHandlers {
  const { home, host, hub, cache } = context;
  const { studies } = host;
  const open = async (id: string) =>
    (await cache.open(datasetDirectory(datasetsDirectory(home.directory), id))).dataset;

  return {
    'studies.check': async ({ config }) => {
      const checked = await checkStudy(config, open);
      return {
        problems: [...checked.problems],
        notes: [...checked.notes, ...besideEachOther(checked.study?.config.atOnce ?? 1, host.queue.state.atOnce)],
        ...(await estimateStudy(checked, estimates)),
      };
    },
    'studies.start': async ({ config }) => {
      refuseProblems(await checkStudy(config, open));
      const study = studies.start(config);
      // A data set that had no run can no longer be removed.
      hub.tellHome({ type: 'datasets' });
      return { study };
    },
    'studies.list': () => studies.answers.rows(),
    'studies.get': ({ study }) => {
      host.flush();
      return studies.answers.details(study);
    },
    'studies.progress': async ({ study, axis }) => ({ curves: await studies.answers.progress(study, axis) }),
    'studies.pause': ({ study }) => {
      studies.pause(study);
      return {};
    },
    'studies.continue': ({ study }) => {
      studies.continue(study);
      return {};
    },
    'studies.stop': ({ study }) => {
      studies.stop(study);
      return {};
    },
    'studies.rename': ({ study, name }) => {
      studies.rename(study, name);
      return {};
    },
    'studies.forVerification': ({ run, seeds }) => {
      host.flush();
      return studyForVerification(home.db, run, seeds);
    },
    'studies.forSensitivity': ({ run, seeds }) => {
      host.flush();
      return studyForSensitivity(home.db, run, seeds);
    },
    'schedules.ofRun': ({ run }) => {
      host.flush();
      return replayableSchedule(home.db, run);
    },
    'schedules.read': ({ name, bytes }) => readScheduleFile(name, bytes),
  };
}
