import { expect, test } from "#e2e/fixtures/dashboard";
import { tabTo } from "#e2e/fixtures/tab-to";
import { backupsTab } from "#e2e/pages/backups-tab";
import { containerModal, tabPath } from "#e2e/pages/container-modal";

test("the container modal has addresses, closes by Escape and Back, and gives focus back", async ({
  page,
  run,
  services,
}) => {
  const target = await run({ image: services.images.tar, volume: "/var/lib/test" });
  const modal = containerModal(page, target.containerName);
  const link = page.getByRole("link", { name: target.containerName, exact: true });

  await test.step("Escape closes it and focus is on its row again", async () => {
    await modal.openFromList();
    await expect(page).toHaveURL(new RegExp(`${target.containerId}/dashboard$`));
    await modal.tab("Instances").click();
    await expect(modal.dialog).toContainText(target.id.slice(0, 12));
    await page.keyboard.press("Escape");
    await expect(modal.dialog).toBeHidden();
    await expect(page).toHaveURL(/\/containers$/);
    await expect(link).toBeFocused();
  });

  await test.step("Back closes it, however many tabs were looked at", async () => {
    await link.click();
    await modal.tab("Backups").click();
    await expect(page).toHaveURL(/\/backups$/);
    await modal.tab("Instances").click();
    await expect(page).toHaveURL(/\/instances$/);
    await page.goBack();
    await expect(modal.dialog).toBeHidden();
    await expect(page).toHaveURL(/\/containers$/);
  });

  await test.step("a tab's address opens it, and again after a reload", async () => {
    await page.goto(tabPath(target.containerId, "backups"));
    await expect(modal.tab("Backups")).toHaveAttribute("aria-current", "page");
    await page.reload();
    await expect(page.getByRole("heading", { name: "No backups yet" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page).toHaveURL(/\/containers$/);
    await expect(page.getByRole("heading", { name: "Containers", level: 1 })).toBeVisible();
  });
});

test("a backup's log is reached by the keyboard alone", async ({ page, run, api, services }) => {
  const target = await run({ image: services.images.tar, volume: "/var/lib/test" });
  await api.configure(target, { backup: `"echo found me >&2; cat /etc/hostname"` });
  await api.backUp(target);
  const modal = containerModal(page, target.containerName);
  const tab = backupsTab(page);
  const { keyboard } = page;

  await page.goto("/containers");
  const link = page.getByRole("link", { name: target.containerName, exact: true });
  await expect(page.getByRole("table")).toBeVisible();
  await keyboard.press("/");
  await keyboard.type(target.containerName);
  // The list's head, its environment, and the one that is left.
  await expect(page.getByRole("row")).toHaveCount(3);
  await tabTo(page, link);
  await keyboard.press("Enter");
  await expect(modal.dialog).toBeVisible();
  await tabTo(page, modal.tab("Backups"));
  await keyboard.press("Enter");
  await expect(tab.row().state("Live")).toBeVisible();
  await tabTo(page, tab.row().log);
  await keyboard.press("Enter");
  await expect(tab.row().row).toContainText("found me");
  await keyboard.press("Escape");
  await expect(modal.dialog).toBeHidden();
  await expect(link).toBeFocused();
});
