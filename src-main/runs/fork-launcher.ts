// Starts trainers as child processes of this one, on the same Node.
import { fork } from 'node:child_process';
import type { Launcher, TrainerListeners, TrainerProcess } from './launcher.ts';
import { OutputTail } from './output-tail.ts';
import { trainerOptions } from './trainer-options.ts';

const linesKept = 200;

/**
 * A launcher that forks `entry`. Messages are cloned, so NaN, infinities and typed arrays arrive as they left.
 * @param entry path of the trainer's entry file
 */
export function forkLauncher(entry: string): Launcher {
  return { start: (listeners) => forkTrainer(entry, listeners) };
}

function forkTrainer(entry: string, listeners: TrainerListeners): TrainerProcess {
  const { execArgv, env } = trainerOptions();
  const child = fork(entry, [], {
    execPath: process.execPath,
    execArgv: [...execArgv],
    env,
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const output = new OutputTail(linesKept);
  let startFailure: string | null = null;
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => output.push(text));
  }
  child.on('message', (message) => listeners.onMessage(message));
  // Also raised when a signal or a message cannot be delivered: only without a process does it mean that none was started.
  child.on('error', (error) => {
    if (child.pid === undefined) startFailure = error.message;
  });
  // 'close', not 'exit': by then the last message and the last line of output have been read.
  child.on('close', (code, signal) =>
    listeners.onExit({
      code: startFailure === null ? code : null,
      signal,
      startFailure,
      lastOutput: output.lines(),
    }),
  );
  return {
    pid: child.pid ?? null,
    send: (message) => {
      // An error means that the process is ending; 'close' tells.
      if (child.connected) child.send(message, () => {});
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
