// Answers that change what a person has written on runs, and the trash.
import type { Handlers } from '../../../src-shared/contract/procedures.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { RunId } from '../../../src-shared/domain/ids.ts';
import { liveStates } from '../../../src-shared/domain/run-state.ts';
import type { StudyId } from '../../../src-shared/domain/study.ts';
import { trashedRuns } from '../../store/queries/run-table.ts';
import { storedStudy } from '../../store/queries/studies.ts';
import { deleteRuns, labelRuns, setTrashed } from '../../store/run-labels.ts';
import type { SharedRunContext } from './run-context.ts';

type LabelHandlers = Pick<Handlers, 'runs.edit' | 'runs.trash' | 'runs.restore' | 'runs.emptyTrash'>;

/** So many runs are deleted at a stretch. */
const atOnce = 10;
/** Between two deletions everything else gets its turn. */
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

/** The handlers of labels and the trash. */
export function labelHandlers(context: SharedRunContext): LabelHandlers {
  const { home, host, hub, now, rows, announcer, refuseTested } = context;
  const tell = (runs: readonly RunId[]) => {
    for (const run of new Set(runs)) announcer.changed(run);
  };

  /** A study that is not over works its next trials out from all before, and may go on with their weights. */
  const refuseNeeded = (run: RunId, study: StudyId | null) => {
    if (study === null) return;
    const { state } = storedStudy(home.db, study);
    if (state !== 'running' && state !== 'paused') return;
    throw new AppError(
      'runs/needed-by-study',
      `Run ${run} is a trial of study ${study}, which is ${state} and needs it. Stop the study first, then move the run to the trash.`,
      { run, study },
    );
  };
  const trashed = () => trashedRuns(home.db, atOnce);

  return {
    'runs.edit': ({ changes }) => {
      // A number that no run has is refused before anything is changed.
      for (const { run } of changes) rows.one(run);
      labelRuns(home.db, changes);
      tell(changes.map(({ run }) => run));
      return {};
    },
    'runs.trash': ({ runs }) => {
      const found = runs.map((run) => rows.one(run));
      const live = found.filter(({ state }) => liveStates.includes(state));
      const [first] = live;
      if (first !== undefined) {
        const others = live.length === 1 ? '' : ` and ${live.length - 1} more are`;
        throw new AppError(
          'runs/still-live',
          `Run ${first.id}${others === '' ? ' is' : others} still training. Stop what trains, then move it to the trash.`,
          { run: first.id },
        );
      }
      for (const run of runs) refuseTested(run, 'Move it to the trash');
      for (const { id, place } of found) refuseNeeded(id, place?.study ?? null);
      for (const { id, state } of found) if (state === 'queued') host.stop(id);
      setTrashed(home.db, runs, now());
      tell(runs);
      return {};
    },
    'runs.restore': ({ runs }) => {
      for (const run of runs) rows.one(run);
      setTrashed(home.db, runs, null);
      tell(runs);
      return {};
    },
    'runs.emptyTrash': async () => {
      let bytes = 0;
      let count = 0;
      // Asked again each time: another window may restore or delete runs meanwhile.
      for (let some = trashed(); some.length > 0; some = trashed()) {
        const runs = some.map(({ run }) => run);
        deleteRuns(home.db, home.directory, runs);
        for (const run of runs) hub.tellHome({ type: 'run-removed', run });
        bytes += some.reduce((sum, its) => sum + its.bytes, 0);
        count += runs.length;
        await breathe();
      }
      if (count > 0) hub.tellHome({ type: 'datasets' });
      return { runs: count, bytes };
    },
  };
}
