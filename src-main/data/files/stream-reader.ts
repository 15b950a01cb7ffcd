// Takes bytes off a stream in the lengths that a format asks for.

export class StreamReader {
  readonly #source: AsyncGenerator<Uint8Array>;
  #chunk: Uint8Array = new Uint8Array(0);

  constructor(source: AsyncGenerator<Uint8Array>) {
    this.#source = source;
  }

  /** The next chunk where the last is used up; false at the end. */
  async #fill(): Promise<boolean> {
    while (this.#chunk.length === 0) {
      const next = await this.#source.next();
      if (next.done === true) return false;
      this.#chunk = next.value;
    }
    return true;
  }

  /** So many bytes, fewer at the end, in an array of their own. */
  async take(count: number): Promise<Uint8Array> {
    const out = new Uint8Array(count);
    let filled = 0;
    while (filled < count && (await this.#fill())) {
      const piece = this.#chunk.subarray(0, count - filled);
      out.set(piece, filled);
      filled += piece.length;
      this.#chunk = this.#chunk.subarray(piece.length);
    }
    return out.subarray(0, filled);
  }

  /** Passes over so many bytes. @returns how many there were */
  async skip(count: number): Promise<number> {
    let skipped = 0;
    while (skipped < count && (await this.#fill())) {
      const step = Math.min(this.#chunk.length, count - skipped);
      this.#chunk = this.#chunk.subarray(step);
      skipped += step;
    }
    return skipped;
  }

  /** Lets the stream go. */
  async close(): Promise<void> {
    await this.#source.return(undefined);
  }
}
