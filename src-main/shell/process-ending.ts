// Waits for the end of a utility process, the last of its output included.
import type { UtilityProcess } from 'electron';

export interface ProcessEndingListeners {
  readonly onOutput: (text: string) => void;
  /** Called once, last. */
  readonly onExit: (code: number) => void;
}

/** Pipes that are left open by a grandchild must not keep an ending from being told. */
const pipePatienceMs = 1_000;

/** Follows a process that was started with its output piped. */
export function followProcess(
  child: Pick<UtilityProcess, 'stdout' | 'stderr' | 'on'>,
  { onOutput, onExit }: ProcessEndingListeners,
): void {
  const ended = [child.stdout, child.stderr].map((stream) => {
    if (stream === null) return Promise.resolve();
    stream.on('data', (piece: Buffer | string) => onOutput(piece.toString()));
    return new Promise<void>((resolve) => stream.on('close', () => resolve()).on('end', () => resolve()));
  });
  child.on('exit', (code) => {
    const patience = Promise.withResolvers<void>();
    const timer = setTimeout(() => patience.resolve(), pipePatienceMs);
    void Promise.race([Promise.all(ended), patience.promise]).then(() => {
      clearTimeout(timer);
      onExit(code);
    });
  });
}
