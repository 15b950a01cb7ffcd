// What this machine can compute with, asked of a process that may die of the question.
import { fork } from 'node:child_process';
import { z } from 'zod';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { deviceNames, engineNames } from '../../src-shared/domain/run-config.ts';
import { doctorEntry } from './paths.ts';

const machineReportSchema = z.strictObject({
  cores: z.number(),
  memoryBytes: z.number(),
  candidates: z.array(
    z.strictObject({
      engine: z.enum(engineNames),
      device: z.enum(deviceNames),
      isUsable: z.boolean(),
      /** Of one test step, in milliseconds. */
      ms: z.number().nullable(),
      selfTestError: z.string().nullable(),
      sentence: z.string(),
    }),
  ),
  /** What a run gets that names no engine; null engine and device where none works. */
  choice: z.strictObject({
    engine: z.enum(engineNames).nullable(),
    device: z.enum(deviceNames).nullable(),
    why: z.string(),
  }),
});
export type MachineReport = z.infer<typeof machineReportSchema>;

/** Drivers compile shaders at their first use; a healthy machine answers in a few seconds. */
const timeoutMs = 180_000;

/**
 * Tries out every engine and device.
 * @throws AppError `host/no-diagnosis` when the process that tries them gives no answer
 */
export function describeThisMachine(entry: string = doctorEntry): Promise<MachineReport> {
  const { promise, resolve, reject } = Promise.withResolvers<MachineReport>();
  const child = fork(entry, [], { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
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
    child.kill('SIGKILL');
  });
}
