import { eq } from "drizzle-orm";
import { backups } from "#drizzle/backups";
import { expect, test } from "#e2e/fixtures/dashboard";
import { backupsTab } from "#e2e/pages/backups-tab";
import { tabPath } from "#e2e/pages/container-modal";

test("filters stand in the address, and the rows follow what happens", async ({
  page,
  run,
  api,
  services,
  db,
}) => {
  const target = await run({ image: services.images.tar, volume: "/var/lib/test" });
  await api.configure(target, { backup: "tar cf - -C /var/lib/test backup" });
  const made = await api.backUp(target, 3);
  await api.configure(target, { backup: `"echo no such table >&2; exit 3"` });
  await api.backUp(target);
  const old = new Date(Date.now() - 40 * 86_400_000);
  await db
    .update(backups)
    .set({ created: old, trigger: "schedule" })
    .where(eq(backups.id, made[0]?.id ?? ""));
  const tab = backupsTab(page);
  await page.goto(tabPath(target.containerId, "backups"));
  await expect(tab.rows).toHaveCount(4);

  await test.step("by state", async () => {
    await tab.choose("State", "Failed");
    await expect(tab.rows).toHaveCount(1);
    await expect(page).toHaveURL(/\?state=failed$/);
    await expect(page.getByText("1 backup", { exact: true })).toBeVisible();
    await page.reload();
    await expect(tab.rows).toHaveCount(1);
    await expect(tab.row().row).toContainText("exit code 3");
  });

  await test.step("a new row that does not pass stays out, one that does comes in", async () => {
    await api.backUp(target);
    await expect(tab.rows).toHaveCount(2);
    await api.configure(target, { backup: "tar cf - -C /var/lib/test backup" });
    await api.backUp(target);
    await expect(page.getByRole("link", { name: "Backups 4" })).toBeVisible();
    await expect(tab.rows).toHaveCount(2);
  });

  await test.step("by trigger and time, together", async () => {
    await page.getByRole("button", { name: "Clear the filters" }).click();
    await expect(tab.rows).toHaveCount(6);
    await tab.choose("Trigger", "Schedule");
    await expect(tab.rows).toHaveCount(1);
    await tab.choose("Created", "Last 30 days");
    await expect(page.getByText("No backup passes these filters")).toBeVisible();
    await page.getByRole("button", { name: "Clear the filters" }).last().click();
    await expect(page).toHaveURL(/backups$/);
    await tab.choose("Created", "Chosen days");
    await page.getByLabel("Created to").fill(old.toISOString().slice(0, 10));
    await expect(tab.rows).toHaveCount(1);
  });

  await test.step("an address that was linked, with rubbish in it", async () => {
    const linked = `?state=live,failed&since=30&trigger=manual&from=nonsense`;
    await page.goto(`${tabPath(target.containerId, "backups")}${linked}`);
    await expect(tab.rows).toHaveCount(5);
  });
});

test("details, verify, pin: on one row and on many; the delete dialog tells of pins", async ({
  page,
  run,
  api,
  services,
  context,
}) => {
  const target = await run({ image: services.images.tar, volume: "/var/lib/test" });
  await api.configure(target, {
    backup: "tar cf - -C /var/lib/test backup",
    restore: `"tar xf - -C '/var/lib/test'"`,
  });
  const [first, second] = await api.backUp(target, 2);
  const tab = backupsTab(page);
  const other = await context.newPage();
  await other.goto(tabPath(target.containerId, "backups"));
  await page.goto(tabPath(target.containerId, "backups"));
  await expect(tab.rows).toHaveCount(2);

  await test.step("the newest and the older say until when they are kept", async () => {
    await expect(tab.row(0).row).toContainText("Newest");
    await expect(tab.row(1).row).toContainText(/\d{1,2} \w{3} \d{4}/);
  });

  await test.step("pinned on one row, seen in another tab, undone from the toast", async () => {
    await tab.row(1).choose("Pin");
    await expect(tab.row(1).row).toContainText("Pinned");
    await expect(backupsTab(other).row(1).row).toContainText("Pinned");
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(backupsTab(other).row(1).row).not.toContainText("Pinned");
  });

  await test.step("pinned together", async () => {
    await tab.selectAll.check();
    await page.getByRole("button", { name: "More for the selected" }).click();
    await page.getByRole("menuitem", { name: "Pin 2" }).click();
    await expect(tab.row(0).row).toContainText("Pinned");
    await expect(tab.row(1).row).toContainText("Pinned");
    await tab.deleteBackup.click();
    const dialog = tab.dialog("Delete 2 backups?");
    await expect(dialog).toContainText("2 of them are pinned");
    await dialog.getByRole("button", { name: "Keep" }).click();
  });

  await test.step("verified on request", async () => {
    await page.getByRole("button", { name: "More for the selected" }).click();
    await page.getByRole("menuitem", { name: "Verify 2" }).click();
    const verified = async (id = "") => (await api.backup(target, id)).verification.last !== null;
    await expect.poll(() => verified(first?.id), { timeout: 30_000 }).toBe(true);
    await expect.poll(() => verified(second?.id), { timeout: 30_000 }).toBe(true);
  });

  await test.step("details by the menu, with an address of their own", async () => {
    await tab.row(0).choose("Details");
    const details = page.getByRole("dialog", { name: /^Backup of / });
    await expect(details).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`\\?backup=${second?.id}$`));
    await page.reload();
    await expect(details).toContainText("tar cf - -C /var/lib/test backup");
    await expect(details).toContainText("Every byte was as stored");
    await expect(details).toContainText(second?.sha256 ?? "no hash");
    const line = details.getByText(/aws s3 cp .*docker exec -i/);
    await expect(line).toContainText(`s3 cp s3://`);
    await expect(line).toContainText(`--endpoint-url ${services.s3.endpoint}`);
    await expect(line).toContainText(`docker exec -i ${target.name} /bin/sh -c`);
    await details.getByRole("button", { name: "Read it as it is stored" }).click();
    await expect(details.getByText('"holdfast_manifest": 1')).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(details).toBeHidden();
    await expect(page).toHaveURL(/\/backups$/);
    await expect(tab.rows).toHaveCount(2);
  });
});

test.describe("an address of a backup that is not there", () => {
  test.use({ forgiven: /status of 404/ });

  test("says so, and leaves the list", async ({ page, run, api, services }) => {
    const target = await run({ image: services.images.tar, volume: "/var/lib/test" });
    await api.configure(target, { backup: "tar cf - -C /var/lib/test backup" });
    await api.backUp(target);
    const unknown = "0197a000-0000-7000-8000-000000000000";
    await page.goto(`${tabPath(target.containerId, "backups")}?backup=${unknown}`);
    await expect(page.getByText("The backup could not be loaded")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(backupsTab(page).rows).toHaveCount(1);
  });
});
