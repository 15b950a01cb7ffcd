// A port of the contract over one of Electron's. Values are cloned, so typed arrays, NaN and infinities arrive as they were sent.
import type { MessagePortMain } from 'electron';
import type { Port } from '../../../src-shared/contract/port.ts';

/** What is needed of Electron's MessagePortMain. */
export type ElectronPort = Pick<MessagePortMain, 'on' | 'postMessage' | 'start' | 'close'>;

/** The contract's port over the host's end of a window's channel. */
export function messagePort(port: ElectronPort): Port {
  let isClosed = false;
  let onClose = (): void => undefined;
  const closed = () => {
    if (isClosed) return;
    isClosed = true;
    onClose();
  };
  port.on('close', closed);
  return {
    send: (frame) => {
      if (!isClosed) port.postMessage(frame);
    },
    onFrame: (listener) => {
      port.on('message', ({ data }) => listener(data));
      // What came before waits until now.
      port.start();
    },
    onClose: (listener) => {
      onClose = listener;
      if (isClosed) listener();
    },
    close: () => {
      port.close();
      closed();
    },
  };
}
