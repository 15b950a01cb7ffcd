// Pixels of a TIFF file: strips and tiles unpacked, differences added up, samples put in their places.
// Libraries were tried: tiff reads no PackBits and no planes and drops the colours of tiles, geotiff adds up differences of 16 bits wrongly
// where the most significant byte stands first, utif2 goes round for ever where a directory names itself the next; and all of them unpack
// however much there is.
import { upright } from './orientation.ts';
import { breaksOff, checkSize, type Raster, UnreadablePicture } from './raster.ts';
import { type TiffDirectory, tiffDirectory } from './tiff-directory.ts';
import { unpackBits, unpackDeflate, unpackLzw } from './unpack.ts';

/** A rectangle of samples, unpacked; samples beyond the picture's edge included. */
interface Piece {
  readonly bytes: Uint8Array;
  /** Samples of one pixel in this piece. */
  readonly samples: number;
  readonly rowBytes: number;
}

function unpack(packed: Uint8Array, { compression }: TiffDirectory, wanted: number): Uint8Array {
  switch (compression) {
    case 'none':
      return packed.subarray(0, wanted);
    case 'lzw':
      return unpackLzw(packed, wanted);
    case 'deflate':
      return unpackDeflate(packed, wanted);
    case 'packbits':
      return unpackBits(packed, wanted);
    default:
      return compression satisfies never;
  }
}

/** @param rows of the piece that lie inside the picture */
function readPiece(bytes: Uint8Array, directory: TiffDirectory, index: number, rows: number): Piece {
  const { bits, isPlanar, pieceWidth, pieceHeight } = directory;
  const samples = isPlanar ? 1 : directory.samples;
  const rowBytes = Math.ceil((pieceWidth * samples * bits) / 8);
  const start = directory.offsets[index];
  if (start === undefined) throw breaksOff();
  const count = directory.byteCounts[index] ?? bytes.length - start;
  if (start + count > bytes.length) throw breaksOff();
  // A copy, because differences are added up in place.
  const unpacked = unpack(bytes.subarray(start, start + count), directory, rowBytes * pieceHeight).slice();
  if (unpacked.length < rowBytes * rows) throw breaksOff();
  const piece = { bytes: unpacked, samples, rowBytes };
  if (directory.isDifferenced) addUp(piece, directory, rows);
  return piece;
}

function addUp({ bytes, samples, rowBytes }: Piece, { bits, isLittleEndian, pieceWidth }: TiffDirectory, rows: number) {
  if (bits < 8)
    throw new UnreadablePicture('is a TIFF of few bits with differences, which no program is known to write');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let row = 0; row < rows; row++) {
    const start = row * rowBytes;
    for (let index = samples; index < pieceWidth * samples; index++) {
      if (bits === 8)
        bytes[start + index] = (bytes[start + index] as number) + (bytes[start + index - samples] as number);
      else {
        const before = view.getUint16(start + 2 * (index - samples), isLittleEndian);
        const place = start + 2 * index;
        view.setUint16(place, (view.getUint16(place, isLittleEndian) + before) & 0xffff, isLittleEndian);
      }
    }
  }
}

function sampleOf({ bytes, rowBytes }: Piece, { bits, isLittleEndian }: TiffDirectory, row: number, index: number) {
  const start = row * rowBytes;
  if (bits === 8) return bytes[start + index] as number;
  if (bits === 16) {
    const [first, second] = [bytes[start + 2 * index] as number, bytes[start + 2 * index + 1] as number];
    return isLittleEndian ? first | (second << 8) : (first << 8) | second;
  }
  const inByte = 8 / bits;
  const byte = bytes[start + Math.floor(index / inByte)] as number;
  return (byte >> (8 - bits * ((index % inByte) + 1))) & ((1 << bits) - 1);
}

/** What a stored sample becomes: inverted where white is zero, stretched to 8 bits where there are fewer. */
function greyLevels({ bits, photometric }: TiffDirectory): (value: number) => number {
  const most = 2 ** bits - 1;
  const stretch = bits < 8 ? 255 / most : 1;
  return photometric === 'white-is-zero' ? (value) => (most - value) * stretch : (value) => value * stretch;
}

/** Writes one sample of a pixel, or for a palette all three of its colours. */
type Place = (pixel: number, sample: number, value: number) => void;

function placer(directory: TiffDirectory, raster: Raster): Place {
  const { samples: out, channels } = raster;
  if (directory.photometric !== 'palette') {
    const level = greyLevels(directory);
    return (pixel, sample, value) => {
      out[pixel * channels + sample] = level(value);
    };
  }
  const { palette } = directory;
  const colours = palette.length / 3;
  return (pixel, sample, value) => {
    if (sample > 0) return;
    for (let channel = 0; channel < 3; channel++) {
      out[3 * pixel + channel] = (palette[channel * colours + value] ?? 0) >> 8;
    }
  };
}

/**
 * Decodes the first picture of a TIFF.
 * @throws UnreadablePicture, RangeError where it breaks off
 */
export function decodeTiff(bytes: Uint8Array): Raster {
  const directory = tiffDirectory(bytes);
  checkSize(directory);
  const { width, height, photometric, bits, isPlanar, pieceWidth, pieceHeight } = directory;
  if (pieceWidth < 1 || pieceHeight < 1) throw new UnreadablePicture('is damaged: its strips or tiles have no size');
  checkSize({ width: pieceWidth, height: pieceHeight });
  const channels = photometric === 'colour' || photometric === 'palette' ? 3 : 1;
  const length = width * height * channels;
  const isDeep = bits === 16 && photometric !== 'palette';
  const samples = isDeep ? new Uint16Array(length) : new Uint8Array(length);
  const raster: Raster = { width, height, channels, samples };
  const place = placer(directory, raster);
  const [across, down] = [Math.ceil(width / pieceWidth), Math.ceil(height / pieceHeight)];
  for (let plane = 0; plane < (isPlanar ? channels : 1); plane++) {
    for (let index = 0; index < across * down; index++) {
      const [left, top] = [(index % across) * pieceWidth, Math.floor(index / across) * pieceHeight];
      const rows = Math.min(pieceHeight, height - top);
      const piece = readPiece(bytes, directory, plane * across * down + index, rows);
      const used = Math.min(channels, piece.samples);
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < Math.min(pieceWidth, width - left); column++) {
          const pixel = (top + row) * width + left + column;
          for (let sample = 0; sample < used; sample++) {
            place(pixel, plane + sample, sampleOf(piece, directory, row, column * piece.samples + sample));
          }
        }
      }
    }
  }
  return upright(raster, directory.orientation);
}
