import { expect, test } from "#e2e/fixtures/dashboard";

test.use({ forgiven: /status of 404 .*\/no\/such\/page/ });

test("an address that is no page says so in our own words, within our own policy", async ({
  page,
}) => {
  await page.goto("/no/such/page");
  await expect(page.getByRole("heading", { name: "There is no such page" })).toBeVisible();
  await page.getByRole("link", { name: "Go to the overview" }).click();
  await expect(page).toHaveURL(/\/$/);
});
