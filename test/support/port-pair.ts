// Two ends of one connection inside a process. Frames arrive in order, each in a turn of its own, as bytes would bring them.
import { decodeFrame, encodeFrame } from '../../src-shared/contract/codec.ts';
import type { Port } from '../../src-shared/contract/port.ts';

interface End {
  readonly port: Port;
  receive(frame: unknown): void;
  closed(): void;
}

function makeEnd(send: (frame: unknown) => void, close: () => void): End {
  // Like every port: what comes before someone listens waits.
  const early: unknown[] = [];
  let onFrame = (frame: unknown): void => void early.push(frame);
  let onClose = (): void => undefined;
  let isClosed = false;
  return {
    port: {
      send,
      close,
      onFrame: (listener) => {
        onFrame = listener;
        for (const frame of early.splice(0)) listener(frame);
      },
      onClose: (listener) => {
        onClose = listener;
        if (isClosed) listener();
      },
    },
    receive: (frame) => onFrame(frame),
    closed: () => {
      isClosed = true;
      onClose();
    },
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
