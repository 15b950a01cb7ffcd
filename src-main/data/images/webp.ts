// WebP: the header read here, the pixels by libwebp, compiled to WebAssembly. Source of the header: RFC 9649.
import { decode } from '@cwasm/webp';
import { breaksOff, checkSize, type PictureHeader, type Raster, UnreadablePicture } from './raster.ts';

const nameAt = (bytes: Uint8Array, start: number) => Buffer.from(bytes.subarray(start, start + 4)).toString('latin1');
const threeBytes = (bytes: Uint8Array, start: number) =>
  (bytes[start] ?? 0) | ((bytes[start + 1] ?? 0) << 8) | ((bytes[start + 2] ?? 0) << 16);

/** What a WebP's header says. */
export function webpHeader(bytes: Uint8Array): PictureHeader {
  if (bytes.length < 30) throw breaksOff();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(4, true) + 8 > bytes.length) throw breaksOff();
  const picture = { format: 'WebP', isColour: true, bits: 8, pages: 1 } as const;
  switch (nameAt(bytes, 12)) {
    case 'VP8 ': {
      const size = { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
      return { ...picture, ...size, hasAlpha: false };
    }
    case 'VP8L': {
      const packed = view.getUint32(21, true);
      const size = { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
      return { ...picture, ...size, hasAlpha: ((packed >>> 28) & 1) === 1 };
    }
    case 'VP8X': {
      const flags = bytes[20] ?? 0;
      if ((flags & 0x02) !== 0) throw new UnreadablePicture('is an animated WebP; still ones are read');
      const size = { width: threeBytes(bytes, 24) + 1, height: threeBytes(bytes, 27) + 1 };
      return { ...picture, ...size, hasAlpha: (flags & 0x10) !== 0 };
    }
    default:
      throw new UnreadablePicture('is damaged: its WebP header is of no known kind');
  }
}

/**
 * Decodes a WebP.
 * @throws UnreadablePicture; what the decoder throws at damaged data
 */
export function decodeWebp(bytes: Uint8Array): Raster {
  checkSize(webpHeader(bytes));
  const { width, height, data } = decode(bytes);
  const samples = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let channel = 0; channel < 3; channel++) samples[3 * pixel + channel] = data[4 * pixel + channel] ?? 0;
  }
  return { width, height, channels: 3, samples };
}
