// What this machine can compute with, asked of a doctor that the shell starts.
import { type MachineReport, machineReportSchema } from '../../../src-shared/contract/app.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { ShellLauncher } from './shell-launcher.ts';

/** Drivers compile shaders at their first use; a healthy machine answers in a few seconds. */
const timeoutMs = 180_000;

/**
 * Tries out every engine and device.
 * @throws AppError `host/no-diagnosis` when the process that tries them gives no answer
 */
export function describeMachineThrough(launcher: Pick<ShellLauncher, 'startEntry'>): Promise<MachineReport> {
  const { promise, resolve, reject } = Promise.withResolvers<MachineReport>();
  const fail = (what: string) =>
    reject(new AppError('host/no-diagnosis', `The engines could not be tried out: ${what}. Reinstall Selftune.`));
  const doctor = launcher.startEntry('doctor', {
    onMessage: (message) => {
      const parsed = machineReportSchema.safeParse(message);
      if (parsed.success) resolve(parsed.data);
      else fail('the answer was not understood');
    },
    onExit: ({ startFailure, signal, code }) =>
      fail(startFailure ?? `the process that tries them ended with ${signal ?? `exit code ${code}`}`),
  });
  const timer = setTimeout(() => {
    fail(`no answer came in ${timeoutMs / 1000} seconds`);
    doctor.kill();
  }, timeoutMs);
  return promise.finally(() => clearTimeout(timer));
}
