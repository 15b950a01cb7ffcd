// A port over a channel whose two ends clone what they are handed: those of a browser and of Electron, which differ in how one listens.
// Not here: ports that carry bytes alone (codec).
import type { Port } from './port.ts';

/** One end of a channel. */
export interface CloningChannel {
  postMessage(value: unknown): void;
  /** Lets come what has waited until then. */
  start(): void;
  close(): void;
  onMessage(listener: (value: unknown) => void): void;
  /** Called when the other end is gone. */
  onClose(listener: () => void): void;
}

/** The contract's port over an end of a channel. */
export function cloningPort(channel: CloningChannel): Port {
  let isClosed = false;
  let onClose = (): void => undefined;
  const closed = () => {
    if (isClosed) return;
    isClosed = true;
    onClose();
  };
  channel.onClose(closed);
  return {
    send: (frame) => {
      if (!isClosed) channel.postMessage(frame);
    },
    onFrame: (listener) => {
      channel.onMessage(listener);
      channel.start();
    },
    onClose: (listener) => {
      onClose = listener;
      if (isClosed) listener();
    },
    close: () => {
      channel.close();
      closed();
    },
  };
}
