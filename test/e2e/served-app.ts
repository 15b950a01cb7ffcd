// The app as a user has it: `selftune serve` in a process of its own, on a home of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../../src-main/cli/main.ts', import.meta.url));

export interface ServedApp {
  /** With the token: what is printed for the user to open. */
  readonly url: string;
  readonly port: number;
  readonly process: ChildProcess;
  /** Ends it as Ctrl-C would, and waits until it is gone. */
  stop(): Promise<void>;
  /** Ends it as a crash would, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts the app on `home`; resolves once it has printed its address. @param port 0: a free one */
export async function serveApp(home: string, port = 0): Promise<ServedApp> {
  const child = spawn(process.execPath, [entry, 'serve', '--no-open', '--home', home, '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  const address = Promise.withResolvers<string>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      said.push(line);
      const [url] = /http:\/\/\S+/.exec(line) ?? [];
      if (url !== undefined) address.resolve(url);
    });
  }
  child.on('exit', (code) => address.reject(new Error(`serve ended with ${code}: ${said.join(' | ')}`)));
  const url = await address.promise;
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  return {
    url,
    port: Number(new URL(url).port),
    process: child,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}
