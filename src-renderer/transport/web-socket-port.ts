// A port over a WebSocket, for a page that `selftune serve` has sent. Frames go as bytes (codec).
// Not here: which address, and connecting again (connect, client).
import { decodeFrame, encodeFrame } from '../../src-shared/contract/codec.ts';
import { largestFrameBytes } from '../../src-shared/contract/limits.ts';
import type { Port } from '../../src-shared/contract/port.ts';
import { AppError } from '../../src-shared/domain/app-error.ts';

/** What is needed of a WebSocket: the browser's own has it, and so has the one of Node's tests. */
export interface Socket {
  binaryType: string;
  send(data: Uint8Array<ArrayBuffer>): void;
  close(code?: number): void;
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/** "Invalid frame payload data" of RFC 6455 is not for pages to send; 4000 and above are an application's own. */
const notUnderstood = 4000;

/**
 * A port over a socket that was just made.
 * @returns settles when the socket is open
 * @throws Error when it cannot be opened, without a reason: browsers tell none
 */
export function openSocketPort(socket: Socket): Promise<Port> {
  socket.binaryType = 'arraybuffer';
  // The first frame may be there before anyone listens.
  const early: unknown[] = [];
  let onFrame = (frame: unknown): void => void early.push(frame);
  let onClose = (): void => undefined;
  let isClosed = false;
  const closed = () => {
    if (isClosed) return;
    isClosed = true;
    onClose();
  };

  socket.addEventListener('message', ({ data }) => {
    if (isClosed) return;
    let frame: unknown;
    try {
      if (!(data instanceof ArrayBuffer)) throw new TypeError('A frame is bytes.');
      frame = decodeFrame(new Uint8Array(data));
    } catch {
      // What was lost may be an answer that a call waits for: better a new connection than a call that waits for ever.
      socket.close(notUnderstood);
      closed();
      return;
    }
    onFrame(frame);
  });

  const port: Port = {
    send: (frame) => {
      const bytes = encodeFrame(frame);
      if (bytes.length > largestFrameBytes) {
        throw new AppError(
          'contract/too-large',
          `The request has ${bytes.length} bytes; at most ${largestFrameBytes} can be sent at once. Ask for less at a time.`,
        );
      }
      if (!isClosed) socket.send(bytes);
    },
    onFrame: (listener) => {
      onFrame = listener;
      for (const frame of early.splice(0)) listener(frame);
    },
    onClose: (listener) => {
      onClose = listener;
      if (isClosed) listener();
    },
    close: () => {
      socket.close();
      closed();
    },
  };

  const { promise, resolve, reject } = Promise.withResolvers<Port>();
  socket.addEventListener('open', () => resolve(port));
  socket.addEventListener('close', () => {
    reject(new Error('The connection was refused.'));
    closed();
  });
  // Always followed by `close`; without a listener Node's would end the process.
  socket.addEventListener('error', () => undefined);
  return promise;
}
