// What this machine can compute with, asked of a doctor that the shell starts.
import type { MachineReport } from '../../../src-shared/contract/app.ts';
import { awaitDiagnosis, endingWords } from '../../host/machine/diagnosis.ts';
import type { ShellLauncher } from './shell-launcher.ts';

/**
 * Tries out every engine and device.
 * @throws AppError `host/no-diagnosis` when the process that tries them gives no answer
 */
export function describeMachineThrough(launcher: Pick<ShellLauncher, 'startEntry'>): Promise<MachineReport> {
  const { report, take, fail } = awaitDiagnosis(() => doctor.kill());
  const doctor = launcher.startEntry('doctor', {
    onMessage: take,
    onExit: ({ startFailure, signal, code }) => fail(startFailure ?? endingWords(code, signal)),
  });
  return report;
}
