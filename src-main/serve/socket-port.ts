// The host's end of a WebSocket as a port of the contract: bytes in and out, and an end for who sends nonsense or does not read.
import type { WebSocket } from 'ws';
import { decodeFrame, encodeFrame } from '../../src-shared/contract/codec.ts';
import { mostClientContainers } from '../../src-shared/contract/limits.ts';
import type { Port } from '../../src-shared/contract/port.ts';

/** Close codes of RFC 6455, 7.4.1. */
const unsupportedData = 1003;
const invalidPayload = 1007;

/**
 * The port of an open socket.
 * @param mostBufferedBytes of frames sent and not yet taken by the other side, beyond which it is dropped; it can come back and catch up
 */
export function socketPort(socket: WebSocket, mostBufferedBytes: number): Port {
  // Always followed by `close`: too large a frame, a broken connection.
  socket.on('error', () => undefined);
  return {
    send: (frame) => {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > mostBufferedBytes) {
        socket.terminate();
        return;
      }
      socket.send(encodeFrame(frame));
    },
    onFrame: (listener) => {
      socket.on('message', (data, isBinary) => {
        if (socket.readyState !== socket.OPEN) return;
        if (!isBinary || !(data instanceof Uint8Array)) return socket.close(unsupportedData);
        let frame: unknown;
        try {
          frame = decodeFrame(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), mostClientContainers);
        } catch {
          return socket.close(invalidPayload);
        }
        listener(frame);
      });
    },
    onClose: (listener) => void socket.once('close', listener),
    close: () => socket.close(),
  };
}
