// The end of what a process wrote: enough to explain its death, never enough to fill the memory.

const longestLine = 2_000;

/** Keeps the last `limit` lines of a stream of text. */
export class OutputTail {
  readonly #limit: number;
  readonly #lines: string[] = [];
  #unfinished = '';

  /** @param limit lines kept */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Takes the next piece of text; lines may be cut anywhere between two pieces. */
  push(text: string): void {
    const pieces = (this.#unfinished + text).split(/\r?\n/);
    this.#unfinished = (pieces.pop() ?? '').slice(0, longestLine);
    this.#lines.push(...pieces.slice(-this.#limit).map((line) => line.slice(0, longestLine)));
    this.#lines.splice(0, Math.max(0, this.#lines.length - this.#limit));
  }

  /** The lines so far, oldest first; a line without its end counts. */
  lines(): string[] {
    const all = this.#unfinished === '' ? this.#lines : [...this.#lines, this.#unfinished];
    return all.slice(-this.#limit);
  }
}
