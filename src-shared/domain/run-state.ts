// The states of a run and the only transitions that are legal.

export const runStates = [
  'queued',
  'starting',
  'running',
  'paused',
  'finished',
  'stopped',
  'failed',
  'interrupted',
] as const;
export type RunState = (typeof runStates)[number];

const transitions: Readonly<Record<RunState, readonly RunState[]>> = {
  queued: ['starting', 'stopped', 'failed'],
  starting: ['running', 'failed', 'interrupted', 'stopped'],
  running: ['paused', 'finished', 'stopped', 'failed', 'interrupted'],
  paused: ['running', 'stopped', 'failed', 'interrupted'],
  finished: [],
  stopped: ['queued', 'starting'],
  failed: ['queued', 'starting'],
  interrupted: ['queued', 'starting'],
};

/** Whether a run in state `from` may go to `to`. */
export function canTransition(from: RunState, to: RunState): boolean {
  return transitions[from].includes(to);
}

/** States in which a trainer process should exist. */
export const liveStates: readonly RunState[] = ['starting', 'running', 'paused'];

/** States from which `resume` may start the run again. */
export const resumableStates: readonly RunState[] = runStates.filter(
  (state) => transitions[state].includes('starting') && state !== 'queued',
);
