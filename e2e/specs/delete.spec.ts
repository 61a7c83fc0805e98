import { expect, test } from "#e2e/fixtures/dashboard";
import { backupsTab } from "#e2e/pages/backups-tab";
import { tabPath } from "#e2e/pages/container-modal";
import type { BackupDto } from "#lib/api/backup-dto";

test("several backups are deleted at once, and what cannot be says why", async ({
  page,
  run,
  api,
  services,
  bucket,
}) => {
  const target = await run({ image: services.images.tar, volume: "/var/lib/test" });
  await api.configure(target, {
    backup: "tar cf - -C /var/lib/test backup",
    restore: `"cat > /dev/null; sleep 600"`,
  });
  const made = (await api.backUp(target, 5)).reverse();
  expect(made.map(({ state }) => state.current)).toEqual(Array(5).fill("live"));
  const kept = async () => {
    const keys = (await bucket.versions()).map(({ key }) => key);
    return made.filter(({ target: { path } }) => keys.includes(path)).map(({ id }) => id);
  };
  const ids = (rows: BackupDto[]) => rows.map(({ id }) => id);
  const tab = backupsTab(page);
  await page.goto(tabPath(target.containerId, "backups"));
  await expect(tab.rows).toHaveCount(5);

  await test.step("Shift-click takes a range", async () => {
    await tab.row(1).checkbox.click();
    await tab.row(3).checkbox.click({ modifiers: ["Shift"] });
    await expect(tab.selected).toContainText("3 selected");
    await expect(tab.row(2).checkbox).toBeChecked();
  });

  await test.step("the dialog says how many and how much, and Keep keeps them", async () => {
    await tab.deleteBackup.click();
    const dialog = tab.dialog("Delete 3 backups?");
    const size = made.slice(1, 4).reduce((sum, row) => sum + row.target.size, 0);
    await expect(dialog).toContainText(`3 live backups, ${size} B`);
    await expect(dialog).toContainText(/from Test store \S+\. This cannot be undone/);
    await dialog.getByRole("button", { name: "Keep" }).click();
    await expect(dialog).toBeHidden();
    expect(await kept()).toHaveLength(5);
  });

  await test.step("they are gone from the list and from the bucket, versions too", async () => {
    await tab.deleteBackup.click();
    await page.getByRole("button", { name: "Delete 3 backups" }).click();
    await expect(tab.rows).toHaveCount(2);
    expect(await kept()).toEqual(ids([made[0], made[4]].filter((row) => row !== undefined)));
    const gone = made.slice(1, 4).map((row) => row.target.path);
    const left = (await bucket.versions()).filter(({ key }) =>
      gone.some((path) => key.startsWith(path)),
    );
    expect(left).toEqual([]);
  });

  await test.step("one that a restore reads stays, with the reason; the other goes", async () => {
    await tab.row(1).restore.click();
    await page.getByRole("button", { name: `Restore to ${target.name}` }).click();
    await expect(tab.restores.getByText("Restoring", { exact: true })).toBeVisible();
    await tab.selectAll.check();
    await expect(tab.selected).toContainText("2 selected");
    await tab.deleteBackup.click();
    await expect(tab.dialog("Delete 2 backups?")).toContainText("No backup is left after this");
    await page.getByRole("button", { name: "Delete 2 backups" }).click();
    await expect(tab.rows).toHaveCount(1);
    await expect(page.getByText("1 backup was not deleted.")).toBeVisible();
    await expect(tab.row().row).toContainText("Not deleted: A restore is reading it");
    expect(await kept()).toEqual(ids(made.slice(4)));
  });

  await test.step("once the restore is cancelled it can be deleted", async () => {
    await tab.restores.getByRole("button", { name: "Cancel" }).click();
    await expect(tab.restores.getByText("Cancelled", { exact: true })).toBeVisible();
    await tab.deleteBackup.click();
    await page.getByRole("button", { name: "Delete 1 backup" }).click();
    await expect(page.getByRole("heading", { name: "No backups yet" })).toBeVisible();
    expect(await kept()).toEqual([]);
  });
});
