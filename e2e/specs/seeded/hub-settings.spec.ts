import { expect, test } from "#e2e/fixtures/dashboard";
import { owner } from "#e2e/fixtures/people";
import { signedInBrowser } from "#e2e/fixtures/signed-in";
import { addMember, ownHub } from "#e2e/fixtures/two-hubs";
import type { HubSettingsDto } from "#lib/api/hub-dto";

test("settings are read and written in hours, days and percent, and go back to their defaults", async ({
  page,
  api,
}) => {
  const kept = () => api.call<HubSettingsDto>("GET", "/hubs/current/settings");
  const save = page.getByRole("button", { name: "Save", exact: true });
  const catchUp = page.getByLabel("Catch-up window", { exact: true });
  const grace = page.getByLabel("Grace period of gone containers", { exact: true });
  await page.goto("/hub/settings");
  await expect(catchUp).toHaveValue("6");
  await expect(page.getByLabel("Verified per day", { exact: true })).toHaveValue("3.33");
  await expect(save).toBeDisabled();

  await test.step("what will not do gets its error at its field, in the same unit", async () => {
    await catchUp.fill("721");
    await grace.fill("a week");
    await save.click();
    await expect(catchUp).toHaveAccessibleDescription(/Use a number of hours, 0 to 720/);
    await expect(grace).toHaveAccessibleDescription(/Use a number of days, 0 to 365/);
  });

  await test.step("saved, only what was changed", async () => {
    await catchUp.fill("1.5");
    await grace.fill("7");
    await save.click();
    await expect(page.getByText("The settings are saved")).toBeVisible();
    const { defaults, ...now } = await kept();
    expect(now).toEqual({ ...defaults, catch_up_seconds: 5400, gone_grace_seconds: 604_800 });
    await page.reload();
    await expect(grace).toHaveValue("7");
    await expect(page.getByText("Default: 1 day.")).toBeVisible();
  });

  await test.step("and back", async () => {
    await page.getByRole("button", { name: "Catch-up window: back to default" }).click();
    await page
      .getByRole("button", { name: "Grace period of gone containers: back to default" })
      .click();
    await save.click();
    await expect(page.getByText("The settings are saved")).toBeVisible();
    await expect(save).toBeDisabled();
    const { defaults, ...now } = await kept();
    expect(now).toEqual(defaults);
  });
});

test("the hub's new name is in every open tab, and who may not change it only reads", async ({
  page,
  browser,
  started,
  db,
}) => {
  const person = await addMember(db, (await ownHub(db)).hubId, "developer");
  const other = await signedInBrowser(browser, started, person);
  await other.page.goto("/hub/settings");
  await expect(other.page.getByText("Only an owner or admin of the hub")).toBeVisible();
  await expect(other.page.getByLabel("Catch-up window", { exact: true })).not.toBeEditable();
  await expect(other.page.getByRole("button", { name: "Save", exact: true })).toHaveCount(0);

  await page.goto("/hub/settings");
  const name = page.getByLabel("Name", { exact: true });
  const rename = async (to: string) => {
    await name.fill(to);
    await page.getByRole("button", { name: "Rename" }).click();
    for (const tab of [page, other.page])
      await expect(tab.getByText(`Hub · ${to}`, { exact: true })).toBeVisible();
  };
  await name.fill(" ");
  await page.getByRole("button", { name: "Rename" }).click();
  await expect(name).toHaveAccessibleDescription(/Enter a name/);
  await rename("South yard");
  await expect(other.page.getByLabel("Name", { exact: true })).toHaveValue("South yard");
  await rename(owner.hubName);
  await other.context.close();
});

test("hosts say whether they answer", async ({ page }) => {
  await page.goto("/hub/hosts");
  const host = page.getByRole("listitem").filter({ hasText: "Docker Engine" });
  await expect(host).toContainText("Live");
  await expect(host).toContainText(/\d+\.\d+/);
});
