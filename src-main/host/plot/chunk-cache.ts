// Chunks that were unpacked lately, so that zooming does not unpack them again. A chunk's number always means the same points.
import type { ReadDb } from '../../store/database.ts';
import { chunkData, chunkOutline, type OutlineName } from '../../store/packing/chunks.ts';
import type { PointArrays } from '../../store/packing/point-codec.ts';

/** Which points of a chunk: all of them, or an outline. */
export type Detail = 'all' | OutlineName;

const bytesPerPoint = 16;
const overhead = 200;

/** Keeps the chunks used last, up to so many bytes. */
export class ChunkCache {
  readonly #db: ReadDb;
  readonly #mostBytes: number;
  /** Used longest ago first. */
  readonly #kept = new Map<string, PointArrays>();
  #bytes = 0;

  constructor(db: ReadDb, mostBytes = 96 * 2 ** 20) {
    this.#db = db;
    this.#mostBytes = mostBytes;
  }

  /** Bytes that are kept. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Points of a chunk; not to be changed. */
  get(chunk: number, detail: Detail): PointArrays {
    const key = `${chunk}/${detail}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return kept;
    }
    const points = detail === 'all' ? chunkData(this.#db, chunk) : chunkOutline(this.#db, chunk, detail);
    this.#keep(key, points);
    return points;
  }

  #keep(key: string, points: PointArrays): void {
    this.#kept.set(key, points);
    this.#bytes += sizeOf(points);
    for (const [oldest, old] of this.#kept) {
      if (this.#bytes <= this.#mostBytes || oldest === key) break;
      this.#kept.delete(oldest);
      this.#bytes -= sizeOf(old);
    }
  }
}

function sizeOf({ steps }: PointArrays): number {
  return bytesPerPoint * steps.length + overhead;
}
