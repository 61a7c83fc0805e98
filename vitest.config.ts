import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "{lib,components,drizzle}/**/*.test.{ts,tsx}",
            "e2e/{bench,static}/**/*.test.ts",
          ],
          environment: "node",
          // A process and its modules for each of so many small files would cost more than they do.
          isolate: false,
          maxWorkers: 3,
          testTimeout: 10_000,
        },
      },
      {
        test: {
          name: "faults",
          include: ["e2e/faults/**/*.test.ts"],
          environment: "node",
          globalSetup: ["e2e/integration/global-setup.ts"],
          // Some wait for a minute while others work; more would time each other out on two cores.
          maxWorkers: 3,
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "integration",
          include: ["e2e/integration/**/*.test.ts"],
          environment: "node",
          globalSetup: ["e2e/integration/global-setup.ts"],
          // As above: both may run together.
          maxWorkers: 3,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
