import { eq } from "drizzle-orm";
import { containers } from "#drizzle/containers";
import { expect, test } from "#e2e/fixtures/dashboard";
import { poll } from "#e2e/fixtures/poll";
import { containerModal, tabPath } from "#e2e/pages/container-modal";
import { runCommand } from "#e2e/services/run-command";

const commands = { backup: "tar cf - -C /var/lib/test backup", restore: "cat" };
// The open modal asks for a container that has just been deleted.
test.use({ forgiven: /status of 404 .*\/api\/v1\/containers\// });

const docker = (...args: string[]) => runCommand("docker", args, { timeoutSeconds: 30 });

test("Settings → delete: says what goes, asks for the name, and shows how far it is", async ({
  page,
  run,
  api,
  db,
  services,
  bucket,
}) => {
  const target = await run({ image: services.images.tar, volume: "/var/lib/test" });
  await api.configure(target, commands);
  const made = await api.backUp(target, 2);
  const modal = containerModal(page, target.containerName);
  const { dialog } = modal;
  await modal.openFromList();
  await modal.tab("Settings").click();
  const volume = `${target.name}-data`;
  await expect(dialog).toContainText(": 2 live");
  await expect(dialog).toContainText(`${volume} stays unless you say otherwise`);

  await test.step("only its own name deletes it", async () => {
    await dialog.getByRole("button", { name: "Delete container" }).click();
    const ask = page.getByRole("dialog", { name: `Delete ${target.name}?` });
    await expect(ask).toContainText("2 backups");
    const name = ask.getByRole("textbox", { name: `Type ${target.name} to confirm` });
    const confirm = ask.getByRole("button", { name: "Delete container and 2 backups" });
    await name.fill(`${target.name}x`);
    await name.press("Enter");
    await expect(confirm).toBeDisabled();
    await ask.getByRole("button", { name: "Keep" }).click();
    await expect(ask).toBeHidden();
    expect(await target.isRunning()).toBe(true);
  });

  await test.step("how far it is stands in the modal and in the list", async () => {
    // As while Docker refuses: the next try is far.
    const [row] = await db.select().from(containers).where(eq(containers.id, target.containerId));
    const plan = { jobId: target.instanceId, engineId: row?.engineId ?? null };
    const waiting = {
      deleteRequested: new Date(),
      deleteDue: new Date(Date.now() + 3_600_000),
      deleteError: "Docker refused: busy.",
      deletePlan: { ...plan, dockerIds: null, volumes: [], left: [] },
    };
    const which = eq(containers.id, target.containerId);
    await db.update(containers).set(waiting).where(which);
    await page.reload();
    const progress = dialog.getByRole("region", { name: "Deletion" });
    await expect(progress).toContainText("Deleting, 2 backups left");
    await expect(progress).toContainText("Not yet: Docker refused: busy.");
    await expect(await modal.findInList()).toContainText("Deleting, 2 backups left");
    const back = await page.request.post(`/api/v1/containers/${target.containerId}/backups`, {
      data: {},
    });
    expect((await back.json()).error).toMatchObject({
      code: "403.invalid-state",
      detail: expect.stringContaining("This container is being deleted"),
    });
    await db
      .update(containers)
      .set({ deleteRequested: null, deleteDue: null, deleteError: null, deletePlan: null })
      .where(which);
    await page.goto(tabPath(target.containerId, "settings"));
  });

  await test.step("with its volume, until the last backup is gone", async () => {
    await dialog.getByRole("button", { name: "Delete container" }).click();
    const ask = page.getByRole("dialog", { name: `Delete ${target.name}?` });
    await ask.getByRole("checkbox", { name: "Also remove its volume" }).check();
    await ask.getByRole("textbox").fill(target.name);
    await ask.getByRole("textbox").press("Enter");
    await expect(page.getByRole("heading", { name: "There is no such container" })).toBeVisible({
      timeout: 60_000,
    });
    await page.getByRole("button", { name: "Back to Containers" }).click();
    await expect(page.getByRole("link", { name: target.name, exact: true })).toHaveCount(0);
    const keys = (await bucket.versions()).map(({ key }) => key);
    for (const { target: stored } of made) expect(keys).not.toContain(stored.path);
    expect((await docker("ps", "-aq", "-f", `name=${target.name}`)).trim()).toBe("");
    expect((await docker("volume", "ls", "-q", "-f", `name=${volume}`)).trim()).toBe("");
  });
});

test("removed outside: a banner counts down, keeps the backups, and goes when it is back", async ({
  page,
  run,
  api,
  services,
}) => {
  const target = await run({ image: services.images.tar, volume: "/var/lib/test" });
  await api.configure(target, commands);
  await api.backUp(target, 1);
  const modal = containerModal(page, target.containerName);
  const { dialog } = modal;
  const banner = dialog.getByRole("region", { name: "Gone from Docker" });
  await page.goto(tabPath(target.containerId, "dashboard"));
  await expect(dialog).toContainText("Running");
  await expect(banner).toHaveCount(0);

  await docker("rm", "-f", target.name);
  await expect(banner).toContainText(
    /Its live backup, .* is removed in 23 h 59 m unless it comes back/,
  );
  await expect(await modal.findInList()).toContainText(/Backups go in (23 h|1 d)/);
  await modal.openFromList();

  await banner.getByRole("button", { name: "Keep backups" }).click();
  await expect(banner).toContainText("Its backups are kept");
  await expect(await modal.findInList()).toContainText("Backups are kept");
  await modal.openFromList();
  await page.reload();
  await banner.getByRole("button", { name: "Let them go" }).click();
  await expect(banner).toContainText(/removed in 23 h 59 m|removed in 1 d/);

  await docker("run", "-d", "--name", target.name, "--network", "none", services.images.tar);
  await expect(banner).toHaveCount(0, { timeout: 30_000 });
  await expect(dialog).toContainText("Running");
  const answer = await poll("its backup to be there", async () => {
    const backups = await page.request.get(`/api/v1/containers/${target.containerId}/backups`);
    return (await backups.json()).data as { state: { current: string } }[];
  });
  expect(answer.map(({ state }) => state.current)).toEqual(["live"]);
  await docker("rm", "-f", "-v", target.name);
});
