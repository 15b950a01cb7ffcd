// The clock that training time is counted by.

const millisecondsOfProcessor = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/**
 * In milliseconds, never going back. With SELFTUNE_CLOCK=processor it counts what this process had of the processors, all threads
 * together, so that comparisons at equal compute hold on a machine that does other things meanwhile; else it is the clock on the wall.
 */
export const now: () => number =
  process.env.SELFTUNE_CLOCK === 'processor' ? millisecondsOfProcessor : () => performance.now();
