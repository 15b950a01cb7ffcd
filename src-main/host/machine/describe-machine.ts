// What this machine can compute with, asked of a process that may die of the question.
import { type ChildProcess, fork } from 'node:child_process';
import type { MachineReport } from '../../../src-shared/contract/app.ts';
import { doctorEntry } from '../paths.ts';
import { awaitDiagnosis, endingWords } from './diagnosis.ts';

export type { MachineReport };

/** Processes that are trying out engines now. */
const asked = new Set<ChildProcess>();

/** Ends the processes that are trying out engines: nobody waits for their answer any more. */
export function stopDiagnoses(): void {
  for (const child of asked) child.kill('SIGKILL');
}

/**
 * Tries out every engine and device.
 * @throws AppError `host/no-diagnosis` when the process that tries them gives no answer
 */
export function describeThisMachine(entry: string = doctorEntry): Promise<MachineReport> {
  const child = fork(entry, [], { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  asked.add(child);
  const { report, take, fail } = awaitDiagnosis(() => {
    asked.delete(child);
    child.kill('SIGKILL');
  });
  child.on('message', take);
  child.on('error', (error) => fail(error.message));
  child.on('exit', (code, signal) => fail(endingWords(code, signal)));
  return report;
}
