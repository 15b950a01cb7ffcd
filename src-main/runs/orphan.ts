// A trainer can outlive the process that started it, for the seconds it takes to write a checkpoint and leave.
import { setTimeout as wait } from 'node:timers/promises';

export interface OrphanOptions {
  readonly isAlive: (pid: number) => boolean;
  readonly timeoutMs: number;
}

const everyMs = 100;

/** Whether a process with this number exists, ours or not. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // EPERM: it exists and belongs to someone else.
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Waits until no process with number `pid` exists, at most `timeoutMs`.
 * After that the number has passed to a stranger: trainers leave within 10 seconds of losing their host.
 */
export async function waitUntilGone(pid: number, { isAlive, timeoutMs }: OrphanOptions): Promise<void> {
  for (let waitedMs = 0; waitedMs < timeoutMs && isAlive(pid); waitedMs += everyMs) await wait(everyMs);
}
