// The states of a run as people read them. Not here: sentences about one run (outcome-words).
import type { RunState } from '../../src-shared/domain/run-state.ts';

export const stateWords: Readonly<Record<RunState, string>> = {
  queued: 'Queued',
  starting: 'Starting',
  running: 'Running',
  paused: 'Paused',
  finished: 'Finished',
  stopped: 'Stopped',
  failed: 'Failed',
  interrupted: 'Interrupted',
};
