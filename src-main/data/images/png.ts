// PNG: the pixels by pngjs, once what they unpack to is known to be as long as the header promises. fast-png was tried: it reads no
// interlaced picture of fewer than 8 bits, and unpacks however much there is.
import { inflateSync } from 'node:zlib';
import { PNG } from 'pngjs';
import { type PngHead, type PngParts, pngParts } from './png-chunks.ts';
import { breaksOff, checkSize, type Raster, UnreadablePicture } from './raster.ts';

/** Samples of a pixel as the decoder hands them out: red, green, blue, alpha. */
const decodedSamples = 4;

/** Bytes of the unpacked pixels, a filter before each row; of an interlaced picture the most there can be. */
function unpackedBytes({ width, height, depth, samples, isInterlaced }: PngHead): number {
  const whole = (Math.ceil((width * samples * depth) / 8) + 1) * height;
  // Seven passes have less than twice the rows and seven more, each with its filter and a last byte that is not full.
  return isInterlaced ? whole + 4 * height + 14 : whole;
}

function checkPixels(parts: PngParts): void {
  const promised = unpackedBytes(parts);
  let found: number;
  try {
    found = inflateSync(parts.compressed, { maxOutputLength: promised }).length;
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : '';
    if (code === 'Z_BUF_ERROR') throw breaksOff();
    throw new UnreadablePicture('is damaged: its pixels do not unpack to what its header promises');
  }
  if (found < promised && !parts.isInterlaced) throw breaksOff();
}

/**
 * Decodes a PNG; transparency is left out.
 * @throws UnreadablePicture; what the decoder throws at damaged data
 */
export function decodePng(bytes: Uint8Array): Raster {
  const parts = pngParts(bytes);
  checkSize(parts);
  checkPixels(parts);
  const { width, height, depth, samples, isPalette } = parts;
  // Fewer than 8 bits are stretched to 8; 16 stay 16, in an array that the decoder's types do not tell of.
  const decoded: Uint8Array | Uint16Array = PNG.sync.read(parts.essence, { skipRescale: depth === 16 }).data;
  const channels = samples > 2 || isPalette ? 3 : 1;
  const length = width * height * channels;
  const out = decoded instanceof Uint16Array ? new Uint16Array(length) : new Uint8Array(length);
  for (let from = 0, to = 0; to < length; from += decodedSamples, to += channels) {
    for (let channel = 0; channel < channels; channel++) out[to + channel] = decoded[from + channel] as number;
  }
  return { width, height, channels, samples: out };
}
