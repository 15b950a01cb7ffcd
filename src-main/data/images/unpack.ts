// The compressions of TIFF, each into at most as many bytes as are wanted. Source: Adobe, TIFF Revision 6.0, sections 9 and 13.
import { inflateSync } from 'node:zlib';
import { breaksOff, UnreadablePicture } from './raster.ts';

const clear = 256;
const end = 257;
/** Codes grow from 9 to 12 bits. */
const mostCodes = 4096;

/** Unpacks LZW, most significant bit first. @returns at most `wanted` bytes */
export function unpackLzw(packed: Uint8Array, wanted: number): Uint8Array {
  const out = new Uint8Array(wanted);
  // A code's text is the text of `prefix` and one byte more; lengths tell where in the output it starts.
  const prefix = new Uint16Array(mostCodes);
  const last = Uint8Array.from({ length: mostCodes }, (_, code) => code & 0xff);
  const lengths = new Uint16Array(mostCodes).fill(1);
  let [next, width, held, bits, filled, before] = [258, 9, 0, 0, 0, -1];
  for (const byte of packed) {
    held = ((held << 8) | byte) & 0xffffff;
    bits += 8;
    if (bits < width) continue;
    bits -= width;
    const code = (held >> bits) & ((1 << width) - 1);
    if (code === end || filled >= wanted) break;
    if (code === clear) {
      [next, width, before] = [258, 9, -1];
      continue;
    }
    if (code > next || (before < 0 && code > 255))
      throw new UnreadablePicture('is damaged: its LZW data make no sense');
    // The one code that may be used before it is complete: the text before it, and its first byte again.
    const isNew = code === next;
    const source = isNew ? before : code;
    const length = lengths[source] as number;
    let at = source;
    for (let place = filled + length - 1; place >= filled; place--) {
      if (place < wanted) out[place] = last[at] as number;
      at = prefix[at] as number;
    }
    const first = out[filled] as number;
    if (isNew && filled + length < wanted) out[filled + length] = first;
    filled += length + (isNew ? 1 : 0);
    if (before >= 0 && next < mostCodes) {
      prefix[next] = before;
      last[next] = first;
      lengths[next] = (lengths[before] as number) + 1;
      next++;
    }
    // One code earlier than the codes need it: so has every writer done since the first.
    width = next >= 2047 ? 12 : next >= 1023 ? 11 : next >= 511 ? 10 : 9;
    before = code;
  }
  return out.subarray(0, Math.min(filled, wanted));
}

/** Unpacks PackBits. @returns at most `wanted` bytes */
export function unpackBits(packed: Uint8Array, wanted: number): Uint8Array {
  const out = new Uint8Array(wanted);
  let filled = 0;
  for (let at = 0; at < packed.length && filled < wanted; ) {
    const count = packed[at++] as number;
    if (count < 128) {
      const piece = packed.subarray(at, at + Math.min(count + 1, wanted - filled));
      out.set(piece, filled);
      filled += piece.length;
      at += count + 1;
    } else if (count > 128) {
      const until = Math.min(filled + 257 - count, wanted);
      out.fill(packed[at++] ?? 0, filled, until);
      filled = until;
    }
  }
  return out.subarray(0, filled);
}

/** Unpacks zlib data. @throws UnreadablePicture */
export function unpackDeflate(packed: Uint8Array, wanted: number): Uint8Array {
  try {
    return inflateSync(packed, { maxOutputLength: Math.max(1, wanted) });
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'Z_BUF_ERROR') throw breaksOff();
    throw new UnreadablePicture('is damaged: its pixels do not unpack to what its header promises');
  }
}
