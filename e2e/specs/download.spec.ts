import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { zstdDecompressSync } from "node:zlib";
import { expect, test } from "#e2e/fixtures/dashboard";
import { backupsTab } from "#e2e/pages/backups-tab";
import { tabPath } from "#e2e/pages/container-modal";

test("a backup is downloaded as stored and as the command wrote it", async ({
  page,
  run,
  api,
  services,
}) => {
  const target = await run({ image: services.images.tar, volume: "/var/lib/test" });
  await target.shell("seq 1 900000 > /var/lib/test/numbers");
  const [size, sha256] = (
    await target.shell("cd /var/lib/test; stat -c %s numbers; sha256sum < numbers")
  ).split(/\s+/);
  await api.configure(target, { backup: "cat /var/lib/test/numbers" });
  await api.backUp(target);
  const tab = backupsTab(page);
  await page.goto(tabPath(target.containerId, "backups"));

  async function download(item: string): Promise<{ bytes: Buffer; name: string }> {
    await tab.row().download.click();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: item }).click(),
    ]);
    return { bytes: await readFile(await file.path()), name: file.suggestedFilename() };
  }

  const stored = await download("As stored");
  expect(stored.name).toMatch(/\.dump\.zst$/);
  expect(stored.bytes.length).toBeLessThan(Number(size) / 2);
  expect(hash(zstdDecompressSync(stored.bytes))).toBe(sha256);

  const original = await download("Decompressed");
  expect(original.name).toMatch(/\.dump$/);
  expect(original.bytes.length).toBe(Number(size));
  expect(hash(original.bytes)).toBe(sha256);
});

const hash = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
