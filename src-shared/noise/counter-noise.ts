// Counter-based noise: every draw is a function of (seed, stream, step, index) and of nothing else.
// That makes a resumed run exact and engines comparable. It lives in src-shared because data, train and the fixtures all need it.
// Not for secrets: the hash is fast and well mixed, not cryptographic.

/** What a stream of noise is for; two purposes never share draws. */
export type NoiseStream = string;

/** FNV-1a over UTF-16 units: turns a stream's name into 32 bits. */
function hashName(name: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** A 32-bit bijection with bias 0.17 against random permutations. Source: C. Wellons, hash-prospector, "lowbias32" (public domain). */
function mix(value: number): number {
  let x = value;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}

const toUnit = 1 / 0x1000000;

/** Noise of one run. */
export class CounterNoise {
  readonly #seed: number;

  /** @param seed integer in [0, 2^32) */
  constructor(seed: number) {
    this.#seed = mix((seed >>> 0) ^ 0x9e3779b9);
  }

  /** Two independent keys for one (stream, step): 64 bits, so that equal keys of two steps are out of reach. */
  #keys(stream: NoiseStream, step: number): [number, number] {
    const name = hashName(stream);
    const low = mix(this.#seed ^ mix(name ^ mix(step >>> 0)));
    const high = mix(low ^ mix((name + 0x85ebca6b) ^ mix(Math.floor(step / 0x1_0000_0000) ^ 0xc2b2ae35)));
    return [low, high];
  }

  /** Fills `out` with uniforms in [0, 1), multiples of 2^-24; returns it. */
  uniform(stream: NoiseStream, step: number, out: Float32Array): Float32Array {
    const keys = this.#keys(stream, step);
    // As signed integers: unsigned ones of more than 31 bits would be converted at every draw.
    const [low, high] = [keys[0] | 0, keys[1] | 0];
    for (let index = 0; index < out.length; index++) {
      // mix() written out: this is the hot loop of a training step.
      let x = (index + low) | 0;
      x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
      x = Math.imul(x ^ (x >>> 15), 0x735a2d97) ^ high;
      x = Math.imul(x ^ (x >>> 15), 0x21f0aaad);
      out[index] = ((x ^ (x >>> 16)) >>> 8) * toUnit;
    }
    return out;
  }

  /** Fills `out` with standard normal draws (Box-Muller on two uniforms each pair); returns it. */
  normal(stream: NoiseStream, step: number, out: Float32Array): Float32Array {
    const pairs = (out.length + 1) >> 1;
    const draws = this.uniform(stream, step, new Float32Array(2 * pairs));
    for (let pair = 0; pair < pairs; pair++) {
      // 1 - u lies in (0, 1]: the logarithm of zero cannot happen.
      const radius = Math.sqrt(-2 * Math.log(1 - (draws[2 * pair] as number)));
      const angle = 2 * Math.PI * (draws[2 * pair + 1] as number);
      out[2 * pair] = radius * Math.cos(angle);
      if (2 * pair + 1 < out.length) out[2 * pair + 1] = radius * Math.sin(angle);
    }
    return out;
  }

  /** A permutation of 0 … length-1 (Fisher-Yates). */
  permutation(stream: NoiseStream, step: number, length: number): Uint32Array {
    const order = Uint32Array.from({ length }, (_, index) => index);
    const [low, high] = this.#keys(stream, step);
    for (let last = length - 1; last > 0; last--) {
      // 53 bits, so that the remainder's bias is below 2^-21 for any table that fits in memory.
      const draw = mix(mix(last + low) ^ high) * 0x200000 + (mix(mix(last + high) ^ low) >>> 11);
      const pick = draw % (last + 1);
      const held = order[last] as number;
      order[last] = order[pick] as number;
      order[pick] = held;
    }
    return order;
  }
}
