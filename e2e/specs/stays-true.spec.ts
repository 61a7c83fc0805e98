import { expect, test } from "#e2e/fixtures/dashboard";
import { backupsTab } from "#e2e/pages/backups-tab";
import { tabPath } from "#e2e/pages/container-modal";

/* What a person has opened, chosen or typed stays what it was while things change around it. */

test("a restore goes to the instance that was chosen, or nowhere", async ({
  page,
  run,
  api,
  services,
}) => {
  const project = `stays-${Date.now().toString(36)}`;
  const instance = (number: number) =>
    run({
      image: services.images.tar,
      volume: "/var/lib/test",
      labels: {
        "com.docker.compose.project": project,
        "com.docker.compose.service": project,
        "com.docker.compose.container-number": String(number),
      },
    });
  const one = await instance(1);
  const two = await instance(2);
  await api.configure(one, { backup: "cat /etc/hostname", restore: "cat" });
  await api.backUp(one);
  const tab = backupsTab(page);
  await page.goto(tabPath(one.containerId, "backups"));
  await tab.row().restore.click();
  const dialog = tab.dialog(/^Restore /);
  const confirm = dialog.getByRole("button", { name: /^Restore/ });
  await expect(confirm).toHaveText(`Restore to ${one.name}`);
  await dialog.getByRole("radio", { name: two.name }).check();
  await expect(confirm).toHaveText(`Restore to ${two.name}`);

  await two.docker("stop", "-t", "0");
  await expect(dialog.getByRole("alert")).toContainText("does not run any more");
  await expect(confirm).toHaveText("Restore");
  await expect(confirm).toBeDisabled();
  await expect(dialog.getByRole("radio", { name: one.name })).not.toBeChecked();
  await two.docker("start");
  await expect(confirm).toHaveText(`Restore to ${two.name}`);
});

test("a config that somebody else saves is taken over, but for what was typed", async ({
  page,
  run,
  api,
  services,
}) => {
  const target = await run({ image: services.images.tar, volume: "/var/lib/test" });
  await api.configure(target, { backup: "cat /etc/hostname", restore: "cat" });
  await page.goto(tabPath(target.containerId, "config/integrations/backups"));
  const command = page.getByRole("textbox", { name: "Backup command" });
  const timeout = page.getByRole("textbox", { name: "Timeout" }).first();
  await expect(command).toHaveValue("cat /etc/hostname");
  await api.configure(target, { backup: "cat /etc/hosts", restore: "cat" });
  await expect(command).toHaveValue("cat /etc/hosts");

  await timeout.fill("7m");
  await api.configure(target, { backup: "cat /etc/passwd", restore: "cat" });
  await expect(command).toHaveValue("cat /etc/passwd");
  await expect(timeout).toHaveValue("7m");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Unsaved changes")).toBeHidden();
  const kept = await api.call(
    "GET",
    `/containers/${target.containerId}/config/integrations/backups`,
  );
  expect(kept).toMatchObject({ backup: { command: "cat /etc/passwd", timeout: "7m" } });
});

test("a link out of a form that was changed asks first", async ({ page, run, api, services }) => {
  const target = await run({ image: services.images.tar, volume: "/var/lib/test" });
  await api.configure(target, { backup: "cat /etc/hostname" });
  await page.goto("/hub/settings");
  const grace = page.getByLabel("Grace period of gone containers", { exact: true });
  await grace.fill("9");
  const activity = page
    .getByRole("navigation", { name: "Main" })
    .getByRole("link", { name: "Activity" });
  await activity.click();
  const asked = page.getByRole("dialog", { name: "Leave without saving?" });
  await asked.getByRole("button", { name: "Keep editing" }).click();
  await expect(grace).toHaveValue("9");
  await activity.click();
  await asked.getByRole("button", { name: "Leave without saving" }).click();
  await expect(page).toHaveURL(/\/activity$/);
});

test("the delete dialog is about those that were selected when it was opened", async ({
  page,
  run,
  api,
  services,
}) => {
  const target = await run({ image: services.images.tar, volume: "/var/lib/test" });
  await api.configure(target, { backup: "cat /etc/hostname" });
  const [first] = await api.backUp(target, 3);
  const tab = backupsTab(page);
  await page.goto(tabPath(target.containerId, "backups"));
  await expect(tab.rows).toHaveCount(3);
  await tab.row(1).checkbox.check();
  await tab.row(2).checkbox.check();
  await tab.deleteBackup.click();
  const dialog = tab.dialog("Delete 2 backups?");
  await expect(dialog).toBeVisible();
  await api.call("POST", `/containers/${target.containerId}/backups/tasks`, {
    action: "delete",
    contents: { ids: [first?.id] },
  });
  await expect(tab.rows).toHaveCount(2);
  await expect(dialog).toBeVisible();
  await dialog.getByRole("button", { name: "Delete 2 backups" }).click();
  await expect(dialog).toBeHidden();
  await expect(tab.rows).toHaveCount(1);
  await expect(tab.row().state("Live")).toBeVisible();
});

test.describe(() => {
  test.use({ forgiven: /ERR_INTERNET_DISCONNECTED|status of 0/ });

  test("what is asked for without a network fails at once, and is not done later", async ({
    page,
    run,
    api,
    services,
    context,
  }) => {
    const target = await run({ image: services.images.tar, volume: "/var/lib/test" });
    await api.configure(target, { backup: "cat /etc/hostname" });
    await api.backUp(target);
    const tab = backupsTab(page);
    await page.goto(tabPath(target.containerId, "backups"));
    await expect(tab.rows).toHaveCount(1);
    await context.setOffline(true);
    await tab.backUpNow.click();
    await expect(page.getByText(/does not answer/).first()).toBeVisible();
    await context.setOffline(false);
    await expect(page.getByText("The live connection is lost")).toBeHidden({ timeout: 20_000 });
    await page.reload();
    await expect(tab.rows).toHaveCount(1);
  });
});
