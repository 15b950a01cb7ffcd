// Which rows the k-th batch holds: a function of (seed, stream, k) only, so that a resumed run draws what it would have drawn.
import type { CounterNoise, NoiseStream } from '../../src-shared/noise/counter-noise.ts';

/** Batches of shuffled rows, epoch after epoch; rows left over at an epoch's end are dropped, others in each epoch. */
export class BatchOrder {
  readonly batchSize: number;
  readonly batchesPerEpoch: number;
  readonly #noise: CounterNoise;
  readonly #stream: NoiseStream;
  readonly #rows: number;
  #epoch = -1;
  #order: Uint32Array = new Uint32Array(0);

  /**
   * @param stream name of the draws; two orders with different names are independent
   * @param rows rows of the part
   * @param batchSize rows of a batch, at most all of them
   */
  constructor(noise: CounterNoise, stream: NoiseStream, rows: number, batchSize: number) {
    this.#noise = noise;
    this.#stream = stream;
    this.#rows = rows;
    this.batchSize = Math.min(batchSize, rows);
    this.batchesPerEpoch = Math.floor(rows / this.batchSize);
  }

  /**
   * Rows of batch number `draw`, counted from 0 over all epochs.
   * @returns [batchSize], to be read only
   */
  batch(draw: number): Uint32Array {
    const epoch = Math.floor(draw / this.batchesPerEpoch);
    if (epoch !== this.#epoch) {
      this.#order = this.#noise.permutation(this.#stream, epoch, this.#rows);
      this.#epoch = epoch;
    }
    const start = (draw % this.batchesPerEpoch) * this.batchSize;
    return this.#order.subarray(start, start + this.batchSize);
  }
}
