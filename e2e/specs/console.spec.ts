import { asc, eq } from "drizzle-orm";
import { activity } from "#drizzle/activity";
import { expect, test } from "#e2e/fixtures/dashboard";
import { poll } from "#e2e/fixtures/poll";
import { signedInBrowser } from "#e2e/fixtures/signed-in";
import { addMember, ownHub } from "#e2e/fixtures/two-hubs";
import { backupsTab } from "#e2e/pages/backups-tab";
import { containerModal, tabPath } from "#e2e/pages/container-modal";
import { consolePath, consoleView } from "#e2e/pages/instance-views";

test("a console is opened from the Instances tab, works, and ends when it is left", async ({
  page,
  run,
  db,
  services,
}) => {
  const target = await run({ image: services.images.tar, volume: "/var/lib/test" });
  const modal = containerModal(page, target.containerName);
  const shell = consoleView(page);
  const scripts: string[] = [];
  page.on("request", (request) => {
    if (request.resourceType() === "script") scripts.push(request.url());
  });
  await page.goto(tabPath(target.containerId, "instances"));
  const row = modal.dialog.getByRole("row").filter({ hasText: target.name });
  await expect(row).toContainText(/\d+\.\d %/);
  await expect(row).toContainText(/B of \d/);
  const before = scripts.length;

  await test.step("typed words come back, colours and sizes fit", async () => {
    await row.getByRole("link", { name: `Console of ${target.name}` }).click();
    await shell.ready();
    expect(scripts.slice(before).length).toBeGreaterThan(0);
    await shell.run("echo he''llo");
    await expect(shell.screen).toContainText("hello");
    await shell.run("stty size | sed s/^/size-/");
    await expect(shell.screen).toContainText(/size-\d\d+ \d\d+/);
    const wide = Number(/size-\d+ (\d+)/.exec((await shell.screen.textContent()) ?? "")?.[1]);
    await page.setViewportSize({ width: 900, height: 700 });
    await expect(async () => {
      await shell.run("clear; stty size | sed s/^/now-/");
      const text = (await shell.screen.textContent()) ?? "";
      expect(Number(/now-\d+ (\d+)/.exec(text)?.[1] ?? wide)).toBeLessThan(wide);
    }).toPass();
  });

  await test.step("Escape and Ctrl-C are the shell's, a paste reaches it", async () => {
    await shell.run("sleep 3600");
    await poll("it to run", async () => (await target.processes()).some((p) => /sleep/.test(p)));
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+C");
    await poll("it to end", async () => !(await target.processes()).some((p) => /sleep/.test(p)));
    await expect(modal.dialog).toBeVisible();
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.setData("text/plain", "echo past''ed\r");
      const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true });
      document.activeElement?.dispatchEvent(paste);
    });
    await page.keyboard.press("Enter");
    await expect(shell.screen).toContainText("pasted");
  });

  await test.step("leaving it ends it, and both stand in the activity", async () => {
    await shell.run("nohup sleep 3601 &");
    await page.keyboard.press("Control+Shift+F6");
    await page.keyboard.press("Escape");
    await expect(modal.dialog).toBeHidden();
    await poll("no process", async () => (await target.processes()).length === 0, { seconds: 30 });
    const events = await db
      .select()
      .from(activity)
      .where(eq(activity.containerId, target.containerId))
      .orderBy(asc(activity.id));
    expect(events.map(({ event, subject }) => [event, subject])).toEqual([
      ["container.console.open", target.name],
      ["container.console.close", target.name],
    ]);
    expect(JSON.stringify(events)).not.toContain("hello");
  });
});

test("a shell that ends says so and can be opened again; one that is missing is explained", async ({
  page,
  run,
  services,
}) => {
  const target = await run({ image: services.images.tar, volume: "/var/lib/test" });
  const shell = consoleView(page);
  await page.goto(consolePath(target.containerId, target.instanceId));
  await shell.ready();
  await shell.run("exit");
  await expect(page.getByText("The shell has ended.")).toBeVisible();
  await page.getByRole("button", { name: "Open again" }).click();
  await shell.ready();
  const bare = await run({ image: services.images["no-shell"], volume: "/data" });
  await page.goto(consolePath(bare.containerId, bare.instanceId));
  await expect(page.getByText("has no shell (bash, ash or sh)")).toBeVisible();
});

test("a completed restore leads to the console of its instance", async ({
  page,
  run,
  api,
  services,
}) => {
  const target = await run({ image: services.images.tar, volume: "/var/lib/test" });
  await target.shell("echo precious > /var/lib/test/file");
  await api.configure(target, {
    backup: "tar cf - -C /var/lib/test .",
    restore: "tar xf - -C /var/lib/test",
  });
  const [backup] = await api.backUp(target);
  await target.shell("rm /var/lib/test/file");
  await api.call("POST", `/containers/${target.containerId}/backups/${backup?.id}/tasks`, {
    action: "restore",
    contents: { instance_id: target.instanceId },
  });
  await page.goto(tabPath(target.containerId, "backups"));
  const link = backupsTab(page).restores.getByRole("link", { name: "Check it in the console" });
  await link.click();
  const shell = consoleView(page);
  await shell.ready();
  await shell.run("cat /var/lib/test/file");
  await expect(shell.screen).toContainText("precious");
});

test("who may not is not offered it, and is told so at its address", async ({
  run,
  db,
  browser,
  started,
  services,
}) => {
  const target = await run({ image: services.images.tar, volume: "/var/lib/test" });
  const person = await addMember(db, (await ownHub(db)).hubId, "developer");
  const { context, page } = await signedInBrowser(browser, started, person);
  await page.goto(tabPath(target.containerId, "instances"));
  await expect(page.getByRole("link", { name: `Log of ${target.name}` })).toBeVisible();
  await expect(page.getByRole("link", { name: /^Console/ })).toHaveCount(0);
  await page.goto(consolePath(target.containerId, target.instanceId));
  await expect(page.getByText("Not open to your role")).toBeVisible();
  expect(await target.processes()).toEqual([]);
  await context.close();
});
