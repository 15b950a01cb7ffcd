// One side of an alternating measurement: a process that waits for a number of units on its standard input, does them, and answers with
// the time of one and its highest memory so far.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** What a side answers after a block. */
export interface Block {
  /** Of one unit. */
  readonly ms: number;
  readonly peakMB: number;
}

export interface Side {
  /** The first line the process printed: what it has to say about its start. */
  readonly greeting: Readonly<Record<string, unknown>>;
  block(units: number): Promise<Block>;
  close(): void;
}

/** Starts a side; null when the process ends, or cannot be started, before it is ready. */
export async function startSide(
  command: string,
  args: readonly string[],
  { stderr, env = process.env }: { readonly stderr: 'inherit' | 'ignore'; readonly env?: NodeJS.ProcessEnv },
): Promise<Side | null> {
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(command, args, {
    stdio: ['pipe', 'pipe', stderr],
    env,
  });
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<Readonly<Record<string, unknown>> | null> => {
    const { done, value } = await lines.next();
    return done === true ? null : (JSON.parse(value) as Readonly<Record<string, unknown>>);
  };
  const greeting = await next();
  if (greeting === null) return null;
  return {
    greeting,
    block: async (units) => {
      child.stdin.write(`${units}\n`);
      const answer = await next();
      if (answer === null) throw new Error(`${command} ${args[0]} ended in the middle of a measurement.`);
      return { ms: Number(answer.ms), peakMB: Number(answer.peakMB) };
    },
    close: () => child.stdin.end(),
  };
}
