// The one owner of the wall clock: everything else is handed a `now`.

/** Milliseconds since 1970, UTC. */
export function wallClock(): number {
  return Date.now();
}
