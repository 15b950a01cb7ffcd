// A port of the contract over one of Electron's. Values are cloned, so typed arrays, NaN and infinities arrive as they were sent.
import type { MessagePortMain } from 'electron';
import { cloningPort } from '../../../src-shared/contract/cloning-port.ts';
import type { Port } from '../../../src-shared/contract/port.ts';

/** What is needed of Electron's MessagePortMain. */
export type ElectronPort = Pick<MessagePortMain, 'on' | 'postMessage' | 'start' | 'close'>;

/** The contract's port over the host's end of a window's channel. */
export function messagePort(port: ElectronPort): Port {
  return cloningPort({
    postMessage: (value) => port.postMessage(value),
    start: () => port.start(),
    close: () => port.close(),
    onMessage: (listener) => void port.on('message', ({ data }) => listener(data)),
    onClose: (listener) => void port.on('close', listener),
  });
}
