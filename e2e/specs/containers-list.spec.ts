import { eq, sql } from "drizzle-orm";
import { backups } from "#drizzle/backups";
import { expect, test } from "#e2e/fixtures/dashboard";
import { hostElsewhere } from "#e2e/fixtures/elsewhere";
import { containersPage } from "#e2e/pages/containers-page";

test("containers are protected, backed up and given a policy from their list", async ({
  page,
  run,
  api,
  db,
  services,
}) => {
  // A project of its own: the engine is shared, and what others run there is not to be touched.
  const project = `many-${Date.now().toString(36)}`;
  const start = (service: string, volume?: string) =>
    run({
      image: services.images.tar,
      volume,
      labels: {
        "com.docker.compose.project": project,
        "com.docker.compose.service": `${project}-${service}`,
        "com.docker.compose.container-number": "1",
      },
    });
  const one = await start("a", "/data");
  const two = await start("b", "/data");
  const plain = await start("c");
  const { name: integration } = await api.bucketIntegration();
  const list = containersPage(page);
  const rows = [one, two].map(({ containerName }) => list.row(containerName));
  await list.goto();
  await list.search(project);

  await test.step("an unprotected one says so, and is protected in one go", async () => {
    await expect(list.row(one.containerName)).toContainText("Unprotected");
    await expect(list.row(plain.containerName)).toContainText("Not stateful");
    await page.getByRole("button", { name: `Protect ${one.containerName}` }).click();
    const dialog = page.getByRole("dialog", { name: `Protect ${one.containerName}` });
    await expect(dialog.getByRole("combobox", { name: "Preset" })).toContainText("Files (tar)");
    await expect(dialog).toContainText("Run as it is, without a shell");
    await dialog.getByRole("combobox", { name: "Integration" }).click();
    await page.getByRole("option", { name: integration }).click();
    await dialog.getByRole("button", { name: "Protect", exact: true }).click();
    await expect(dialog).toBeHidden();
    // The first backup has begun with it; the list follows by itself.
    await expect(list.row(one.containerName)).toContainText("Protected");
    await expect(list.row(one.containerName)).toContainText(/In \d+ (hours|minutes)/);
  });

  await test.step("a press on Health shows the worst first, another the other way round", async () => {
    const worstFirst = [two, one, plain].map(({ containerName }) => containerName);
    await list.sortBy("Health");
    await expect(list.sorted("ascending")).toHaveText("Health");
    await expect.poll(list.names).toEqual(worstFirst);
    await list.sortBy("Health");
    await expect(list.sorted("descending")).toHaveText("Health");
    await expect.poll(list.names).toEqual(worstFirst.toReversed());
  });

  await test.step("the health filter finds those, and stands in the address", async () => {
    await list.filterHealth("Unprotected");
    await expect(list.row(two.containerName)).toBeVisible();
    await expect(list.row(one.containerName)).toBeHidden();
    await expect(page).toHaveURL(/\/containers\?health=unprotected$/);
    await page.reload();
    await list.search(project);
    await expect(list.row(two.containerName)).toBeVisible();
    await expect(list.row(one.containerName)).toBeHidden();
    await list.filterHealth("Any health");
  });

  await test.step("a policy says what it changes, for how many, and what it skips", async () => {
    const names = [one, two, plain].map(({ containerName }) => containerName);
    await list.checkbox(names[0] ?? "").click();
    await list.checkbox(names[2] ?? "").click({ modifiers: ["Shift"] });
    for (const name of names) await expect(list.checkbox(name)).toBeChecked();
    await list.selected.getByRole("button", { name: "Apply a policy" }).click();
    const dialog = page.getByRole("dialog", { name: /^Apply a policy to/ });
    const outcome = dialog.getByRole("status", { name: "What will change" });
    await expect(outcome).toContainText("choose one in the policy");
    await dialog.getByRole("textbox", { name: "Cron string" }).fill("15 */2 * * *");
    await dialog.getByRole("checkbox", { name: "Set the integration" }).check();
    await dialog.getByRole("combobox", { name: "Integration" }).click();
    await page.getByRole("option", { name: integration }).click();
    await expect(outcome).toContainText("2 get the schedule.");
    await expect(outcome).toContainText(
      "1 has no commands yet and gets those of a preset: 1 Files",
    );
    await expect(outcome).toContainText("not stateful");
    await expect(outcome).toContainText(plain.containerName);
    await dialog.getByRole("button", { name: "Apply to 2 containers" }).click();
    await expect(dialog).toBeHidden();
    for (const row of rows) await expect(row).toContainText(/In (\d+ minutes|1 hour)/);
  });

  await test.step("they are backed up at once; one that is not says why", async () => {
    await list.selected.getByRole("button", { name: "Back up now" }).click();
    const left = page.getByRole("dialog", { name: "Not backed up: 1 container" });
    await expect(left).toContainText("Only stateful containers are backed up.");
    await expect(left).toContainText(plain.containerName);
    await left.getByRole("button", { name: "Close" }).last().click();
    for (const row of rows) await expect(row).toContainText("Protected");
    const made = (id: string) => db.$count(backups, eq(backups.containerId, id));
    expect([await made(one.containerId), await made(two.containerId)]).toEqual([2, 1]);
    await list.selected.getByRole("button", { name: "Clear selection" }).click();
    await expect(list.selected).toBeHidden();
  });
});

test("environments open and close, and the browser remembers it", async ({ page, db }) => {
  const elsewhere = await hostElsewhere(db);
  try {
    const list = containersPage(page);
    const { containerId } = await elsewhere.container("ledger-web", 3);
    await elsewhere.container("ledger-cache", 0);
    await db.execute(sql`update containers set environment = 'ledger', environment_kind = 'compose'
      where host_id = ${elsewhere.hub.hostId}`);
    await db.execute(sql`update backups set state = 'failed', error_message = 'The bucket is full.'
      where container_id = ${containerId} and created > now() - interval '1 day'`);
    await db.execute(sql`update backup_configs set cron_string = '0 3 * * *'
      where container_id = ${containerId}`);
    await list.goto();
    await list.search("ledger");

    const failing = list.row("ledger-web");
    await expect(failing).toContainText("Failing");
    await expect(failing).toContainText("The bucket is full.");
    await expect(
      failing.getByRole("img", { name: /^Stored over 30 days: from 0 B/ }),
    ).toBeVisible();
    await list.group("ledger").click();
    await expect(failing).toBeHidden();
    await page.reload();
    await list.search("ledger");
    await expect(list.group("ledger")).toHaveAttribute("aria-expanded", "false");
    await list.group("ledger").press("Enter");
    await expect(failing).toBeVisible();

    await failing.getByRole("link").click();
    const modal = page.getByRole("dialog", { name: "ledger-web" });
    await expect(modal.getByText("Failing since")).toBeVisible();
    await expect(modal.getByText("The bucket is full.")).toBeVisible();
    await modal.getByRole("link", { name: "Open Backups" }).click();
    await expect(page).toHaveURL(/\/backups$/);
  } finally {
    await elsewhere.remove();
  }
});
