// Two ends of one connection inside a process. Frames arrive in order, each in a turn of its own, as bytes would bring them.
import { decodeFrame, encodeFrame } from '../../src-shared/contract/codec.ts';
import type { Port } from '../../src-shared/contract/port.ts';

interface End {
  readonly port: Port;
  receive(frame: unknown): void;
  closed(): void;
}

function makeEnd(send: (frame: unknown) => void, close: () => void): End {
  let onFrame = (_frame: unknown): void => undefined;
  let onClose = (): void => undefined;
  return {
    port: {
      send,
      close,
      onFrame: (listener) => {
        onFrame = listener;
      },
      onClose: (listener) => {
        onClose = listener;
      },
    },
    receive: (frame) => onFrame(frame),
    closed: () => onClose(),
  };
}

export interface PortPair {
  readonly client: Port;
  readonly host: Port;
  /** Breaks the connection; what is under way is lost. */
  cut(): void;
}

/** A connection. */
export function portPair(): PortPair {
  let isOpen = true;
  const cut = () => {
    if (!isOpen) return;
    isOpen = false;
    client.closed();
    host.closed();
  };
  const carry = (to: () => End) => (frame: unknown) => {
    const bytes = encodeFrame(frame);
    queueMicrotask(() => {
      if (isOpen) to().receive(decodeFrame(bytes));
    });
  };
  const client: End = makeEnd(
    carry(() => host),
    cut,
  );
  const host: End = makeEnd(
    carry(() => client),
    cut,
  );
  return { client: client.port, host: host.port, cut };
}

/** Lets everything that is under way arrive. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
