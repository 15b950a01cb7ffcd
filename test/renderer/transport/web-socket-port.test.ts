import { describe, expect, it } from 'vitest';
import { openSocketPort, type Socket } from '../../../src-renderer/transport/web-socket-port.ts';
import { decodeFrame, encodeFrame } from '../../../src-shared/contract/codec.ts';
import { largestFrameBytes } from '../../../src-shared/contract/limits.ts';

/** A browser's socket whose other end is the test. */
function fakeSocket() {
  const target = new EventTarget();
  const sent: unknown[] = [];
  const closedWith: (number | undefined)[] = [];
  const socket: Socket = {
    binaryType: 'blob',
    send: (bytes) => sent.push(decodeFrame(bytes)),
    close: (code) => closedWith.push(code),
    addEventListener: (type: string, listener: (event: never) => void) =>
      target.addEventListener(type, listener as unknown as EventListener),
  };
  const happens = (type: string, data?: unknown) => target.dispatchEvent(Object.assign(new Event(type), { data }));
  return {
    socket,
    sent,
    closedWith,
    happens,
    comes: (frame: unknown) => happens('message', encodeFrame(frame).slice().buffer),
  };
}

async function openPort() {
  const fake = fakeSocket();
  const opening = openSocketPort(fake.socket);
  fake.happens('open');
  return { ...fake, port: await opening };
}

describe('a port over a WebSocket', () => {
  it('asks for bytes and opens with the socket', async () => {
    const { socket, port, sent } = await openPort();
    expect(socket.binaryType).toBe('arraybuffer');
    port.send({ values: Float64Array.of(Number.NaN) });
    expect(sent).toEqual([{ values: Float64Array.of(Number.NaN) }]);
  });

  it('is refused when the socket closes before it opens', async () => {
    const { socket, happens } = fakeSocket();
    const opening = openSocketPort(socket);
    happens('error');
    happens('close');
    await expect(opening).rejects.toThrow('refused');
  });

  it('keeps what came before anyone listened, in order', async () => {
    const { socket, happens, comes } = fakeSocket();
    const opening = openSocketPort(socket);
    happens('open');
    comes({ number: 1 });
    comes({ number: 2 });
    const port = await opening;
    const frames: unknown[] = [];
    port.onFrame((frame) => frames.push(frame));
    comes({ number: 3 });
    expect(frames).toEqual([{ number: 1 }, { number: 2 }, { number: 3 }]);
  });

  it('tells of its end once, also to who asks afterwards, and sends nothing more', async () => {
    const { port, sent, happens } = await openPort();
    let ends = 0;
    port.onClose(() => {
      ends += 1;
    });
    port.close();
    happens('close');
    expect(ends).toBe(1);
    port.onClose(() => {
      ends += 10;
    });
    expect(ends).toBe(11);
    port.send({ late: true });
    expect(sent).toEqual([]);
  });

  it.each([
    ['text', 'hello'],
    ['bytes that are no frame', Uint8Array.of(0xc1).buffer],
  ])('ends at %s, since a call may wait for what was lost', async (_what, data) => {
    const { port, happens, comes, closedWith } = await openPort();
    const frames: unknown[] = [];
    let isClosed = false;
    port.onFrame((frame) => frames.push(frame));
    port.onClose(() => {
      isClosed = true;
    });
    happens('message', data);
    comes({ number: 1 });
    expect({ isClosed, closedWith, frames }).toEqual({ isClosed: true, closedWith: [4000], frames: [] });
  });

  it('refuses a frame that the host would end the connection for, and stays open', async () => {
    const { port, sent, closedWith } = await openPort();
    expect(() => port.send({ bytes: new Uint8Array(largestFrameBytes) })).toThrow(
      expect.objectContaining({ code: 'contract/too-large' }),
    );
    port.send({ number: 1 });
    expect([sent, closedWith]).toEqual([[{ number: 1 }], []]);
  });
});
