// The trainer's way to its host: the channel of a fork, or, inside the desktop app, a port that the shell hands over.
import { farewellSchema, shellMessageSchema } from '../../src-shared/trainer-protocol/shell-messages.ts';
import { type ParentPort, shellPort } from '../engine/shell-probe.ts';

export interface Channel {
  /** Does nothing once the host is gone. */
  send(message: unknown): void;
  /** Whether this process ends once it has nothing left to do. */
  readonly endsByItself: boolean;
  /** Nothing more will be sent: lets the process end. */
  leave(): void;
}

export interface ChannelListeners {
  /** A message of the host, not yet checked. */
  onMessage(message: unknown): void;
  onHostGone(): void;
  /** The channel is open and something can be sent. */
  onOpen(): void;
  /** Ends this process, where nobody else does. */
  exit(code: number): void;
}

/** What is needed of Electron's MessagePortMain. */
export interface MessagePortLike {
  on(event: 'message', listener: (message: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
}

/** A port that the shell has handed over is open. */
let isPortOpen = false;

/** Whether there is a host that reads what this process sends. */
export function isHostThere(): boolean {
  return shellPort() === null ? process.connected : isPortOpen;
}

/** Opens the channel that this process was started with. */
export function openChannel(listeners: ChannelListeners): Channel {
  const shell = shellPort();
  return shell === null ? openFork(listeners) : openShell(shell, listeners);
}

function openFork({ onMessage, onHostGone, onOpen }: ChannelListeners): Channel {
  process.on('message', onMessage);
  process.on('disconnect', onHostGone);
  queueMicrotask(onOpen);
  return {
    send: (message) => {
      if (process.connected) process.send?.(message);
    },
    endsByItself: true,
    leave: () => {
      if (process.connected) process.disconnect();
    },
  };
}

/** The channel of a utility process. */
export function openShell(shell: ParentPort, { onMessage, onHostGone, onOpen, exit }: ChannelListeners): Channel {
  let port: MessagePortLike | null = null;
  const send = (message: unknown) => {
    if (isPortOpen) port?.postMessage(message);
  };
  shell.on('message', ({ data, ports }) => {
    const parsed = shellMessageSchema.safeParse(data);
    if (port !== null || !parsed.success || parsed.data.type !== 'port') return;
    port = ports[0] as MessagePortLike;
    isPortOpen = true;
    port.on('message', (message) => onMessage(message.data));
    port.on('close', () => {
      isPortOpen = false;
      onHostGone();
    });
    port.start();
    onOpen();
  });
  return {
    send,
    endsByItself: false,
    // A utility process does not end by itself, and what still waits in the port would be lost if it did: the host ends it once it has
    // read the farewell.
    leave: () => {
      if (isPortOpen) send(farewellSchema.parse({ type: 'farewell' }));
      else exit(0);
    },
  };
}
