// One axis of a picture made longer or shorter: each new pixel is a weighted mean of old ones. Shrinking averages the area a new pixel
// covers, so that no old pixel is left out; enlarging goes in a straight line from one old pixel to the next (bilinear on two axes).

/** For each new pixel the old ones it is made of. */
export interface AxisWeights {
  /** [new] first old pixel. */
  readonly starts: Int32Array;
  /** [new] how many from there on. */
  readonly counts: Int32Array;
  /** [new, most] add up to 1. */
  readonly weights: Float32Array;
  readonly most: number;
}

export interface AxisChange {
  /** Old pixels. */
  readonly length: number;
  /** Where the part that is shown begins and how long it is, in old pixels, fractions of them too. */
  readonly from: number;
  readonly span: number;
  /** New pixels. */
  readonly wanted: number;
}

const made = new Map<string, AxisWeights>();
/** Sets of pictures have few sizes. */
const mostMade = 64;

/** The weights of an axis. */
export function axisWeights(change: AxisChange): AxisWeights {
  const key = `${change.length} ${change.from} ${change.span} ${change.wanted}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  if (made.size >= mostMade) made.clear();
  const weights = change.span > change.wanted ? averaging(change) : interpolating(change);
  made.set(key, weights);
  return weights;
}

function averaging({ length, from, span, wanted }: AxisChange): AxisWeights {
  const step = span / wanted;
  const most = Math.ceil(step) + 2;
  const result = emptyWeights(wanted, most);
  for (let pixel = 0; pixel < wanted; pixel++) {
    const begin = Math.max(0, from + pixel * step);
    const end = Math.min(length, from + (pixel + 1) * step);
    const first = Math.min(length - 1, Math.floor(begin));
    const count = Math.max(1, Math.min(most, Math.ceil(end) - first));
    result.starts[pixel] = first;
    result.counts[pixel] = count;
    for (let index = 0; index < count; index++) {
      const covered = Math.min(end, first + index + 1) - Math.max(begin, first + index);
      result.weights[pixel * most + index] = covered / (end - begin);
    }
  }
  return result;
}

function interpolating({ length, from, span, wanted }: AxisChange): AxisWeights {
  const result = emptyWeights(wanted, 2);
  for (let pixel = 0; pixel < wanted; pixel++) {
    const centre = from + ((pixel + 0.5) * span) / wanted - 0.5;
    const place = Math.min(length - 1, Math.max(0, centre));
    const first = Math.floor(place);
    result.starts[pixel] = first;
    result.counts[pixel] = first + 1 < length ? 2 : 1;
    result.weights[2 * pixel] = first + 1 < length ? 1 - (place - first) : 1;
    result.weights[2 * pixel + 1] = place - first;
  }
  return result;
}

function emptyWeights(wanted: number, most: number): AxisWeights {
  return {
    starts: new Int32Array(wanted),
    counts: new Int32Array(wanted),
    weights: new Float32Array(wanted * most),
    most,
  };
}
