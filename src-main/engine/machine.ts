// What this machine can compute with: every engine and device, tried out.

import type { DeviceName, EngineName } from '../../src-shared/domain/run-config.ts';
import { candidatesOf } from './candidate.ts';
import { type Surroundings, thisMachine } from './choose.ts';
import { capitalised, milliseconds, titleOf } from './words.ts';

export interface CandidateReport {
  readonly engine: EngineName;
  readonly device: DeviceName;
  readonly isUsable: boolean;
  /** Of one test step, in milliseconds; null when it is not usable. */
  readonly ms: number | null;
  /** Why it is not usable, in the words of its library or driver; null when it is usable. */
  readonly selfTestError: string | null;
  /** For people. */
  readonly sentence: string;
}

/** Tries all engines and devices of this system out, one after the other, so that their times do not disturb each other. */
export async function describeMachine(machine: Surroundings = thisMachine()): Promise<readonly CandidateReport[]> {
  const reports: CandidateReport[] = [];
  for (const candidate of candidatesOf(machine.platform)) {
    const result = await machine.tryCandidate(candidate, null);
    const title = capitalised(titleOf(candidate));
    reports.push(
      result.kind === 'usable'
        ? {
            ...candidate,
            isUsable: true,
            ms: result.ms,
            selfTestError: null,
            sentence: `${title}: works, ${milliseconds(result.ms)} a test step.`,
          }
        : {
            ...candidate,
            isUsable: false,
            ms: null,
            selfTestError: result.detail ?? result.reason,
            sentence: `${title} cannot be used: ${result.reason}`,
          },
    );
  }
  return reports;
}
