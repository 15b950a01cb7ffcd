// Frames as bytes, for ports that carry nothing else: MessagePack, with 64-bit float arrays as an extension, because JSON knows neither
// NaN nor bytes. Ports that clone (MessagePort) need none of this.
import { decode, ExtensionCodec, encode } from '@msgpack/msgpack';
import { checkShape } from './frame-shape.ts';
import { deepestFrame } from './limits.ts';

const floatsType = 1;

const extensions = new ExtensionCodec();
extensions.register({
  type: floatsType,
  encode: (value) =>
    value instanceof Float64Array ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : null,
  // Copied: the bytes lie in the frame at an offset that floats may not start at. Node's Buffer has a `slice` that does not copy.
  decode: (bytes) => new Float64Array(Uint8Array.from(bytes).buffer),
});

/** The bytes of a frame. Absent fields (`undefined`) are left out. */
export function encodeFrame(frame: unknown): Uint8Array<ArrayBuffer> {
  // Every number as 64-bit float: the short forms of whole numbers know no -0.
  return encode(frame, { extensionCodec: extensions, ignoreUndefined: true, forceIntegerToFloat: true });
}

/**
 * The frame in some bytes.
 * @param mostContainers lists and objects in all, where the sender is not trusted: five million empty ones fit into five megabytes
 * @throws RangeError, TypeError or Error where they are none
 */
export function decodeFrame(bytes: Uint8Array, mostContainers = Number.POSITIVE_INFINITY): unknown {
  checkShape(bytes, { mostDepth: deepestFrame, mostContainers });
  return decode(bytes, { extensionCodec: extensions });
}
