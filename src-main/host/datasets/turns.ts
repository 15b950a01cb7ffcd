// Lets only so many things be under way at once; the others wait for their turn, in their order.

/**
 * @param most under way at once
 * @returns does one thing when its turn has come
 */
export function createTurns(most: number): <Result>(act: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let underway = 0;
  return async (act) => {
    if (underway >= most) {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push(resolve);
      await promise;
    } else underway += 1;
    try {
      return await act();
    } finally {
      // The place is handed on, not given back: nobody who comes now gets in before those who wait.
      const next = waiting.shift();
      if (next === undefined) underway -= 1;
      else next();
    }
  };
}
