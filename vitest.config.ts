import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Native addons (ONNX Runtime, SQLite) want a process, not a worker thread.
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
