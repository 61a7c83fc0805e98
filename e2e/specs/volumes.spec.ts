import { expect, test } from "#e2e/fixtures/dashboard";
import { containerModal, tabPath } from "#e2e/pages/container-modal";
import { runCommand } from "#e2e/services/run-command";

test("the Volumes tab shows each mount, its size, and which backups hold it", async ({
  page,
  run,
  api,
  services,
}) => {
  const target = await run({ image: services.images.tar, volume: "/var/lib/test" });
  await target.shell("head -c 2500000 /dev/zero > /var/lib/test/kept");
  const { dialog } = containerModal(page, target.containerName);
  const row = dialog.getByRole("row").filter({ hasText: `${target.name}-data` });
  await page.goto(tabPath(target.containerId, "volumes"));
  await expect(row).toContainText("/var/lib/test");
  await expect(row).toContainText("2.50 MB");
  await expect(row).toContainText("Not covered");
  await expect(dialog).toContainText("No live backup holds /var/lib/test");

  await test.step("a backup that packs it is seen at once", async () => {
    await api.configure(target, { backup: "tar cf - -C /var/lib/test ." });
    await api.backUp(target);
    await expect(row.getByText("Covered", { exact: true })).toBeVisible();
    await expect(row.getByRole("link", { name: /^last now/i })).toBeVisible();
  });

  await test.step("of a script nothing is known, and the last backup that held it stays named", async () => {
    await api.configure(target, { backup: "/opt/backup.sh" });
    await api.backUp(target);
    await expect(row).toContainText("Not known");
    await expect(row.getByRole("link", { name: /^last/ })).toBeVisible();
  });

  await test.step("who else has the volume is named, and leads there", async () => {
    const name = `${target.name}-reader`;
    const docker = (...words: string[]) => runCommand("docker", words, { timeoutSeconds: 60 });
    const volume = `${target.name}-data:/elsewhere:ro`;
    const about = ["--name", name, "--label", "holdfast-test=1", "--network", "none"];
    await docker("run", "-d", ...about, "-v", volume, services.images.tar);
    try {
      await expect(async () => {
        await page.reload();
        await expect(row.getByRole("link", { name })).toBeVisible({ timeout: 2000 });
      }).toPass();
      await row.getByRole("link", { name }).click();
      await expect(page.getByRole("dialog", { name })).toContainText("/elsewhere");
    } finally {
      await docker("rm", "-f", name);
    }
  });
});
