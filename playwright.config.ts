import { defineConfig } from "@playwright/test";
import type { PerRun } from "#e2e/fixtures/dashboard";
import { ownerSession, seededSession } from "#e2e/fixtures/people";
import { readServices } from "#e2e/services/services";

const { browser } = readServices();
const setUp = "set-up.spec.ts";
const seeded = "seeded/**";

export default defineConfig<object, PerRun>({
  testDir: "e2e/specs",
  outputDir: "test-results",
  globalSetup: "./e2e/fixtures/global-setup.ts",
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: "list",
  use: {
    browserName: "chromium",
    launchOptions: browser,
    // A trace of every test costs a sixth of their time: `npx playwright test --trace on` where one is wanted.
    trace: "off",
    screenshot: "only-on-failure",
    viewport: { width: 1280, height: 800 },
  },
  projects: [
    { name: "set-up", testMatch: setUp },
    {
      name: "dashboard",
      testIgnore: [setUp, seeded],
      dependencies: ["set-up"],
      // They share one Holdfast, and what it counts.
      workers: 1,
      use: { storageState: ownerSession },
    },
    // Those that need no container of the Docker Engine run beside them.
    {
      name: "seeded",
      testMatch: seeded,
      // What depends on something starts when all that depends on nothing has ended.
      dependencies: ["set-up"],
      workers: 1,
      use: { apart: true, storageState: seededSession },
    },
  ],
});
