// What the end of a trainer that never said its last word means for its run, in words.
import type { TrainerExit } from './launcher.ts';

export interface ExitContext {
  readonly exit: TrainerExit;
  /** Why the trainer was ended because it did not keep to the protocol, or null. */
  readonly complaint: string | null;
  /** What the user had asked for, if anything. */
  readonly request: 'stop' | 'kill' | null;
  readonly step: number;
  /** File name of the checkpoint that a resume would start from, or null. */
  readonly checkpoint: string | null;
}

export interface ExitVerdict {
  readonly state: 'failed' | 'interrupted' | 'stopped';
  readonly reason: string;
}

const shownLines = 5;

/** The line in which a runtime names an error, or else the last lines; the whole output is kept as an event. */
function lastWords({ lastOutput }: TrainerExit): string {
  const error = lastOutput.findLast((line) => /^\s*(Uncaught )?\w*Error\b.*: \S/.test(line));
  const lines = error === undefined ? lastOutput.filter((line) => line.trim() !== '').slice(-shownLines) : [error];
  return lines.length === 0 ? 'It wrote nothing.' : `Its last output: ${lines.join(' | ')}`;
}

/** How a run goes on from its newest checkpoint. */
export function resumeHint(checkpoint: string | null): string {
  return checkpoint === null
    ? 'There is no checkpoint yet: resuming starts from the beginning.'
    : `Resuming continues from the checkpoint ${checkpoint}.`;
}

/** How a trainer ended that was not asked to, as one sentence without its full stop. */
function cause(exit: TrainerExit): string {
  if (exit.signal === 'SIGKILL') return 'The trainer was ended by SIGKILL (the system does this when memory runs out)';
  if (exit.signal !== null) return `The trainer was ended by ${exit.signal}`;
  return `The trainer ended with exit code ${exit.code ?? 'unknown'} and without a reason`;
}

/** Why a trainer is gone without having done its task, with the last of its output. */
export function describeExit(exit: TrainerExit, complaint: string | null): string {
  if (exit.startFailure !== null) return `The trainer could not be started: ${exit.startFailure}.`;
  if (complaint !== null) return `The trainer did not start as expected. ${complaint} ${lastWords(exit)}`;
  return `${cause(exit)}. ${lastWords(exit)}`;
}

/** The state and the reason of a run whose trainer is gone without a `done` or `failed`. */
export function exitVerdict({ exit, complaint, request, step, checkpoint }: ExitContext): ExitVerdict {
  if (complaint !== null || exit.startFailure !== null) {
    return { state: 'failed', reason: describeExit(exit, complaint) };
  }
  if (request === 'stop' && step === 0) return { state: 'stopped', reason: 'Stopped before training began.' };
  const hint = resumeHint(checkpoint);
  if (request === 'kill') return { state: 'interrupted', reason: `Killed on request at step ${step}. ${hint}` };
  if (exit.signal !== null) return { state: 'interrupted', reason: `${cause(exit)} at step ${step}. ${hint}` };
  return { state: 'failed', reason: `${cause(exit)} at step ${step}. ${lastWords(exit)} ${hint}` };
}
