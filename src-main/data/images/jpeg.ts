// JPEG: the header read here, the pixels by jpeg-js. Source of the header: ITU-T T.81, annex B.
import { decode } from 'jpeg-js';
import { upright, uprightSize } from './orientation.ts';
import { breaksOff, mostPixels, type PictureHeader, type Raster, UnreadablePicture } from './raster.ts';
import { orientationIn } from './tiff-directory.ts';

/** Megabytes that decoding one picture may take: of the largest, its coefficients and its pixels. */
const mostMegabytes = 2_048;

/** Markers that start a frame, and the kinds of them that can be decoded. */
const frames = [0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf];
const decodable = [0xc0, 0xc1, 0xc2];

interface Frame {
  readonly marker: number;
  readonly bits: number;
  readonly width: number;
  readonly height: number;
  readonly components: number;
  /** Where the frame's header ends. */
  readonly end: number;
  /** How the camera was held, see `upright`. */
  readonly orientation: number;
}

const exifMarker = 0xe1;
const exifName = [0x45, 0x78, 0x69, 0x66, 0, 0];

/** @param start of the marker of a segment that may hold Exif data */
function exifOrientation(bytes: Uint8Array, start: number, length: number): number {
  const content = start + 4;
  if (!exifName.every((byte, index) => bytes[content + index] === byte)) return 1;
  return orientationIn(bytes.subarray(content + exifName.length, start + 2 + length));
}

function readFrame(bytes: Uint8Array): Frame {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let orientation = 1;
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) throw new UnreadablePicture('is damaged: a JPEG marker is missing');
    const marker = bytes[at + 1] ?? 0;
    // Bytes that fill up, and markers that stand alone.
    if (marker === 0xff) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else if (frames.includes(marker)) {
      const end = at + 2 + view.getUint16(at + 2);
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
      return { marker, bits: bytes[at + 4] ?? 0, height, width, components: bytes[at + 9] ?? 0, end, orientation };
    } else {
      const length = view.getUint16(at + 2);
      if (marker === exifMarker) orientation = exifOrientation(bytes, at, length);
      at += 2 + length;
    }
  }
  throw breaksOff();
}

/** What a JPEG's header says. */
export function jpegHeader(bytes: Uint8Array): PictureHeader {
  const { marker, bits, width, height, components, orientation } = readFrame(bytes);
  if (!decodable.includes(marker) || bits !== 8) {
    throw new UnreadablePicture(
      'is a rare kind of JPEG (lossless, arithmetic or 12 bits); baseline and progressive are read',
    );
  }
  const size = uprightSize({ width, height }, orientation);
  return { format: 'JPEG', ...size, isColour: components > 1, bits: 8, hasAlpha: false, pages: 1 };
}

/** The decoder takes bytes that are not there for zeros and hands out grey; a whole JPEG has an end marker behind its frame. */
function isWhole(bytes: Uint8Array, from: number): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).lastIndexOf(Buffer.of(0xff, 0xd9)) >= from;
}

/**
 * Decodes a JPEG.
 * @throws UnreadablePicture; what the decoder throws at damaged data
 */
export function decodeJpeg(bytes: Uint8Array): Raster {
  const frame = readFrame(bytes);
  if (!isWhole(bytes, frame.end)) throw breaksOff();
  const { width, height, data } = decode(bytes, {
    useTArray: true,
    formatAsRGBA: false,
    tolerantDecoding: false,
    maxResolutionInMP: mostPixels / 1e6,
    maxMemoryUsageInMB: mostMegabytes,
  });
  if (frame.components > 1) return upright({ width, height, channels: 3, samples: data }, frame.orientation);
  const samples = new Uint8Array(width * height);
  for (let index = 0; index < samples.length; index++) samples[index] = data[3 * index] ?? 0;
  return upright({ width, height, channels: 1, samples }, frame.orientation);
}
