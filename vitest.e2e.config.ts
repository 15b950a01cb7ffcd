// The end-to-end tests: the served app in a real browser, on the real host, engine and store. One after the other: they share two cores.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    // A browser, a host and a trainer on two cores that others use too: once more before it is called a failure.
    retry: 1,
    testTimeout: 180_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
