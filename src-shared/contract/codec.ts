// Frames as bytes, for ports that carry nothing else: MessagePack, with 64-bit float arrays as an extension, because JSON knows neither
// NaN nor bytes. Ports that clone (MessagePort) need none of this.
import { decode, ExtensionCodec, encode } from '@msgpack/msgpack';

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

/** The frame in some bytes. @throws RangeError, TypeError or Error where they are none */
export function decodeFrame(bytes: Uint8Array): unknown {
  // Room is made for as many items as a list claims to have, and each takes a byte at least.
  const most = bytes.length;
  return decode(bytes, { extensionCodec: extensions, maxArrayLength: most, maxMapLength: most });
}
