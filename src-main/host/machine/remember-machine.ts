// What this machine can do, asked once and remembered: trying out every engine takes seconds.
import type { MachineReport } from '../../../src-shared/contract/app.ts';

export interface MachineDescription {
  /** The remembered answer, or the first one; a failure is not remembered. */
  get(): Promise<MachineReport>;
  /** A new answer, which is then the remembered one. */
  renew(): Promise<MachineReport>;
}

/** Remembers what `describe` says. */
export function rememberMachine(describe: () => Promise<MachineReport>): MachineDescription {
  let known: Promise<MachineReport> | null = null;
  const renew = () => {
    const asked = describe();
    known = asked;
    asked.catch(() => {
      if (known === asked) known = null;
    });
    return asked;
  };
  return { get: () => known ?? renew(), renew };
}
