// The port through which trainers are started, so that a shell, a test or a cluster can bring its own way.
import type { HostMessage } from '../../src-shared/trainer-protocol/messages.ts';

/** How a trainer process ended. */
export interface TrainerExit {
  readonly code: number | null;
  readonly signal: string | null;
  /** Why the process could not be started at all; null when it was. */
  readonly startFailure: string | null;
  /** The last 200 lines that it wrote to its standard output and error. */
  readonly lastOutput: readonly string[];
}

export interface TrainerListeners {
  /** A message as it came, not yet checked. */
  onMessage(message: unknown): void;
  /** Called once, never before `start` has returned, and after the last message. */
  onExit(exit: TrainerExit): void;
}

export interface TrainerProcess {
  /** Null when the process could not be started. */
  readonly pid: number | null;
  /** Does nothing once the process has ended. */
  send(message: HostMessage): void;
  /** Ends the process at once, without a checkpoint. */
  kill(): void;
}

export interface Launcher {
  /** Starts one trainer process. */
  start(listeners: TrainerListeners): TrainerProcess;
}
