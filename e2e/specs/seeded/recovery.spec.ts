import { sql } from "drizzle-orm";
import { expect, test } from "#e2e/fixtures/dashboard";
import { lineTo } from "#e2e/fixtures/line-to";
import { ownHub } from "#e2e/fixtures/two-hubs";
import type { Database } from "#lib/db/client";

test.use({
  forgiven: /net::ERR_|Failed to load resource|Failed to fetch RSC payload|ChunkLoadError/,
});

/** Renames the hub's first integration, as another tab would, but so that no open page hears of it. */
async function rename(db: Database, name: string): Promise<void> {
  const { hubId } = await ownHub(db);
  await db.execute(sql`update integrations set name = ${name}
    where id = (select id from integrations where hub_id = ${hubId} and deleted is null
      order by created limit 1)`);
}

test("a page says when it is cut off, and is up to date by itself when it is back", async ({
  page,
  db,
  started,
}) => {
  test.setTimeout(120_000);
  const line = await lineTo(started.url);
  const lost = page.getByRole("status").filter({ hasText: "The live connection is lost" });
  const named = (name: string) => page.getByRole("heading", { name, level: 2 });
  await page.goto(`${line.url}/hub/integrations`);
  await expect(page.getByRole("listitem").first()).toBeVisible();

  await test.step("the server is gone: said within seconds; back: fetched anew", async () => {
    line.cut();
    await expect(lost).toBeVisible({ timeout: 10_000 });
    await rename(db, "Renamed while away");
    await expect(named("Renamed while away")).toBeHidden();
    line.mend();
    await expect(lost).toBeHidden({ timeout: 20_000 });
    await expect(named("Renamed while away")).toBeVisible();
  });

  await test.step("the network swallows everything without a word: the same", async () => {
    line.stall();
    await expect(lost).toBeVisible({ timeout: 30_000 });
    await rename(db, "Renamed in silence");
    line.mend();
    await expect(lost).toBeHidden({ timeout: 30_000 });
    await expect(named("Renamed in silence")).toBeVisible();
  });

  await test.step("going on works without a reload", async () => {
    await page
      .getByRole("navigation", { name: "Main" })
      .getByRole("link", { name: "Overview" })
      .click();
    await expect(page.getByRole("heading", { name: "Running now" })).toBeVisible();
  });
  await rename(db, "Local folder");
  await page.goto("about:blank");
  await line.close();
});

test("a part that is asked for without a line comes when the line is back", async ({
  page,
  started,
}) => {
  const line = await lineTo(started.url);
  const palette = page.getByRole("dialog", { name: "Go to" });
  await page.goto(`${line.url}/profile`);
  await expect(page.getByText("This one")).toBeVisible();
  line.cut();
  await page.keyboard.press("Control+k");
  await page.waitForTimeout(3000);
  await expect(page.getByText("This one")).toBeVisible();
  await expect(palette).toBeHidden();
  line.mend();
  await expect(palette).toBeVisible();
  await page.goto("about:blank");
  await line.close();
});

test("a part that the server has not got any more is said, with what to do", async ({ page }) => {
  await page.goto("/profile");
  await expect(page.getByText("This one")).toBeVisible();
  await page.route("**/_next/static/chunks/*.js", (route) => route.fulfill({ status: 404 }));
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("heading", { name: "This page could not be shown" })).toBeVisible();
  await page.unrouteAll();
  await page.getByRole("button", { name: "Reload the page" }).click();
  await expect(page.getByText("This one")).toBeVisible();
});

test("what changes while a page is on its way is not missed", async ({ page, api }) => {
  const [first] = await api.call<{ id: string; name: string }[]>(
    "GET",
    "/hubs/current/integrations",
  );
  const rename = (name: string) =>
    api.call("PATCH", `/hubs/current/integrations/${first?.id}`, { name });
  const named = (name: string) => page.getByRole("heading", { name, level: 2 });
  // The stream comes late: the page has been drawn by then.
  const late = Promise.withResolvers<void>();
  await page.route("**/api/events?*", async (route) => {
    await late.promise;
    await route.continue();
  });
  await page.goto("/hub/integrations");
  await expect(named(first?.name ?? "")).toBeVisible();
  await rename("Renamed in between");
  await page.waitForTimeout(500);
  await expect(named("Renamed in between")).toBeHidden();
  late.resolve();
  await expect(named("Renamed in between")).toBeVisible();
  await rename(first?.name ?? "");
  await expect(named(first?.name ?? "")).toBeVisible();
});

for (const [words, hours] of [
  ["two hours behind", -2],
  ["a day ahead", 24],
] as const) {
  test(`times are true in a browser whose clock is ${words}`, async ({ page }) => {
    await page.clock.install({ time: Date.now() + hours * 3600_000 });
    await page.goto("/profile");
    const recent = String.raw`(just now|now|\d+ minutes? ago)`;
    const times = new RegExp(`Signed in ${recent}, last seen ${recent}`, "i");
    await expect(page.getByRole("listitem").filter({ hasText: "This one" })).toContainText(times);
  });
}
