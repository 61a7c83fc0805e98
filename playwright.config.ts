import { defineConfig } from "@playwright/test";
import { ownerSession } from "#e2e/fixtures/people";
import { readServices } from "#e2e/services/services";

const { browser } = readServices();
const setUp = "set-up.spec.ts";

export default defineConfig({
  testDir: "e2e/specs",
  outputDir: "test-results",
  globalSetup: "./e2e/fixtures/global-setup.ts",
  workers: 1,
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
      testIgnore: setUp,
      dependencies: ["set-up"],
      use: { storageState: ownerSession },
    },
  ],
});
