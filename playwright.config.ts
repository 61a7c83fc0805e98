import { defineConfig } from "@playwright/test";
import { readServices } from "#e2e/services/services";

const { browser } = readServices();

export default defineConfig({
  testDir: "e2e/specs",
  outputDir: "test-results",
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: "list",
  use: {
    browserName: "chromium",
    launchOptions: browser,
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    viewport: { width: 1280, height: 800 },
  },
});
