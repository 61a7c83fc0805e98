import { readFileSync } from "node:fs";
import { expect, test } from "#e2e/fixtures/dashboard";
import { containerModal, tabPath } from "#e2e/pages/container-modal";
import { logPath } from "#e2e/pages/instance-views";

const talker = [
  "/bin/sh",
  "-c",
  `printf '\\033[31mred\\033[0m alert\\n'; echo second; while :; do
     [ -e /tmp/say ] && cat /tmp/say && rm /tmp/say; sleep 0.1; done`,
];

test("a container's log is followed, searched, timed and downloaded", async ({
  page,
  run,
  services,
}) => {
  const target = await run({
    image: services.images.tar,
    volume: "/var/lib/test",
    command: talker,
  });
  const modal = containerModal(page, target.containerName);
  const log = page.getByRole("region", { name: `Log of ${target.name}` });
  await page.goto(tabPath(target.containerId, "instances"));
  await modal.dialog.getByRole("link", { name: `Log of ${target.name}` }).click();
  await expect(log).toContainText("red alert");
  await expect(log.getByText("red", { exact: true })).toHaveClass(/text-bad/);
  await expect(page.getByText("following", { exact: true })).toBeVisible();

  await test.step("a new line shows by itself, also after a restart", async () => {
    await target.shell("echo a new line > /tmp/new && mv /tmp/new /tmp/say");
    await expect(log).toContainText("a new line");
    await target.docker("restart", "-t", "0");
    await target.shell("echo after the restart > /tmp/new && mv /tmp/new /tmp/say");
    await expect(log).toContainText("after the restart");
    await expect(log.getByText("a new line")).toHaveCount(1);
  });

  await test.step("search, times", async () => {
    await page.getByRole("textbox", { name: "Search in the log" }).fill("second");
    await expect(page.getByText("1 of 2")).toBeVisible();
    await expect(log.locator("time")).toHaveCount(0);
    await page.getByRole("button", { name: "Times" }).click();
    await expect(log.locator("time").first()).toHaveText(/\d\d:\d\d:\d\d$/);
  });

  await test.step("the download holds every line with its time", async () => {
    const waiting = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download log" }).click();
    const download = await waiting;
    expect(download.suggestedFilename()).toBe(`${target.name}.log`);
    const text = readFileSync(await download.path(), "utf8");
    expect(text).toMatch(/^\d{4}-\d\d-\d\dT\S+Z a new line$/m);
  });

  await test.step("an instance that nobody knows is said to be missing", async () => {
    await page.goto(logPath(target.containerId, target.containerId));
    await expect(page.getByText("There is no such instance")).toBeVisible();
  });
});
