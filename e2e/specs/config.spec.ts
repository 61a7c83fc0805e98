import { expect, test } from "#e2e/fixtures/dashboard";
import { containerModal, tabPath } from "#e2e/pages/container-modal";

test("the commands are chosen, looked at, mended and saved", async ({
  page,
  run,
  api,
  services,
}) => {
  const target = await run({
    image: services.images.mariadb,
    env: { MYSQL_ROOT_PASSWORD: "not a secret" },
    volume: "/var/lib/mysql",
  });
  const integration = await api.bucketIntegration();
  const modal = containerModal(page, target.containerName);
  const command = page.getByRole("textbox", { name: "Backup command" });
  const timeout = page.getByRole("textbox", { name: "Timeout" }).first();
  const save = page.getByRole("button", { name: "Save" });
  await page.goto(tabPath(target.containerId, "config/integrations/backups"));

  await test.step("the preset that fits the image is filled in", async () => {
    await expect(page.getByRole("combobox", { name: "Preset" })).toContainText(
      "MariaDB (fits this container)",
    );
    await expect(command).toHaveValue(/^"MYSQL_PWD=.*mariadb-dump .*--all-databases/);
    await page.getByRole("combobox", { name: "Preset" }).click();
    await page.getByRole("option", { name: "Files (tar)" }).click();
    await expect(command).toHaveValue("tar cf - -C /var/lib/mysql .");
  });

  await test.step("bad input gets its error at its field", async () => {
    await save.click();
    await expect(page.getByText("Choose where the backups are stored.")).toBeVisible();
    await timeout.fill("soon");
    await timeout.blur();
    await expect(timeout).toHaveAttribute("aria-invalid", "true");
    await timeout.fill("3d15h10m5s");
    await expect(timeout).not.toHaveAttribute("aria-invalid", "true");
    await command.fill("tar cf - 'no end");
    await command.blur();
    await expect(command).toHaveAttribute("aria-invalid", "true");
  });

  await test.step("the preview shows what will run", async () => {
    await command.fill("tar cf - -C /srv .");
    await expect(page.getByText("Run as it is, without a shell").first()).toBeVisible();
    await command.fill(`"tar cf - -C $HOME ."`);
    await expect(page.getByText("/bin/sh -c").first()).toBeVisible();
    await expect(
      page.getByText("Run by a shell in the container: its environment variables substitute."),
    ).toHaveCount(1);
  });

  await test.step("a warning comes with its fix", async () => {
    await command.fill(`"mysqldump --all-databases -u root -p $MYSQL_ROOT_PASSWORD"`);
    await expect(page.getByText("makes $MYSQL_ROOT_PASSWORD the name of a database")).toBeVisible();
    await page.getByRole("button", { name: "Remove the space" }).click();
    await expect(command).toHaveValue(`"mysqldump --all-databases -u root -p$MYSQL_ROOT_PASSWORD"`);
    await expect(page.getByRole("button", { name: "Remove the space" })).toBeHidden();
    await command.fill("mysqldump --all-databases -u root -p$MYSQL_ROOT_PASSWORD");
    await page.getByRole("button", { name: "Wrap in double quotes" }).click();
    await expect(command).toHaveValue(`"mysqldump --all-databases -u root -p$MYSQL_ROOT_PASSWORD"`);
  });

  await test.step("leaving with unsaved changes asks first", async () => {
    await modal.tab("Backups").click();
    const question = page.getByRole("dialog", { name: "Leave without saving?" });
    await question.getByRole("button", { name: "Keep editing" }).click();
    await expect(command).toHaveValue(/-p\$MYSQL_ROOT_PASSWORD/);
  });

  await test.step("saved, it is there after a reload", async () => {
    await page.getByRole("combobox", { name: "Integration" }).click();
    await page.getByRole("option", { name: integration.name }).click();
    await save.click();
    await expect(page.getByText("Saved.")).toBeVisible();
    await page.reload();
    await expect(command).toHaveValue(`"mysqldump --all-databases -u root -p$MYSQL_ROOT_PASSWORD"`);
    await expect(timeout).toHaveValue("3d15h10m5s");
    await expect(page.getByRole("combobox", { name: "Integration" })).toContainText(
      integration.name,
    );
  });
});
