import { expect, test } from "#e2e/fixtures/dashboard";
import { backupsTab } from "#e2e/pages/backups-tab";
import { containerModal } from "#e2e/pages/container-modal";

const env = { POSTGRES_PASSWORD: "not a secret", POSTGRES_USER: "shop", POSTGRES_DB: "orders" };

test("a database is backed up, broken and restored, all from the browser", async ({
  page,
  run,
  api,
  services,
  bucket,
}) => {
  const instance = (number: number) =>
    run({
      image: services.images.postgres,
      env,
      volume: "/var/lib/postgresql/data",
      labels: {
        "com.docker.compose.project": "shop",
        "com.docker.compose.service": "orders-db",
        "com.docker.compose.container-number": String(number),
      },
    });
  const [one, two] = await Promise.all([instance(1), instance(2)]);
  expect(two.containerId).toBe(one.containerId);
  const query = (target: typeof one, sql: string) =>
    target.exec(["psql", "-U", "shop", "-d", "orders", "-qAtc", sql]);
  await query(
    one,
    "CREATE TABLE orders AS SELECT id, md5(id::text) AS item FROM generate_series(1, 50000) AS id",
  );
  const checksum = "SELECT count(*), md5(string_agg(id || item, ',' ORDER BY id)) FROM orders";
  const before = await query(one, checksum);
  expect(before).toMatch(/^50000\|/);
  const { name: integration } = await api.bucketIntegration();

  const modal = containerModal(page, "orders-db");
  const tab = backupsTab(page);

  await test.step("the commands that fit the image are saved", async () => {
    await modal.openFromList();
    await modal.tab("Backups").click();
    await expect(page.getByRole("heading", { name: "No backups yet" })).toBeVisible();
    await page.getByRole("link", { name: "Set the backup command" }).click();
    await expect(page.getByRole("combobox", { name: "Preset" })).toContainText("PostgreSQL");
    await page.getByRole("combobox", { name: "Integration" }).click();
    await page.getByRole("option", { name: integration }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("link", { name: "Go to Backups" }).click();
  });

  await test.step("Back up now: the row becomes Live and the object is in the bucket", async () => {
    await tab.backUpNow.click();
    await page.getByRole("menuitem", { name: one.name }).click();
    await expect(tab.rows).toHaveCount(1);
    await expect(tab.row().state("Live")).toBeVisible();
    await expect(tab.row().row).toContainText("Manual");
    await expect(tab.row().row).toContainText(one.name);
    // The object and its manifest.
    expect((await bucket.versions()).filter(({ marker }) => !marker)).toHaveLength(2);
  });

  await test.step("its log opens and says how the command ended", async () => {
    await tab.row().log.click();
    await expect(tab.row().row).toContainText("exit code 0");
    await expect(tab.row().row).toContainText("The command wrote nothing to stderr.");
  });

  await query(one, "DELETE FROM orders WHERE id % 2 = 0; UPDATE orders SET item = 'broken'");
  expect(await query(one, checksum)).not.toBe(before);

  await test.step("Restore offers the instance it came from first", async () => {
    await tab.row().restore.click();
    const dialog = tab.dialog("Restore orders-db");
    await expect(dialog.getByRole("radio").first()).toBeChecked();
    await expect(dialog.locator("label").first()).toContainText("this backup was made here");
    await expect(dialog).toContainText("pg_restore");
    await dialog.getByRole("button", { name: `Restore to ${one.name}` }).click();
    await expect(dialog).toBeHidden();
    await expect(tab.restores.getByText("Restored", { exact: true })).toHaveCount(1);
    await expect(tab.restores).toContainText("exit code 0");
    expect(await query(one, checksum)).toBe(before);
  });

  await test.step("and it can go to another instance", async () => {
    await tab.row().restore.click();
    const dialog = tab.dialog("Restore orders-db");
    await dialog.getByRole("radio").nth(1).check();
    await dialog.getByRole("button", { name: `Restore to ${two.name}` }).click();
    await expect(tab.restores.getByText("Restored", { exact: true })).toHaveCount(2);
    expect(await query(two, checksum)).toBe(before);
  });

  await test.step("both restores' logs stand under the backup's", async () => {
    await expect(tab.row().row.getByRole("heading", { name: /^Restore to/ })).toHaveCount(2);
  });
});
