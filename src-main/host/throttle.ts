// Does something for each of many keys, but not too often for any of them. The last request is always served.

/** Runs an action for a key at once when it has not been run lately, else as soon as its time has come. */
export class Throttle<Key> {
  readonly #everyMs: number;
  readonly #action: (key: Key) => void;
  /** Keys whose action ran lately; whether it is wanted again, and the timer that looks. */
  readonly #resting = new Map<Key, { isWanted: boolean; readonly timer: NodeJS.Timeout }>();

  constructor(everyMs: number, action: (key: Key) => void) {
    this.#everyMs = everyMs;
    this.#action = action;
  }

  /** Runs the action for `key` now or, when that was less than the given time ago, later. */
  soon(key: Key): void {
    const resting = this.#resting.get(key);
    if (resting === undefined) this.now(key);
    else resting.isWanted = true;
  }

  /** Runs the action for `key` at once, whatever was before. */
  now(key: Key): void {
    const resting = this.#resting.get(key);
    if (resting !== undefined) clearTimeout(resting.timer);
    this.#rest(key, false);
    this.#action(key);
  }

  /** Runs the action for `key` when the given time has passed. */
  later(key: Key): void {
    const resting = this.#resting.get(key);
    if (resting === undefined) this.#rest(key, true);
    else resting.isWanted = true;
  }

  /** Serves what is still wanted and ends all timers. */
  close(): void {
    for (const [key, { isWanted, timer }] of [...this.#resting]) {
      clearTimeout(timer);
      this.#resting.delete(key);
      if (isWanted) this.#action(key);
    }
  }

  #rest(key: Key, isWanted: boolean): void {
    this.#resting.set(key, { isWanted, timer: setTimeout(() => this.#wake(key), this.#everyMs) });
  }

  #wake(key: Key): void {
    const isWanted = this.#resting.get(key)?.isWanted ?? false;
    this.#resting.delete(key);
    if (isWanted) this.now(key);
  }
}
