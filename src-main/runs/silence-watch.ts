// Notices when a trainer has gone silent, and when it speaks again. What to do about it is the user's decision.

export interface SilenceWatchOptions {
  readonly afterMs: number;
  onSilent(): void;
  onHeardAgain(): void;
}

/** Armed by the first sign of life, renewed by every later one. */
export class SilenceWatch {
  readonly #options: SilenceWatchOptions;
  #timer: NodeJS.Timeout | null = null;
  #isSilent = false;

  constructor(options: SilenceWatchOptions) {
    this.#options = options;
  }

  /** Takes a sign of life. */
  heard(): void {
    if (this.#timer === null) this.#timer = setTimeout(() => this.#fallSilent(), this.#options.afterMs);
    else this.#timer.refresh();
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
    this.#options.onSilent();
  }
}
