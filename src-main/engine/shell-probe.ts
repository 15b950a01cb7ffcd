// The way to a probe inside the desktop app, where a trainer is a utility process and cannot start processes: it asks the shell for one.
import { type ProbeRequest, shellMessageSchema } from '../../src-shared/trainer-protocol/shell-messages.ts';

/** What Electron puts on `process` in a utility process; Node has nothing of the kind. */
export interface ParentPort {
  on(
    event: 'message',
    listener: (message: { readonly data: unknown; readonly ports: readonly unknown[] }) => void,
  ): unknown;
  off(
    event: 'message',
    listener: (message: { readonly data: unknown; readonly ports: readonly unknown[] }) => void,
  ): unknown;
  postMessage(message: unknown): void;
}

/** The way to the shell; null in a process that Node has started. */
export function shellPort(): ParentPort | null {
  return (process as { readonly parentPort?: ParentPort }).parentPort ?? null;
}

export interface ShellProbe {
  /** What the probe answered, not yet checked; null when it gave no answer. */
  readonly result: unknown;
  /** How it ended instead, as the end of a sentence. */
  readonly ending: string | null;
}

let asked = 0;

/** Has the shell start a probe in a process of its own. */
export function probeThroughShell(shell: ParentPort, argument: string): Promise<ShellProbe> {
  const id = asked++;
  return new Promise((resolve) => {
    const listener = ({ data }: { readonly data: unknown }) => {
      const parsed = shellMessageSchema.safeParse(data);
      if (!parsed.success || parsed.data.type !== 'probed' || parsed.data.id !== id) return;
      shell.off('message', listener);
      resolve({ result: parsed.data.result, ending: parsed.data.ending });
    };
    shell.on('message', listener);
    shell.postMessage({ type: 'probe', id, argument } satisfies ProbeRequest);
  });
}
