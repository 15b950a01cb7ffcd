// Notices when a trainer has gone silent, and when it speaks again. What to do about it is the user's decision.

export interface SilenceWatchOptions {
  /** @param seconds that it has been silent for */
  onSilent(seconds: number): void;
  onHeardAgain(): void;
}

/** Armed by the first sign of life, renewed by every later one. */
export class SilenceWatch {
  readonly #options: SilenceWatchOptions;
  #timer: NodeJS.Timeout | null = null;
  #afterMs = 0;
  #isSilent = false;

  constructor(options: SilenceWatchOptions) {
    this.#options = options;
  }

  /** Takes a sign of life. @param afterMs how long the silence after it may last */
  heard(afterMs: number): void {
    if (this.#timer !== null && this.#afterMs === afterMs) this.#timer.refresh();
    else {
      if (this.#timer !== null) clearTimeout(this.#timer);
      this.#afterMs = afterMs;
      this.#timer = setTimeout(() => this.#fallSilent(), afterMs);
    }
    if (!this.#isSilent) return;
    this.#isSilent = false;
    this.#options.onHeardAgain();
  }

  /** Ends the watch; the next sign of life begins it again. */
  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#isSilent = false;
  }

  #fallSilent(): void {
    this.#timer = null;
    this.#isSilent = true;
    this.#options.onSilent(this.#afterMs / 1_000);
  }
}
