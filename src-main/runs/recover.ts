// At the start of the owning process no trainer of its own exists: every run that claims to live was left by a crash.
import type { RunId } from '../../src-shared/domain/ids.ts';
import { liveStates } from '../../src-shared/domain/run-state.ts';
import type { WriteDb } from '../store/database.ts';
import { runsInStates } from '../store/queries/list-runs.ts';
import { runDetails } from '../store/queries/run-details.ts';
import { updateRun } from '../store/run-commands.ts';
import { resumeHint } from './exit-verdict.ts';

export interface RecoveredRun {
  readonly run: RunId;
  readonly reason: string;
}

/**
 * Turns every run left starting, running or paused into an interrupted one, with its reason and its newest checkpoint.
 * Their trainers' process numbers stay on record, so that a resume can wait for an orphan to leave.
 * @param now milliseconds since 1970
 */
export function recoverRuns(db: WriteDb, now: () => number): RecoveredRun[] {
  return runsInStates(db, liveStates).map((run) => {
    const { state, checkpoint, heartbeatAt } = runDetails(db, run);
    const seen = heartbeatAt === null ? '' : ` (last heard of at ${new Date(heartbeatAt).toISOString()})`;
    const hint = resumeHint(checkpoint?.file ?? null);
    const reason = `Selftune ended while this run was ${state}${seen}. ${hint}`;
    updateRun(db, run, { state: 'interrupted', reason, finishedAt: heartbeatAt ?? now() });
    return { run, reason };
  });
}
