import { expect, test } from "#e2e/fixtures/dashboard";
import { npmStart } from "#e2e/fixtures/npm-start";
import { owner } from "#e2e/fixtures/people";
import { signInPage } from "#e2e/pages/sign-in";

test("without Docker the dashboard runs and says what to do", async ({ browser }) => {
  const start = await npmStart("end-to-end-no-docker", {
    DOCKER_HOST: "unix:///nonexistent/docker.sock",
    HOLDFAST_OWNER_EMAIL: owner.email,
    HOLDFAST_OWNER_PASSWORD: owner.password,
  });
  expect(start.setupLink).toBeNull();
  const context = await browser.newContext({ baseURL: start.url, storageState: undefined });
  try {
    const page = await context.newPage();
    await page.goto("/login");
    await signInPage(page).signIn(owner);
    const problem = page.getByRole("alert").filter({ hasText: "cannot be reached" });
    await expect(problem).toContainText("Docker on local cannot be reached");
    await expect(problem).toContainText("/nonexistent/docker.sock");
    await expect(problem).toContainText("Start Docker, or set DOCKER_HOST");
    await expect(page.getByRole("region", { name: "Unreachable" })).toContainText("local");
    await page.goto("/containers");
    await expect(page.getByRole("heading", { name: "Docker cannot be reached" })).toBeVisible();
    await page.goto("/hub/integrations");
    await expect(page.getByText("Not off-site")).toBeVisible();
  } finally {
    await context.close();
    await start.stop();
  }
});
