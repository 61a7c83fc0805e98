import { expect, test } from "#e2e/fixtures/dashboard";
import { backupsTab } from "#e2e/pages/backups-tab";
import { tabPath } from "#e2e/pages/container-modal";

test("a failing command says why, on its row and in its log", async ({
  page,
  run,
  api,
  services,
  bucket,
}) => {
  const target = await run({ image: services.images.tar, volume: "/var/lib/test" });
  const objects = (await bucket.versions()).length;
  const tab = backupsTab(page);
  const words = { backup: `"echo half a backup; echo 'the disk is on fire' >&2; exit 3"` };

  await test.step("stderr is the log", async () => {
    await api.configure(target, words);
    await page.goto(tabPath(target.containerId, "backups"));
    await tab.backUpNow.click();
    const { row, state, log } = tab.row();
    await expect(state("Failed")).toBeVisible();
    await expect(row).toContainText("exit code 3");
    await log.click();
    await expect(row).toContainText("stderr");
    await expect(row).toContainText("the disk is on fire");
    await expect(row).not.toContainText("half a backup");
  });

  await test.step("without stderr it is the last 1 KiB of stdout, and labelled so", async () => {
    const backup = `"printf '%02000d\\n' 7; echo 'only stdout knows'; exit 1"`;
    await api.configure(target, { backup });
    await page.reload();
    await tab.backUpNow.click();
    await expect(tab.rows).toHaveCount(2);
    const { row, state, log } = tab.row(0);
    await expect(state("Failed")).toBeVisible();
    await expect(row).toContainText("exit code 1");
    await log.click();
    await expect(row).toContainText("last 1 KiB of stdout, stderr was empty");
    await expect(row).toContainText("only stdout knows");
    const text = await api.call<{ log: string }[]>(
      "GET",
      `/containers/${target.containerId}/backups/${await newest(api, target.containerId)}/logs`,
    );
    expect(Buffer.byteLength(text[0]?.log ?? "")).toBe(1024);
  });

  expect(await bucket.versions()).toHaveLength(objects);
  expect(await bucket.uploads()).toEqual([]);
});

test("Cancel stops a running backup and leaves no process and no upload", async ({
  page,
  run,
  api,
  services,
  bucket,
}) => {
  const target = await run({ image: services.images.tar, volume: "/var/lib/test" });
  const objects = (await bucket.versions()).length;
  const idle = await target.processes();
  await api.configure(target, {
    backup: `"while :; do head -c 3000000 /dev/urandom; sleep 0.2; done"`,
  });
  const tab = backupsTab(page);
  await page.goto(tabPath(target.containerId, "backups"));
  await tab.backUpNow.click();
  const { row, state, cancel } = tab.row();
  await test.step("while it runs the row counts bytes, rate and time", async () => {
    await expect(state("Saving")).toBeVisible();
    const counted = row.getByText(/\d MB dumped/);
    await expect(counted).toBeVisible();
    const first = await counted.textContent();
    await expect(counted).not.toHaveText(first ?? "");
    await expect(row.getByText(/^[\d.]+ [KM]B\/s$/)).toBeVisible();
    expect(await target.processes()).not.toEqual(idle);
  });
  await cancel.click();
  await expect(state("Cancelled")).toBeVisible();
  expect(await target.processes()).toEqual(idle);
  expect(await bucket.versions()).toHaveLength(objects);
  expect(await bucket.uploads()).toEqual([]);
});

async function newest(
  api: { call<T>(method: string, path: string): Promise<T> },
  containerId: string,
): Promise<string> {
  const path = `/containers/${containerId}/backups?limit=1`;
  return (await api.call<{ id: string }[]>("GET", path))[0]?.id ?? "";
}
