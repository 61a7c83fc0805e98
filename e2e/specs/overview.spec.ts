import type { Locator } from "@playwright/test";
import { eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { backups } from "#drizzle/backups";
import { containers, hosts } from "#drizzle/containers";
import { integrations } from "#drizzle/integrations";
import { expect, test } from "#e2e/fixtures/dashboard";
import { type SeededHub, seedContainer, seedIntegration } from "#e2e/fixtures/seed";
import { ownHub } from "#e2e/fixtures/two-hubs";
import { backupsTab } from "#e2e/pages/backups-tab";
import { hubBackupsPage, numberIn, overviewPage } from "#e2e/pages/overview-page";
import type { Database } from "#lib/db/client";

/** A container on a host that no worker serves: ours would see that Docker has none of it. */
async function seedFleet(
  db: Database,
): Promise<{ hub: SeededHub; containerId: string; integrationId: string }> {
  const { hubId } = await ownHub(db);
  const hub = { hubId, hostId: uuidv7() };
  await db.insert(hosts).values({ id: hub.hostId, hubId, identifier: `berth-${hub.hostId}` });
  const integrationId = await seedIntegration(db, hub, {
    vendor: "folder",
    path: "/var/empty/holdfast",
    prefix: "",
  });
  const { containerId, instanceIds } = await seedContainer(db, hub, { integrationId });
  await db.execute(sql`
    insert into ${backups} (id, hub_id, container_id, instance_id, instance_name, integration_id,
      host_id, state, trigger, command, timeout_seconds, size, original_size, created, started,
      finished, error_code, error_message)
    select gen_random_uuid(), ${hubId}, ${containerId}, ${instanceIds[0]}, 'fleet', ${integrationId},
      ${hub.hostId}, s.state, 'schedule', 'cat', 60, s.size, s.size, n.t, n.t, n.t,
      s.code, s.message
    from generate_series(1, 150) i, lateral (select now() - i * interval '5 hours' as t) n,
      lateral (select case when i % 9 = 4 then 'failed' when i % 40 = 7 then 'missing' else 'live' end as state,
        case when i % 9 <> 4 then 1000000 * i end as size,
        case when i % 9 = 4 then 'store-refused' end as code,
        case when i % 9 = 4 then 'The bucket refused the key.' end as message) s`);
  return { hub, containerId, integrationId };
}

async function sink(
  db: Database,
  { hub, containerId, integrationId }: Awaited<ReturnType<typeof seedFleet>>,
) {
  await db.delete(backups).where(eq(backups.containerId, containerId));
  await db.execute(sql`delete from backup_configs where container_id = ${containerId}`);
  await db.execute(sql`delete from instances where container_id = ${containerId}`);
  await db.delete(containers).where(eq(containers.id, containerId));
  await db.delete(integrations).where(eq(integrations.id, integrationId));
  await db.delete(hosts).where(eq(hosts.id, hub.hostId));
}

test("each number of the overview leads to as many rows", async ({ page, db }) => {
  const fleet = await seedFleet(db);
  const overview = overviewPage(page);
  const list = hubBackupsPage(page);

  /** Follows a link that shows a number, and compares it with the list it leads to. */
  async function follow(link: Locator, wanted: number): Promise<void> {
    await link.click();
    await expect(page).toHaveURL(/\/backups\?/);
    await expect(list.count).toHaveText(
      new RegExp(`^${wanted.toLocaleString("en")} backups? match`),
    );
    await page.goBack();
    await expect(overview.headline).not.toHaveText("Overview");
  }

  await overview.goto();
  await test.step("the sums under the bars, and single bars", async () => {
    await expect(overview.bars).toHaveCount(30);
    for (const word of ["live", "failed"]) {
      const link = overview.timeline.getByRole("link", { name: new RegExp(`^[\\d,]+ ${word}$`) });
      const wanted = numberIn(await link.textContent());
      expect(wanted).toBeGreaterThan(10);
      await follow(link, wanted);
    }
    for (const at of [3, 17, 28]) {
      const words = (await overview.bars.nth(at).getAttribute("aria-label")) ?? "";
      const counts = words.split(": ")[1]?.split(", ").map(numberIn) ?? [];
      await follow(
        overview.bars.nth(at),
        counts.reduce((sum, count) => sum + count, 0),
      );
    }
    await overview.timeline.getByRole("button", { name: "24 hours" }).click();
    await expect(overview.bars).toHaveCount(24);
  });

  await test.step("the bars are one stop for Tab, and the arrow keys go on", async () => {
    await overview.timeline.getByRole("button", { name: "30 days" }).focus();
    await page.keyboard.press("Tab");
    await expect(overview.bars.last()).toBeFocused();
    await page.keyboard.press("ArrowLeft");
    await expect(overview.bars.nth(22)).toBeFocused();
    const words = (await overview.bars.nth(22).getAttribute("aria-label")) ?? "none";
    await expect(overview.timeline.getByText(words)).toBeVisible();
    await page.keyboard.press("Tab");
    await expect(overview.bars.nth(22)).not.toBeFocused();
  });

  await test.step("the head, what is stored, what is missing, the navigation", async () => {
    const live = page.getByRole("link", { name: /^[\d,]+ live backups?$/ });
    await follow(live, numberIn(await live.textContent()));
    const stored = overview.stored.getByText(/[\d,]+ backups?$/).first();
    const held = Number(/([\d,]+) backups?$/.exec((await stored.textContent()) ?? "")?.[1]);
    await follow(overview.stored.getByRole("link").first(), held);
    const missing = overview.attention("Missing").getByRole("listitem").first();
    const gone = /([\d,]+) backups? \(/.exec((await missing.textContent()) ?? "")?.[1];
    await follow(missing.getByRole("link", { name: /^See (it|them)/ }), Number(gone));
    const nav = page.getByRole("navigation", { name: "Main" });
    const all = numberIn(await nav.getByRole("link", { name: /^Backups/ }).textContent());
    await nav.getByRole("link", { name: /^Backups/ }).click();
    await expect(list.count).toHaveText(`${all.toLocaleString("en")} backups`);
  });
  await sink(db, fleet);
});

test("all backups: filters in the address, pages while scrolling, each row leads to its own", async ({
  page,
  db,
}) => {
  const fleet = await seedFleet(db);
  const list = hubBackupsPage(page);
  const [container] = await db
    .select({ name: containers.name })
    .from(containers)
    .where(eq(containers.id, fleet.containerId));
  const name = container?.name ?? "";

  await list.goto();
  await list.search.fill(name.toUpperCase());
  await expect(list.count).toHaveText("150 backups match");
  await list.choose("State", "Failed");
  await expect(list.count).toHaveText("17 backups match");
  await expect(list.rows.first()).toContainText("The bucket refused the key.");
  await expect(page).toHaveURL(/state=failed&search=DB-/);
  await page.reload();
  await expect(list.count).toHaveText("17 backups match");
  await list.choose("Trigger", "Manual");
  await expect(page.getByRole("heading", { name: "No backup matches" })).toBeVisible();
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(list.search).toHaveValue("");

  await list.goto(`?container=${fleet.containerId}`);
  await expect(list.count).toHaveText("150 backups match");
  await page.locator("#main").evaluate(async (pane) => {
    while (pane.querySelector("p[role=status]")?.textContent !== "150 backups") {
      pane.scrollTo(0, pane.scrollHeight);
      await new Promise(requestAnimationFrame);
    }
    pane.scrollTo(0, pane.scrollHeight);
  });
  await expect(page.locator('#main tbody[data-index="149"]')).toBeVisible();
  expect(await list.rows.count()).toBeLessThan(60);
  const last = page.locator('#main tbody[data-index="149"]').getByRole("link");
  const backupId = /backup=([\w-]+)/.exec((await last.getAttribute("href")) ?? "")?.[1];
  await last.click();
  await expect(page.getByRole("dialog", { name })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/backups\\?backup=${backupId}`));
  await sink(db, fleet);
});

test("what runs is shown with its progress, can be cancelled, and is gone when it ends", async ({
  page,
  run,
  api,
  services,
}) => {
  const target = await run({ image: services.images.tar, volume: "/var/lib/test" });
  const overview = overviewPage(page);
  await overview.goto();
  await expect(overview.headline).toContainText("protected");
  await api.configure(target, {
    backup: `"while :; do head -c 3000000 /dev/urandom; sleep 0.2; done"`,
  });
  await api.call("POST", `/containers/${target.containerId}/backups`, {});
  const line = overview.runOf(target.containerName);
  await expect(line).toContainText(/[\d.]+ MB · [\d.]+ [KM]B\/s/);
  await line.getByRole("button", { name: "Cancel" }).click();
  await expect(line).toBeHidden();

  await hubBackupsPage(page).goto(`?container=${target.containerId}`);
  await expect(hubBackupsPage(page).rows).toHaveCount(1);
  await expect(hubBackupsPage(page).rows.first()).toContainText("Cancelled");
  await api.configure(target, { backup: "cat /etc/hostname" });
  await api.backUp(target);
  await expect(hubBackupsPage(page).rows.first(), "comes in without a reload").toContainText(
    "Live",
  );
  await page.goto(`/containers/${target.containerId}/backups`);
  await expect(backupsTab(page).rows).toHaveCount(2);
});

test("the first steps can be hidden, and brought back", async ({ page }) => {
  // As long as nobody has tried a restore in this hub.
  await page.route("**/api/v1/hubs/current/overview", async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    body.data.first_steps.restored = false;
    await route.fulfill({ response, json: body });
  });
  const { firstSteps, goto, headline } = overviewPage(page);
  await goto();
  await expect(firstSteps).toContainText("Try a restore");
  await firstSteps.getByRole("button", { name: "Hide the first steps" }).click();
  await expect(firstSteps).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(firstSteps).toBeVisible();
  await firstSteps.getByRole("button", { name: "Hide the first steps" }).click();
  await page.reload();
  await expect(headline).not.toHaveText("Overview");
  await expect(firstSteps).toBeHidden();
});
