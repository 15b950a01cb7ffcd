// What this machine can compute with, asked of a process that may die of the question.
import { type ChildProcess, fork } from 'node:child_process';
import { type MachineReport, machineReportSchema } from '../../../src-shared/contract/app.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { doctorEntry } from '../paths.ts';

export type { MachineReport };

/** Drivers compile shaders at their first use; a healthy machine answers in a few seconds. */
const timeoutMs = 180_000;

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
  const { promise, resolve, reject } = Promise.withResolvers<MachineReport>();
  const child = fork(entry, [], { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  asked.add(child);
  const fail = (what: string) =>
    reject(new AppError('host/no-diagnosis', `The engines could not be tried out: ${what}. Reinstall Selftune.`));
  const timer = setTimeout(() => fail(`no answer came in ${timeoutMs / 1000} seconds`), timeoutMs);
  child.on('message', (message) => {
    const parsed = machineReportSchema.safeParse(message);
    if (parsed.success) resolve(parsed.data);
    else fail('the answer was not understood');
  });
  child.on('error', (error) => fail(error.message));
  child.on('exit', (code, signal) => fail(`the process that tries them ended with ${signal ?? `exit code ${code}`}`));
  return promise.finally(() => {
    clearTimeout(timer);
    asked.delete(child);
    child.kill('SIGKILL');
  });
}
