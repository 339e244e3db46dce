import { defineConfig } from 'vitest/config';

/** Two workers: the plant's workstation, and ours, has two cores. */
export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
