// How often something may be started anew before it is given up: a crash that comes back at once would never end.

const mostRestarts = 3;
const periodMs = 5 * 60_000;

/**
 * A budget of three restarts in five minutes.
 * @param now a clock that never goes back, in milliseconds
 * @returns whether one more restart is within it; asking spends it
 */
export function restartBudget(now: () => number): () => boolean {
  let restarts: number[] = [];
  return () => {
    restarts = restarts.filter((at) => now() - at < periodMs);
    if (restarts.length >= mostRestarts) return false;
    restarts.push(now());
    return true;
  };
}
