// What a doctor says about this machine, waited for: an answer that is understood, or why there is none. Not here: how a doctor is started.
import { type MachineReport, machineReportSchema } from '../../../src-shared/contract/app.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';

/** Drivers compile shaders at their first use; a healthy machine answers in a few seconds. */
const timeoutMs = 180_000;

export interface Diagnosis {
  /** @throws AppError `host/no-diagnosis` */
  readonly report: Promise<MachineReport>;
  /** Takes what the doctor says. */
  take(message: unknown): void;
  /** There will be no answer. @param what the end of a sentence, without its full stop */
  fail(what: string): void;
}

/** How the process of a doctor ended, as the end of a sentence. */
export function endingWords(code: number | null, signal: string | null): string {
  return `the process that tries them ended with ${signal ?? `exit code ${code}`}`;
}

/** Begins to wait. @param onEnd called once, when the report is there or given up */
export function awaitDiagnosis(onEnd: () => void): Diagnosis {
  const { promise, resolve, reject } = Promise.withResolvers<MachineReport>();
  const fail = (what: string) =>
    reject(new AppError('host/no-diagnosis', `The engines could not be tried out: ${what}. Reinstall Selftune.`));
  const timer = setTimeout(() => fail(`no answer came in ${timeoutMs / 1000} seconds`), timeoutMs);
  return {
    report: promise.finally(() => {
      clearTimeout(timer);
      onEnd();
    }),
    take: (message) => {
      const parsed = machineReportSchema.safeParse(message);
      if (parsed.success) resolve(parsed.data);
      else fail('the answer was not understood');
    },
    fail,
  };
}
