// Starts trainers and doctors through the shell, which alone can start processes in the desktop app. A process speaks over a port of its
// own; its start, output and end are told by the shell.
import { farewellSchema } from '../../../src-shared/trainer-protocol/shell-messages.ts';
import type { Launcher, TrainerListeners, TrainerProcess } from '../../runs/launcher.ts';
import { OutputTail } from '../../runs/output-tail.ts';
import { utilityTrainerOptions } from '../../runs/trainer-options.ts';
import type { ChildEntry, ChildOptions, FromHost, ToHost } from '../host-messages.ts';
import { endingOf } from './child-ending.ts';
import type { ElectronPort } from './message-port.ts';

/** What the shell says about children. */
export type ChildMessage = Extract<ToHost, { id: number }>;

export interface ShellLauncher extends Launcher {
  /** Starts what is named. */
  startEntry(entry: ChildEntry, listeners: TrainerListeners): TrainerProcess;
  /** Takes what the shell says about a child. */
  receive(message: ChildMessage, port: ElectronPort | undefined): void;
}

/** A doctor computes a step, but nobody waits for the second one. */
const optionsOf: Readonly<Record<ChildEntry, ChildOptions>> = {
  trainer: utilityTrainerOptions(),
  doctor: { execArgv: [], env: {} },
};

const linesKept = 200;
/** The last messages and the news of the end come by different ways; a port that does not close by then will bring nothing more. */
const portPatienceMs = 2_000;

interface Child {
  readonly listeners: TrainerListeners;
  readonly output: OutputTail;
  readonly waiting: unknown[];
  readonly drained: PromiseWithResolvers<void>;
  port: ElectronPort | null;
  pid: number | null;
  isKilled: boolean;
  hasLeft: boolean;
}

/** @param tell speaks to the shell */
export function shellLauncher(tell: (message: FromHost) => void, platform: NodeJS.Platform): ShellLauncher {
  const children = new Map<number, Child>();
  let started = 0;

  const openPort = (id: number, child: Child, port: ElectronPort) => {
    child.port = port;
    port.on('close', () => child.drained.resolve());
    port.on('message', ({ data }) => {
      if (!farewellSchema.safeParse(data).success) {
        child.listeners.onMessage(data);
        return;
      }
      child.hasLeft = true;
      child.drained.resolve();
      tell({ type: 'kill', id });
    });
    port.start();
    for (const message of child.waiting.splice(0)) port.postMessage(message);
  };

  const end = async (id: number, child: Child, code: number) => {
    children.delete(id);
    const timer = setTimeout(() => child.drained.resolve(), portPatienceMs);
    if (child.port === null) child.drained.resolve();
    await child.drained.promise;
    clearTimeout(timer);
    const { isKilled, hasLeft } = child;
    const ending = endingOf({ code, isKilled, hasLeft, platform });
    child.listeners.onExit({ ...ending, startFailure: null, lastOutput: child.output.lines() });
  };

  const startEntry = (entry: ChildEntry, listeners: TrainerListeners): TrainerProcess => {
    const id = started++;
    const child: Child = {
      listeners,
      output: new OutputTail(linesKept),
      waiting: [],
      drained: Promise.withResolvers(),
      port: null,
      pid: null,
      isKilled: false,
      hasLeft: false,
    };
    children.set(id, child);
    tell({ type: 'start', id, entry, options: optionsOf[entry] });
    return {
      get pid() {
        return child.pid;
      },
      send: (message) => {
        if (child.port === null) child.waiting.push(message);
        else if (children.has(id)) child.port.postMessage(message);
      },
      kill: () => {
        if (!children.has(id)) return;
        child.isKilled = true;
        tell({ type: 'kill', id });
      },
    };
  };

  return {
    startEntry,
    start: (listeners) => startEntry('trainer', listeners),
    receive: (message, port) => {
      const child = children.get(message.id);
      if (child === undefined) return;
      switch (message.type) {
        case 'started':
          child.pid = message.pid;
          if (port !== undefined) openPort(message.id, child, port);
          return;
        case 'not-started':
          children.delete(message.id);
          child.listeners.onExit({ code: null, signal: null, startFailure: message.why, lastOutput: [] });
          return;
        case 'output':
          child.output.push(message.text);
          return;
        case 'exited':
          void end(message.id, child, message.code);
          return;
        default:
          message satisfies never;
      }
    },
  };
}
