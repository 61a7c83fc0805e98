import { readFile } from "node:fs/promises";
import { sql } from "drizzle-orm";
import { expect, test } from "#e2e/fixtures/dashboard";
import { owner } from "#e2e/fixtures/people";
import { ownHub, seedOneOfEach } from "#e2e/fixtures/two-hubs";

test("a new line comes by itself, links to its thing, and is found by its filters", async ({
  page,
  api,
  db,
}) => {
  const { containerId } = await seedOneOfEach(db, await ownHub(db));
  const { identifier } = await api.call<{ identifier: string }>(
    "GET",
    `/containers/${containerId}`,
  );
  await page.goto("/activity");
  const line = page.getByRole("row").filter({ hasText: identifier });
  await expect(page.getByRole("row").nth(1)).toBeVisible();
  await expect(line).toHaveCount(0);

  await api.call("PATCH", `/containers/${containerId}`, { stateful_override: false });
  await expect(line).toHaveCount(1);
  await expect(line).toContainText(`${owner.name}`);
  await expect(line).toContainText(`marked as not stateful: ${identifier}`);

  await test.step("the filter stands in the address, and a reload keeps it", async () => {
    await page.getByRole("combobox", { name: "What" }).click();
    await page.getByRole("option", { name: "Integrations" }).click();
    await expect(page).toHaveURL(/\/activity\?kind=integrations$/);
    await expect(line).toHaveCount(0);
    await page.reload();
    await expect(page.getByRole("combobox", { name: "What" })).toContainText("Integrations");
    await page.getByRole("button", { name: "Clear", exact: true }).click();
    await expect(page).toHaveURL(/\/activity$/);
    await page.getByRole("combobox", { name: "Container" }).click();
    await page.getByPlaceholder("Search containers").fill(identifier);
    await page.getByRole("option", { name: identifier }).click();
    await expect(page).toHaveURL(new RegExp(`container=${containerId}`));
    await expect(line).toHaveCount(1);
    await page.getByLabel("To", { exact: true }).fill("2001-01-01");
    await expect(
      page.getByRole("heading", { name: "Nothing of this kind was done" }),
    ).toBeVisible();
    await page.getByRole("button", { name: "Clear the filters" }).click();
  });

  await test.step("what is exported is what the filter lets through", async () => {
    await page.goto(`/activity?container=${containerId}`);
    await expect(line).toHaveCount(1);
    await page.getByRole("button", { name: "Export" }).click();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: "CSV" }).click(),
    ]);
    const text = await readFile(await file.path(), "utf8");
    expect(file.suggestedFilename()).toMatch(/^activity-.*\.csv$/);
    expect(text.trimEnd().split("\r\n")).toHaveLength(2);
    expect(text).toContain(`"marked as not stateful: ${identifier}"`);
  });

  await line.getByRole("link", { name: identifier }).click();
  await expect(page.getByRole("dialog", { name: identifier })).toBeVisible();
});

test("a long trail is scrolled without an end, few rows of it are drawn", async ({ page, db }) => {
  const { hubId } = await ownHub(db);
  const marked = "01980000-0000-7000-8000-00000000beef";
  await db.execute(sql`
    insert into activity (id, hub_id, actor_id, actor, event, subject, created)
    select gen_random_uuid(), ${hubId}, ${marked}, 'Former Hand', 'container.backup.delete',
      'line ' || n, timestamptz '2025-01-01' + n * interval '1 minute'
    from generate_series(1, 450) n`);
  await page.goto(`/activity?actor=${marked}`);
  await expect(page.getByRole("combobox", { name: "Who" })).toContainText("A former member");
  await expect(page.getByText("line 450", { exact: true })).toBeVisible();
  const end = page.getByText("450 lines, the first at the end");
  await expect(async () => {
    await page.locator("#main").evaluate((main) => main.scrollTo(0, main.scrollHeight));
    await expect(end).toBeVisible({ timeout: 500 });
    await expect(page.getByText("line 1", { exact: true })).toBeVisible({ timeout: 500 });
  }).toPass();
  expect(await page.getByRole("row").count()).toBeLessThan(120);
  await db.execute(sql`delete from activity where actor_id = ${marked}`);
});
