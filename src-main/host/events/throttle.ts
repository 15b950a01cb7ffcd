// Does something for each of many keys, but not too often for any of them. The last request is always served.

/** A key whose action ran lately, or is to be run later. */
interface Rest {
  /** `soon`: as soon as its time has come, unless it is run before. `later`: then in any case. */
  wanted: 'no' | 'soon' | 'later';
  readonly timer: NodeJS.Timeout;
}

/** Runs an action for a key at once when it has not been run lately, else as soon as its time has come. */
export class Throttle<Key> {
  readonly #everyMs: number;
  readonly #action: (key: Key) => void;
  readonly #resting = new Map<Key, Rest>();

  constructor(everyMs: number, action: (key: Key) => void) {
    this.#everyMs = everyMs;
    this.#action = action;
  }

  /** Runs the action for `key` now or, when that was less than the given time ago, later. */
  soon(key: Key): void {
    const resting = this.#resting.get(key);
    if (resting === undefined) this.now(key);
    else if (resting.wanted === 'no') resting.wanted = 'soon';
  }

  /** Runs the action for `key` at once, whatever was before. */
  now(key: Key): void {
    const resting = this.#resting.get(key);
    if (resting !== undefined) clearTimeout(resting.timer);
    this.#rest(key, resting?.wanted === 'later' ? 'later' : 'no');
    this.#action(key);
  }

  /** Runs the action for `key` when the given time has passed, also when it is run before. */
  later(key: Key): void {
    const resting = this.#resting.get(key);
    if (resting === undefined) this.#rest(key, 'later');
    else resting.wanted = 'later';
  }

  /** Serves what is still wanted and ends all timers. */
  close(): void {
    for (const [key, { wanted, timer }] of [...this.#resting]) {
      clearTimeout(timer);
      this.#resting.delete(key);
      if (wanted !== 'no') this.#action(key);
    }
  }

  #rest(key: Key, wanted: Rest['wanted']): void {
    this.#resting.set(key, { wanted, timer: setTimeout(() => this.#wake(key), this.#everyMs) });
  }

  #wake(key: Key): void {
    const wanted = this.#resting.get(key)?.wanted ?? 'no';
    this.#resting.delete(key);
    if (wanted !== 'no') this.now(key);
  }
}
