import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { zstdDecompressSync } from "node:zlib";
import { eq } from "drizzle-orm";
import { users } from "#drizzle/hubs";
import { expect, test } from "#e2e/fixtures/dashboard";
import { cookieOf } from "#e2e/fixtures/raw-call";
import { signedInBrowser } from "#e2e/fixtures/signed-in";
import { addMember, ownHub } from "#e2e/fixtures/two-hubs";
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

test.describe(() => {
  test.use({ forgiven: /status of 429/ });

  test("downloads beyond the fourth at once are refused, and the place is free again", async ({
    page,
    run,
    api,
    services,
    baseURL,
    browser,
    started,
    db,
  }) => {
    const target = await run({ image: services.images.tar, volume: "/var/lib/test" });
    // More than the sockets on the way take, so that a download that nobody reads does not end.
    await target.shell("head -c 67108864 /dev/urandom > /var/lib/test/random");
    await api.configure(target, { backup: "cat /var/lib/test/random" });
    const [backup] = await api.backUp(target);
    await page.goto(tabPath(target.containerId, "backups"));
    const cookie = await cookieOf(page.context());
    const path = `/api/v1/containers/${target.containerId}/backups/${backup?.id}/content`;
    const begin = async (method: "GET" | "HEAD") => {
      const leaving = new AbortController();
      const response = await fetch(new URL(path, baseURL), {
        method,
        headers: { cookie },
        signal: leaving.signal,
      });
      // One that nobody holds is thrown away, and ends.
      return { response, status: response.status, leave: () => leaving.abort() };
    };
    // A HEAD takes no place for longer than it lasts.
    for (let time = 0; time < 6; time++) expect((await begin("HEAD")).status).toBe(200);
    const first = await Promise.all([1, 2, 3, 4].map(() => begin("GET")));
    expect(first.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await begin("GET")).status).toBe(429);
    await backupsTab(page).row().download.click();
    await page.getByRole("menuitem", { name: "As stored" }).click();
    await expect(page.getByText("4 downloads run already. Wait until one has ended")).toBeVisible();
    for (const one of first) one.leave();
    await test.step("who is signed out has no more of it", async () => {
      const { hubId } = await ownHub(db);
      const person = await addMember(db, hubId, "developer");
      const { context } = await signedInBrowser(browser, started, person);
      const headers = { cookie: await cookieOf(context) };
      await context.close();
      const { body, status } = await fetch(new URL(path, baseURL), { headers });
      expect(status).toBe(200);
      await db.update(users).set({ sessionEpoch: 1 }).where(eq(users.email, person.email));
      await sleep(5500);
      await expect(new Response(body).arrayBuffer()).rejects.toThrow();
    });
    await expect
      .poll(async () => {
        const again = await begin("GET");
        again.leave();
        return again.status;
      })
      .toBe(200);
  });
});
