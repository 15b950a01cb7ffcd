// Points of one series as bytes and back, every bit of them: steps as differences, values as the difference in bits to the one before,
// both sorted by the significance of their bytes, then deflated. Typed arrays are read as the machine has them: little-endian on every
// platform this program runs on.
import { deflateRawSync, inflateRawSync } from 'node:zlib';

export interface PointArrays {
  /** Rising. */
  readonly steps: Float64Array<ArrayBuffer>;
  readonly values: Float64Array<ArrayBuffer>;
}

export const noPoints: PointArrays = { steps: new Float64Array(0), values: new Float64Array(0) };

/** Bytes of one point before deflation: 4 of the step's difference, 8 of the value. */
const planes = 12;
/** Level 4 packs loss curves within 2 % of level 9, in a fifth of the time. */
const level = 4;

/** The bytes of some points. Steps are whole numbers, and no two neighbours are 2^32 or more apart. */
export function encodePoints({ steps, values }: PointArrays): Uint8Array {
  const count = steps.length;
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * count);
  const bytes = new Uint8Array(8 + planes * count);
  new DataView(bytes.buffer).setFloat64(0, steps[0] ?? 0, true);
  const put = (plane: number, at: number, word: number) => {
    for (let byte = 0; byte < 4; byte++) bytes[8 + (plane + byte) * count + at] = (word >>> (8 * byte)) & 0xff;
  };
  let low = 0;
  let high = 0;
  for (let at = 0; at < count; at++) {
    put(0, at, at === 0 ? 0 : ((steps[at] as number) - (steps[at - 1] as number)) >>> 0);
    put(4, at, (words[2 * at] as number) ^ low);
    put(8, at, (words[2 * at + 1] as number) ^ high);
    low = words[2 * at] as number;
    high = words[2 * at + 1] as number;
  }
  return deflateRawSync(bytes, { level });
}

/** What {@link encodePoints} encoded. */
export function decodePoints(packed: Uint8Array): PointArrays {
  const bytes = inflateRawSync(packed);
  const count = (bytes.length - 8) / planes;
  const steps = new Float64Array(count);
  const values = new Float64Array(count);
  const words = new Uint32Array(values.buffer);
  const take = (plane: number, at: number) => {
    const place = 8 + plane * count + at;
    return (
      ((bytes[place] as number) |
        ((bytes[place + count] as number) << 8) |
        ((bytes[place + 2 * count] as number) << 16) |
        ((bytes[place + 3 * count] as number) << 24)) >>>
      0
    );
  };
  let step = new DataView(bytes.buffer, bytes.byteOffset).getFloat64(0, true);
  let low = 0;
  let high = 0;
  for (let at = 0; at < count; at++) {
    step += take(0, at);
    low = (low ^ take(4, at)) >>> 0;
    high = (high ^ take(8, at)) >>> 0;
    steps[at] = step;
    words[2 * at] = low;
    words[2 * at + 1] = high;
  }
  return { steps, values };
}

/** The points at some positions. */
export function pick({ steps, values }: PointArrays, positions: Uint32Array): PointArrays {
  return {
    steps: Float64Array.from(positions, (at) => steps[at] as number),
    values: Float64Array.from(positions, (at) => values[at] as number),
  };
}

/** Points of two series, both rising; where both have a step, the second's counts. */
export function mergePoints(first: PointArrays, second: PointArrays): PointArrays {
  const [border] = second.steps;
  if (border === undefined) return first;
  if ((first.steps.at(-1) ?? Number.NEGATIVE_INFINITY) < border) return concatenate([first, second]);
  const merged = new Map<number, number>();
  for (const { steps, values } of [first, second]) {
    for (const [at, step] of steps.entries()) merged.set(step, values[at] as number);
  }
  const steps = Float64Array.from(merged.keys()).sort();
  return { steps, values: Float64Array.from(steps, (step) => merged.get(step) as number) };
}

/** One after the other. */
export function concatenate(parts: readonly PointArrays[]): PointArrays {
  const count = parts.reduce((sum, { steps }) => sum + steps.length, 0);
  const steps = new Float64Array(count);
  const values = new Float64Array(count);
  let at = 0;
  for (const part of parts) {
    steps.set(part.steps, at);
    values.set(part.values, at);
    at += part.steps.length;
  }
  return { steps, values };
}
